#!/usr/bin/env perl
# The harness of the unit tests: what fails has to be seen to fail.

use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use Test::More;

my $root = abs_path(dirname(__FILE__) . '/../..');
my $work = tempdir('glossa-tap-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $cc   = $ENV{CC} // 'cc';
my $base = join ' ', map { "generator/base/$_.c" } qw(str arena die);

# (exit status, standard output, standard error) of a test program with this main.
sub run_program {
    my ($main) = @_;
    open my $out, '>', "$work/program.c" or die "program.c: $!";
    print {$out} "#include \"tap.h\"\n#include \"base/str.h\"\nint main(void)\n{\n$main\n}\n";
    close $out or die "program.c: $!";
    system("cd '$root' && $cc -std=c11 -Igenerator -Itests -o '$work/program' '$work/program.c' $base") == 0
      or die 'the program does not compile';
    my $said = qx('$work/program' 2>'$work/err');
    open my $in, '<', "$work/err" or die "err: $!";
    local $/;
    return ($? >> 8, $said, scalar <$in> // '');
}

my ($status, $out, $err) = run_program('ok(1, "fine %d", 7); is_int(2, 2, "two"); is_str(STR("a"), STR("a"), "a # b");
    return done_testing();');
is($status, 0, 'a program whose tests pass succeeds');
is($out, "ok 1 - fine 7\nok 2 - two\nok 3 - a \\# b\n1..3\n", 'and says so');
is($err, '', 'and nothing else');

($status, $out, $err) = run_program('bool all = ok(0, "a") || is_int(1, 2, "b") || is_str(STR("x\n"), STR("y"), "c");
    ok(!all, "d"); return done_testing();');
isnt($status, 0, 'a program with a failing test fails');
is($out, "not ok 1 - a\nnot ok 2 - b\nnot ok 3 - c\nok 4 - d\n1..4\n", 'each check says whether it held');
like($err, qr/^# failed: a, at .*program\.c line \d+$/m, 'where it did not');
like($err, qr/^#   got 1, want 2$/m, 'what number came');
like($err, qr/^#   got  "x\\n"\n#   want "y"$/m, 'what text');
like($err, qr/^# 3 of 4 tests failed$/m, 'how many');

isnt((run_program('plan(2); ok(1, "a"); return done_testing();'))[0], 0, 'less than planned is a failure');
is((run_program('plan(1); ok(1, "a"); return done_testing();'))[0],   0, 'what was planned is none');
isnt((run_program('return done_testing();'))[0],                      0, 'nor may a program test nothing');
($status, $out) = run_program('skip_all("no such thing here");');
is("$status $out", "0 1..0 # SKIP no such thing here\n", 'but it may say why it cannot');
($status, $out) = run_program('skip("not here"); return done_testing();');
is("$status $out", "0 ok 1 # SKIP not here\n1..1\n", 'as may one test');
done_testing();
