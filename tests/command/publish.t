#!/usr/bin/env perl
# How a site reaches the disk: all or nothing, whatever kills or fails the build; files that stay the same stay the same
# file; what glossa did not make is never touched. (tests/publish/ shows the same for each step by itself.)

use strict;
use warnings;
use Fcntl qw(:flock);
use File::Find ();
use File::Path qw(make_path remove_tree);
use FindBin qw($Bin);
use lib $Bin;
use Book qw(root glossa work slurp spew);
use POSIX ();
use Test::More;

my ($glossa, $work) = (glossa(), work());
my $book = "$work/book";
delete @ENV{qw(CLICOLOR CLICOLOR_FORCE)};
$ENV{HOME} = $work;
umask 022;

# Runs a command in the handbook: (exit status or "signal N", stderr).
sub run {
    my ($status, undef, $err) = Book::run('sh', '-c', 'cd "$0" && exec "$@"', $book, @_);
    return ($status, $err);
}

sub build { return run($glossa, 'build', '-q', @_) }

# path => bytes of a site, links and folders as what they are.
sub site {
    my ($folder) = @_;
    my %site;
    return \%site unless -d $folder;
    File::Find::find({ no_chdir => 1, wanted => sub {
        (my $path = $File::Find::name) =~ s{^\Q$folder\E/?}{};
        $site{$path} = -l $_ ? 'link ' . readlink : -d _ ? 'folder' : slurp($_);
    } }, $folder);
    return \%site;
}

sub flat { my ($site) = @_; return join "\0", map { "$_\0$site->{$_}" } sort keys %$site }
sub same { my ($a, $b) = @_; return flat($a) eq flat($b) }

# path => inode and time of each file.
sub times_of {
    my ($folder) = @_;
    return { map { $_ => join '/', (stat "$folder/$_")[1, 9] } grep { -f "$folder/$_" } keys %{ site($folder) } };
}

# What lies in the handbook that does not belong there.
sub litter {
    return join ' ', grep { !m{/(?:content|templates|static|public|site\.yaml)$} } glob("$book/* $book/.[!.]*");
}

# The handbook in one of its editions: the odd ones have a page that the even ones have not.
sub edit {
    my ($edition) = @_;
    spew('book/content/terms/changing.md', "---\ntitle: Changing\n---\nThis is edition $edition.\n");
    unlink glob "$book/content/terms/only-*.md";
    spew("book/content/terms/only-$edition.md", "---\ntitle: Only in $edition\n---\nText.\n");
}

