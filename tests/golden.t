#!/usr/bin/env perl
# Tiny handbooks, each with what glossa must say of it and, where it can be built, pages as they must come out.
#
#   prove tests/golden.t               all of them
#   CASE=links prove -v tests/golden.t those whose name holds that text
#   UPDATE=1 prove tests/golden.t      rewrites what is expected; read the diff before you commit it
#
# tests/golden/NAME/ holds a handbook (site.yaml, content/, …) and
#   expected.txt   what `glossa check` says on standard error, and its exit status in the last line
#   expected/      pages of `glossa build`: those that stand there are compared, no others
#   arguments      other arguments than "check", if any
#   setup          a shell script run in the copy before: for what git cannot keep on every machine
# Its templates/ are laid over those of tests/golden/_templates/, which say little and change seldom.

use strict;
use warnings;
use File::Basename qw(basename dirname);
use File::Copy ();
use File::Find ();
use File::Path qw(make_path);
use FindBin qw($Bin);
use lib "$Bin/command";
use Book qw(glossa work slurp);
use Test::More;

my $golden = "$Bin/golden";
my $update = $ENV{UPDATE};
my $only   = $ENV{CASE} // '';

delete @ENV{qw(CLICOLOR CLICOLOR_FORCE)};

sub expect {
    my ($path, $bytes) = @_;
    make_path(dirname($path));
    open my $out, '>:raw', $path or die "$path: $!";
    print {$out} $bytes;
    close $out or die "$path: $!";
}

# Paths of the files below a folder.
sub files_below {
    my ($folder) = @_;
    my @files;
    return () unless -d $folder;
    File::Find::find({ no_chdir => 1, wanted => sub { push @files, $File::Find::name =~ s{^\Q$folder\E/}{}r if -f } }, $folder);
    return sort @files;
}

sub copy_below {
    my ($from, $to, $keep) = @_;
    for my $file (grep { $keep->($_) } files_below($from)) {
        make_path(dirname("$to/$file"));
        File::Copy::copy("$from/$file", "$to/$file") or die "$from/$file: $!";
    }
}

# Runs the program; gives (exit status, standard output and error in one).
sub run_glossa {
    my ($folder, @arguments) = @_;
    my $output = "$folder.output";
    my $child = fork // die "fork: $!";
    if (!$child) {
        open STDOUT, '>', $output   or die;
        open STDERR, '>&', \*STDOUT or die;
        alarm 60;
        exec glossa(), '-C', $folder, @arguments or die "exec: $!";
    }
    waitpid $child, 0;
    return ($? & 127 ? 'signal ' . ($? & 127) : $? >> 8, slurp($output));
}

sub check_words {
    my ($name, $folder) = @_;
    my @arguments = split ' ', slurp("$golden/$name/arguments") // 'check';
    my ($status, $said) = run_glossa($folder, @arguments);
    my $got = "${said}exit $status\n";
    expect("$golden/$name/expected.txt", $got) if $update;
    is($got, slurp("$golden/$name/expected.txt") // '(nothing: run with UPDATE=1)', "$name: what is said");
}

sub check_pages {
    my ($name, $folder) = @_;
    my @pages = files_below("$golden/$name/expected") or return;
    my ($status, $said) = run_glossa($folder, qw(build -o out));
    is($status, 0, "$name builds") or diag($said);
    for my $page (@pages) {
        my $got = slurp("$folder/out/$page");
        expect("$golden/$name/expected/$page", $got) if $update && defined $got;
        is($got // '(no such page)', slurp("$golden/$name/expected/$page"), "$name: $page");
    }
}

my @names = map { basename($_) } grep { -f "$_/site.yaml" } glob "$golden/[a-z]*";
die "no golden handbooks\n" unless @names;
for my $name (grep { index($_, $only) >= 0 } @names) {
    my $folder = work() . "/$name";
    copy_below("$golden/_templates", "$folder/templates", sub { 1 });
    copy_below("$golden/$name", $folder, sub { $_[0] !~ m{^(?:expected(?:\.txt|/)|arguments$|setup$)} });
    if (-f "$golden/$name/setup") {
        is(system("cd '$folder' && sh -e '$golden/$name/setup'"), 0, "$name: set up");
    }
    check_words($name, $folder);
    check_pages($name, $folder);
}
done_testing();
