package Book;
# A handbook in a folder of its own, and the program run on it: what the tests of commands share.

use strict;
use warnings;
use Cwd qw(abs_path);
use Exporter qw(import);
use File::Basename qw(dirname);
use File::Path qw(make_path);
use File::Temp qw(tempdir);

our @EXPORT_OK = qw(root glossa work slurp spew run glossa_run files is_release);

my $root   = abs_path(dirname(__FILE__) . '/../..');
my $glossa = $ENV{GLOSSA} ? abs_path($ENV{GLOSSA}) : "$root/build/glossa";
my $work   = tempdir('glossa-XXXXXX', TMPDIR => 1, CLEANUP => 1);
die "no program: run make first\n" unless $glossa && -x $glossa;
$ENV{NO_COLOR} = 1;

sub root   { return $root }
sub glossa { return $glossa }
sub work   { return $work }

# Whether the program is the one that packages are made of, and not one compiled to look for faults.
sub is_release { return $glossa =~ m{/build/(?:release/)?glossa$} }

sub slurp {
    my ($path) = @_;
    open my $in, '<:raw', $path or return undef;
    local $/;
    return <$in> // '';
}

# Below the work folder: spew('book/site.yaml', …)
sub spew {
    my ($path, $text) = @_;
    make_path(dirname("$work/$path"));
    open my $out, '>:raw', "$work/$path" or die "$path: $!";
    print {$out} $text;
    close $out or die "$path: $!";
}

# (exit status, stdout, stderr) of any program
sub run {
    my @words = @_;
    my $child = fork // die "fork: $!";
    if (!$child) {
        open STDIN,  '<', '/dev/null'  or die;
        open STDOUT, '>', "$work/.out" or die;
        open STDERR, '>', "$work/.err" or die;
        exec @words or die "exec: $!";
    }
    waitpid $child, 0;
    return ($? & 127 ? 'signal ' . ($? & 127) : $? >> 8, slurp("$work/.out"), slurp("$work/.err"));
}

# The same of glossa in work/FOLDER.
sub glossa_run {
    my ($folder, @words) = @_;
    return run($glossa, '-C', "$work/$folder", @words);
}

# All files below work/FOLDER: path → bytes.
sub files {
    my ($folder) = @_;
    my %bytes;
    my @folders = ("$work/$folder");
    while (defined(my $above = shift @folders)) {
        opendir my $names, $above or die "$above: $!";
        for my $name (grep { !/^\.\.?$/ } readdir $names) {
            my $path = "$above/$name";
            if (-d $path && !-l $path) { push @folders, $path }
            else                       { $bytes{ substr $path, length("$work/$folder/") } = slurp($path) }
        }
    }
    return \%bytes;
}

1;