sub write_handbook {
    spew('book/site.yaml', <<'YAML');
title: Tiny
history: false
base_url: https://tiny.example/
types:
  term: {folder: terms, label: {one: Term, many: Terms}}
YAML
    spew('book/content/index.md', "---\ntitle: Home\n---\nWelcome.\n");
    spew('book/content/terms/same.md', "---\ntitle: Same\n---\nThis never changes.\n\n![A square](square.svg)\n");
    spew('book/content/terms/square.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
    spew('book/static/robots.txt', "User-agent: *\n");
    for my $file (glob root() . '/tests/golden/_templates/*') {
        (my $name = $file) =~ s{.*/}{};
        spew("book/templates/$name", slurp($file));
    }
    edit(1);
}

sub test_editions {
    my ($status, $err) = build();
    is("$status$err", '0', 'a site is built') or BAIL_OUT("no site: $err");
    my $first = times_of("$book/public");
    cmp_ok(scalar keys %$first, '>=', 8, 'with its files');
    ok(-f "$book/public/.glossa", 'and a marker');
    is(litter(), '', 'nothing is left beside it');
    my $before = site("$book/public");
    sleep 1;
    is((build())[0], 0, 'it is built again');
    is_deeply(times_of("$book/public"), $first, 'and each file is the same file, with the same time');
    ok(same(site("$book/public"), $before), 'with the same bytes');
    edit(2);
    build();
    my $second = times_of("$book/public");
    is($second->{'terms/same.html'}, $first->{'terms/same.html'}, 'after an edit pages that do not change stay')
      if slurp("$book/public/terms/same.html") eq $before->{'terms/same.html'};
    isnt($second->{'terms/changing.html'}, $first->{'terms/changing.html'}, 'others do not');
    ok(-f "$book/public/terms/only-2.html", 'new pages are there');
    ok(!-e "$book/public/terms/only-1.html", 'and those that no longer belong are gone');
    for my $threads (1, 3, 16) {
        build('-o', "public-$threads", '-j', $threads);
        ok(same(site("$book/public-$threads"), site("$book/public")), "the same site from $threads threads");
        remove_tree("$book/public-$threads");
    }
}

sub test_modes {
    for my $umask (0, 077, 0177) {
        umask $umask;
        my ($status) = build('-o', 'masked');
        umask 022;
        my @wrong = grep { ((stat "$book/masked/$_")[2] & 07777) != (-d _ ? 0755 : 0644) } keys %{ site("$book/masked") };
        is("$status @wrong", '0 ', sprintf 'modes under umask %03o', $umask);
        remove_tree("$book/masked");
    }
}

sub test_errors_do_not_publish {
    my $before = site("$book/public");
    spew('book/content/terms/wrong.md', "---\ntitle: Wrong\n---\nA [[dead link]].\n");
    my ($status, $err) = build();
    is($status, 1, 'an error in the content fails the build');
    like($err, qr/link-unknown/, 'is named');
    ok(same(site("$book/public"), $before) && litter() eq '', 'and nothing is published');
    unlink "$book/content/terms/wrong.md";
    POSIX::mkfifo("$book/content/terms/pipe.md", 0644) or die;
    ($status, $err) = build();
    like("$status $err", qr/^1 .*named pipe.*\[file-irregular\]/s, 'a pipe among the entries stops no build for ever');
    unlink "$book/content/terms/pipe.md";
}

sub test_foreign {
    make_path("$book/mine");
    spew('book/mine/diary.txt', 'mine');
    for my $output (qw(mine content content/terms/x templates static . .. / mine/diary.txt)) {
        my $before = site($book);
        my ($status, $err) = build('-o', $output);
        like("$status $err", qr/^3 .*\[output-foreign\]/s, "-o $output is refused");
        ok(same(site($book), $before), 'and nothing has changed');
    }
    my ($status) = run($glossa, 'clean', '-o', 'mine');
    is($status, 3, 'nor does clean delete what glossa did not make');
    is(slurp("$book/mine/diary.txt"), 'mine', 'it is still there');
    remove_tree("$book/mine");
}

sub test_links {
    make_path("$work/www/site", "$work/precious");
    spew('precious/index.html', 'precious');
    symlink "$work/www/site", "$book/linked" or die;
    is((build('-o', 'linked'))[0], 0, 'an output may be a link');
    ok(-l "$book/linked" && -f "$work/www/site/index.html", 'which is followed and stays');
    unlink "$work/www/site/index.html";
    symlink "$work/precious/index.html", "$work/www/site/index.html" or die;
    is((build('-o', 'linked'))[0], 0, 'a link inside the output');
    ok(!-l "$work/www/site/index.html", 'is replaced');
    is(slurp("$work/precious/index.html"), 'precious', 'and never written through');
    unlink "$book/linked";
}

sub test_lock {
    my $before = site("$book/public");
    open my $folder, '<', "$book/public" or die;
    flock $folder, LOCK_EX or die;
    my ($status, $err) = build();
    like("$status $err", qr/^3 .*another glossa/s, 'two builds cannot write one site');
    ok(same(site("$book/public"), $before), 'the second leaves it alone');
    close $folder;
    is((build())[0], 0, 'when the first has ended it can');
}

sub test_readers {
    pipe my $stop, my $stopper or die;
    my $reader = fork // die;
    if (!$reader) {
        close $stopper;
        my $missed = 0;
        for (my $ready = ''; !select($ready, undef, undef, 0); vec($ready = '', fileno $stop, 1) = 1) {
            open(my $page, '<', "$book/public/terms/changing.html") or $missed++;
        }
        POSIX::_exit($missed ? 1 : 0);
    }
    close $stop;
    my $failed = 0;
    for my $edition (1 .. 40) {
        edit(1 + $edition % 2);
        $failed += (build())[0] != 0;
    }
    close $stopper;
    waitpid $reader, 0;
    is("$failed $?", '0 0', 'over 40 editions a reader misses no page');
}

# ---- what goes wrong at some call

my @inject = qw(strace -f -qq -o);
$ENV{ASAN_OPTIONS} = join ':', $ENV{ASAN_OPTIONS} // (), 'detect_leaks=0';    # leaks cannot be told under strace

# The sites of both editions, by edition.
sub editions {
    my %edition;
    for my $number (1, 2) {
        edit($number);
        build();
        $edition{$number} = site("$book/public");
    }
    return \%edition;
}

# Builds edition 2 over 1 with something injected; (status, stderr, whether it was reached, edition that is there then).
sub injected {
    my ($edition, $what) = @_;
    if (!same(site("$book/public"), $edition->{1})) {
        edit(1);
        build();
    }
    edit(2);
    my ($status, $err) = run(@inject, "$work/trace", '-e', "inject=$what", $glossa, 'build', '-q', '-j', 1);
    my $there = site("$book/public");
    my ($found) = grep { same($there, $edition->{$_}) } 1, 2;
    return ($status, $err, slurp("$work/trace") =~ /\(INJECTED\)|killed by SIGKILL/, $found // 'neither');
}

sub recovers {
    my ($edition) = @_;
    edit(1);
    my ($status) = build();
    return $status eq '0' && same(site("$book/public"), $edition->{1}) && litter() eq '';
}

# At most eight of the calls that a build makes, from the first to the last.
sub points {
    my ($call) = @_;
    edit(2);
    run(@inject, "$work/trace", '-e', "trace=$call", $glossa, 'build', '-q', '-j', 1);
    my $count = () = slurp("$work/trace") =~ /^\d+ +\Q$call\E\(/gm;
    edit(1);
    build();
    my %points = map { $_ => 1 } $count <= 8 ? 1 .. $count : map { 1 + int(($count - 1) * $_ / 7) } 0 .. 7;
    return sort { $a <=> $b } keys %points;
}

sub test_kills {
    my ($edition, $call) = @_;
    my @points = points($call);
    my @wrong;
    for my $point (@points) {
        my (undef, undef, $reached, $found) = injected($edition, "$call:signal=KILL:when=$point");
        push @wrong, "$point:$found" if !$reached || $found eq 'neither' || !recovers($edition);
    }
    is(@points . " @wrong", @points . ' ', "killed at $call: one edition or the other, and the next build is right");
    cmp_ok(scalar @points, '>', 0, "which it calls");
}

sub test_failures {
    my ($edition, $failure) = @_;
    my ($call) = $failure =~ /^(\w+)/;
    my @wrong;
    for my $point (points($call)) {
        my ($status, $err, undef, $found) = injected($edition, "$failure:when=$point");
        # what is read may fail as well: a diagnostic, or a program that does not even start; or, last, standard output
        my $fine = $status eq '0' ? $found eq '2'
          : $status eq '3' ? $err =~ /: \w/ && $found eq ($err =~ /cannot write the output/ ? '2' : '1')
          : $status =~ /^(?:[12]|127)$/ && $found eq '1';
        push @wrong, "$point:$status:$found:$err" unless $fine && recovers($edition);
    }
    is("@wrong", '', "$failure: the old edition and a reason, or the new one");
}

sub test_faults {
    SKIP: {
        my ($status) = run(@inject, "$work/trace", 'true');
        skip 'strace cannot trace here', 1 if $status ne '0';
        my $edition = editions();
        ok(!same($edition->{1}, $edition->{2}), 'two editions differ');
        test_kills($edition, $_) for qw(mkdirat linkat unlinkat renameat2 openat);
        test_failures($edition, $_) for qw(write:error=ENOSPC write:error=EIO mkdirat:error=EDQUOT openat:error=EMFILE
          renameat2:error=EIO close:error=EIO);
        my (undef, $err, undef, $found) = injected($edition, 'renameat2:error=EINVAL');
        like("$found $err", qr/^2 /, 'where folders cannot be exchanged files are replaced one by one');
        is(litter(), '', 'and nothing is left over');
    }
}

# A file system of 300 KB that a large asset fills.
sub test_full_disk {
    make_path("$work/small");
    my $script = <<'SH';
mount -t tmpfs -o size=300k tmpfs "$1" || exit 77
"$2" build -q -o "$1/public" || exit 1
cp -r "$1/public" "$3/before" || exit 2
head -c 400000 /dev/zero >content/terms/large.bin
"$2" build -q -o "$1/public" 2>"$3/message"
[ $? = 3 ] || exit 4
diff -r "$1/public" "$3/before" || exit 5
[ -z "$(find "$1" -name '.public*')" ] || exit 6
SH
    my ($status) = run('unshare', '-m', 'sh', '-c', $script, 'sh', "$work/small", $glossa, $work);
    unlink "$book/content/terms/large.bin";
  SKIP: {
        skip 'mounting needs root', 2 if $status eq '77' || $status eq '127' || ($status eq '1' && !-d "$work/before");
        is($status, 0, 'on a full disk the build fails and the old site stays');
        like(slurp("$work/message"), qr/small\/public\/.*: No space left on device/, 'it says where and why');
    }
}

sub test_clean {
    build();
    is((run($glossa, 'clean'))[0], 0, 'clean');
    ok(!-e "$book/public" && litter() eq '', 'deletes the site and all that builds have left');
    is((run($glossa, 'clean'))[0], 0, 'and may be said twice');
}

write_handbook();
test_editions();
test_modes();
test_errors_do_not_publish();
test_foreign();
test_links();
test_lock();
test_readers();
test_faults();
test_full_disk();
test_clean();
done_testing();
