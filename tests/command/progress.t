#!/usr/bin/env perl
# How far a build is: on a terminal, from its first second on; in a pipe never.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(work glossa run glossa_run);
use Test::More;

is((glossa_run('.', 'init', 'book'))[0], 0, 'a handbook');
my (undef, undef, $err) = glossa_run('book', 'build', '--timings');
like($err, qr/^front matter +[\d.]+ ms$/m, '--timings has the stages');
like($err, qr/^4 entries of [\d.]+ MB, \d+ pages of [\d.]+ MB, \d+ files written, \d+ kept$/m, 'with counts and bytes');
unlike($err, qr/[\r\e]/, 'nothing moves in a pipe');

SKIP: {
    my $tools = (run('strace', '-V'))[0] == 0 && (run('script', '--version'))[0] == 0;
    skip 'strace or script is not installed', 2 unless $tools;
    local $ENV{TERM} = 'xterm';
    my $build = glossa() . ' -C ' . work() . '/book build -o ' . work() . '/site';
    my $slow = 'strace -f -o /dev/null -e trace=openat,openat2 -e inject=openat,openat2:delay_enter=30000 ' . $build;
    my (undef, $out) = run('script', '-qec', $slow, '/dev/null');
    like($out, qr/\r\e\[K[a-z ]+: \d+ of \d+/, 'on a terminal a slow build says how far it is');
    (undef, $out) = run('script', '-qec', "$build -q", '/dev/null');
    is($out, '', 'and a quiet one nothing');
}
done_testing();
