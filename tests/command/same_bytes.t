#!/usr/bin/perl
# Same handbook, same bytes: whatever the threads, the language and time zone of whoever builds, the umask, the path, the
# order in which the disk lists files, or when they were written. And nothing that names the machine gets in.
use strict;
use warnings;
use Digest::MD5;
use File::Basename qw(dirname);
use File::Find qw(find);
use File::Path qw(make_path);
use FindBin qw($Bin);
use lib $Bin;
use Book qw(root glossa work);
use Test::More;

my ($root, $glossa, $work) = (root(), glossa(), work());

# path → mode and digest of every file, and the mode of every folder
sub fingerprint {
    my ($folder) = @_;
    my %of;
    find({ no_chdir => 1, wanted => sub {
        my $mode = sprintf '%04o', (lstat $_)[2] & 07777;
        my $name = substr $_, length $folder;
        if (-d $_) { $of{"$name/"} = $mode; return }
        open my $file, '<:raw', $_ or die "$_: $!";
        $of{$name} = "$mode " . Digest::MD5->new->addfile($file)->hexdigest;
    } }, $folder);
    return \%of;
}

sub copy_handbook {
    my ($to, $reverse) = @_;
    make_path($to);
    for my $part ('site.yaml', 'content', 'templates', 'static') {
        next unless -e "$root/$part";
        my @paths;
        find({ no_chdir => 1, wanted => sub { push @paths, $_ if -f $_ } }, "$root/$part");
        @paths = sort @paths;
        @paths = reverse @paths if $reverse;                     # another order on the disk
        for my $path (@paths) {
            my $new = $to . substr $path, length $root;
            make_path(dirname($new));
            system('cp', $path, $new) == 0 or die "cp $path";
        }
    }
}

sub build {
    my ($book, $out, $options, $environment, $umask) = @_;
    my $old = umask(defined $umask ? $umask : 022);
    my $said = do {
        local %ENV = (%ENV, %{ $environment // {} });
        qx(cd "$book" && "$glossa" build -o "$out" $options 2>&1);
    };
    umask($old);
    is($?, 0, "it builds: $options") or diag($said);
    return fingerprint($out);
}

copy_handbook("$work/book", 0);
copy_handbook("$work/a folder, elsewhere/ß", 1);
system('find', "$work/a folder, elsewhere", '-exec', 'touch', '-d', '1999-12-31', '{}', '+');
my $want = build("$work/book", "$work/out", '-j1');
cmp_ok(scalar keys %$want, '>', 100, 'there is a site to compare');

my $number = 0;
sub same {
    my ($name, @how) = @_;
    my $out = "$work/out" . ++$number;
    my $book = ref $how[0] ? ${ shift @how } : "$work/book";
    my $got = build($book, $out, @how);
    is_deeply($got, $want, $name);
    system('rm', '-rf', $out);
}

same("$_ threads", "-j$_") for 2, 3, 7, 8, 16;
same('8 threads again', '-j8') for 1 .. 3;
same("locale $_", '-j2', { LC_ALL => $_, LANG => $_ }) for 'C', 'tr_TR.UTF-8', 'de_DE.UTF-8', 'POSIX';
same("time zone $_", '-j2', { TZ => $_ }) for 'Asia/Kathmandu', 'America/St_Johns', 'UTC-14';
same(sprintf('umask %03o', $_), '-j2', {}, $_) for 0, 077, 027;
same('another time of the build', '-j2', { SOURCE_DATE_EPOCH => 0 });
same('memory filled with something else', '-j2', { MALLOC_PERTURB_ => 165 });
same('another path, another order on the disk, older files', \"$work/a folder, elsewhere/ß", '-j2');
same('another home and user', '-j2', { HOME => '/nonexistent', USER => 'nobody', HOSTNAME => 'elsewhere' });

build("$work/book", "$work/out", '-j2');
is_deeply(fingerprint("$work/out"), $want, 'built again over itself');

# -a: the site is text but for a few pictures
my $found = qx(grep -rlaF -e "$work" "$work/out" | head -3);
is($found, '', 'no path of the machine in the site');
done_testing();
