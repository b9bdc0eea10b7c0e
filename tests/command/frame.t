#!/usr/bin/env perl
# The command line from outside: exit statuses, where output goes, help, and what never reaches the terminal.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(root work glossa slurp);
use Test::More;

delete @ENV{qw(NO_COLOR CLICOLOR CLICOLOR_FORCE)};

# Runs the program in an empty folder; (exit status or "signal N", stdout, stderr). The shell sends its output elsewhere.
sub run_to {
    my ($redirection, @words) = @_;
    return Book::run('sh', '-c', "cd \"\$0\" && exec \"\$@\" $redirection", work(), glossa(), @words);
}

sub run { return run_to('', @_) }

sub columns { my ($text) = @_; utf8::decode($text); return length $text }

sub test_help {
    my ($status, $out, $err) = run();
    is("$status/$err", '0/', 'alone it succeeds and complains of nothing');
    my @lines = split /\n/, $out;
    cmp_ok(scalar @lines, '<=', 24, 'its help fits a screen');
    is(scalar(grep { columns($_) > 80 } @lines), 0, 'and 80 columns');
    my @commands = map { /^  ([a-z]+) / ? $1 : () } @lines;
    cmp_ok(scalar @commands, '>=', 3, 'it lists commands');
    is((run('help'))[1],   $out, 'help says the same');
    is((run('--help'))[1], $out, '--help too');
    for my $command (@commands) {
        my ($one_status, $help, $trouble) = run('help', $command);
        is("$one_status/$trouble", '0/', "help $command");
        like($help, qr/\Aglossa $command: .+\n\nusage: glossa $command/, 'begins with what it does and its usage');
        is(scalar(grep { columns($_) > 80 } split /\n/, $help), 0, 'fits 80 columns');
        is((run($command, '--help'))[1], $help, "$command --help says the same");
        unlike($help, qr/[ \t]\n|\n\n\n/, 'has no stray space');
    }
}

sub test_statuses {
    my @rows = (
        [2, qr/^glossa: no command "hlep"; did you mean "help"\?\nglossa: `glossa help` tells more\n\z/, 'hlep'],
        [2, qr/^glossa: no option "--verson" before the command; did you mean "--version"\?\n/, '--verson'],
        [2, qr/^glossa: no option "--frob"\nglossa: `glossa help explain` tells more\n\z/, 'explain', '--frob'],
        [2, qr/^glossa: explain: "b" is one argument too many\n/, qw(explain a b)],
        [2, qr/^glossa: explain: no code "link-unknwon"; did you mean "link-unknown"\?\n\z/, qw(explain link-unknwon)],
        [2, qr/^glossa: help: no command "explian"; did you mean "explain"\?\n\z/, qw(help explian)],
        [2, qr/^glossa: cannot go to "nowhere": No such file or directory\n\z/, qw(-C nowhere explain)],
        [0, qr/\A\z/, qw(-C . explain)],
        [0, qr/\A\z/, qw(explain link-unknown)],
        [0, qr/\A\z/, qw(version)],
    );
    for my $row (@rows) {
        my ($expected, $pattern, @words) = @$row;
        my ($status, $out, $err) = run(@words);
        is($status, $expected, "exit status of: @words");
        like($err, $pattern, 'and what is said');
        is($out, '', 'nothing on standard output') if $expected;
        isnt($out, '', 'the answer on standard output') if !$expected;
    }
}

sub test_version {
    my ($status, $out) = run('--version');
    like($out, qr/\Aglossa \d+\.\d+\.\d+\n\z/, 'the version');
    is((run('version'))[1], $out, 'is the same by its command');
    my ($wanted) = slurp(root() . '/Makefile') =~ /^VERSION = (.+)$/m;
    is($out, "glossa $wanted\n", 'and the one of the Makefile');
}

sub test_explain {
    my $codes = slurp(root() . '/generator/base/diag_codes.h');
    my %severity = $codes =~ /^X\(\w+, "([a-z0-9-]+)", ([A-Z]+),/mg;
    cmp_ok(scalar keys %severity, '>=', 50, 'there are codes');
    my %listed = (run('explain'))[1] =~ /^(\S+) +(\S+)$/mg;
    is_deeply(\%listed, { map { $_ => lc $severity{$_} } keys %severity }, 'explain lists each with its severity');
    for my $code (sort keys %severity) {
        my ($status, $out) = run('explain', $code);
        like($out, qr/\A$code \(\L$severity{$code}\E\)\n\n.{20,}/s, "explain $code");
        is(scalar(grep { columns($_) > 80 } split /\n/, $out), 0, 'fits 80 columns');
    }
    is((run('explain', '[link-unknown]'))[1], (run('explain', 'link-unknown'))[1], 'brackets do not matter');
}

# What comes from the command line may hold anything.
sub test_terminal {
    my ($status, $out, $err) = run("a\e[31m\n\xe2\x80\xae\xff");
    is($err, qq{glossa: no command "a\\x1b[31m\\x0a<U+202E>\\xff"\nglossa: `glossa help` tells more\n}, 'controls are shown');
    ($status, $out, $err) = run("--\e[2J");
    unlike($err, qr/\e/, 'in options as well');
    ($status, $out, $err) = run('-C', "\e]0;x\a", 'version');
    unlike($err, qr/[\e\a]/, 'and in paths');
    ($status, $out, $err) = run("-\e");
    unlike($err, qr/\e/, 'and in letters');
}

sub test_output {
    my ($status, undef, $err) = run_to('>&-', 'version');
    is($status, 3, 'a closed standard output is trouble of the environment');
    like($err, qr/^glossa: cannot write the output/, 'and said');
    is((run_to('>&-', 'hlep'))[0], 2, 'but nothing is wrong with it when there is nothing to write');
    SKIP: {
        skip 'no /dev/full here', 2 unless -c '/dev/full';
        ($status, undef, $err) = run_to('>/dev/full', 'version');
        is($status, 3, 'a full disk as well');
        like($err, qr/^glossa: cannot write the output: No space left on device\n/, 'with its reason');
    }
}

test_help();
test_statuses();
test_version();
test_explain();
test_terminal();
test_output();
done_testing();
