#!/usr/bin/env perl
# `glossa serve` in a crowd: slow clients hold nobody up, listeners who have left cost nothing.
#
#   RECONNECTS=100000 prove tests/command/serve_load.t

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(work slurp spew glossa_run);
use IO::Socket::INET;
use Serving qw(start stop server port log_text get status body listen_in hear wait_for);
use Test::More;
use Time::HiRes qw(sleep time);

my $book       = work() . '/book';
my $reconnects = $ENV{RECONNECTS} // 10_000;

sub connection { return IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => port()) // die "connect: $!" }
sub descriptors { my @open = glob '/proc/' . server() . '/fd/*'; return scalar @open }
sub megabytes { return slurp('/proc/' . server() . '/status') =~ /^VmRSS:\s+(\d+)/m ? $1 / 1024 : 0 }

# Waits until what the server holds open is few again.
sub few_left {
    my ($most, $patience) = @_;
    my $until = time + $patience;
    sleep 0.1 while descriptors() > $most && time < $until;
    return descriptors();
}

sub answers_soon {
    my ($while) = @_;
    my $begun = time;
    is(status(get('/')), 200, "an answer, $while");
    cmp_ok(time - $begun, '<', 2, 'within two seconds');
}

is((glossa_run('.', 'init', 'book'))[0], 0, 'a new handbook') or BAIL_OUT('no handbook to serve');
start($book);
get('/');
my $rest = descriptors();

my @half = map { connection() } 1 .. 200;
print {$_} "GET / HTTP/1.1\r\nHos" for @half;
answers_soon('while 200 requests are half told');
my @slow = map { connection() } 1 .. 50;
my $begun = time;

my @listeners = map { listen_in() } 1 .. 1000;
answers_soon('while 1,000 pages listen');
my $one = listen_in();
hear($one);
spew('book/content/notes/more.md', "---\ntitle: More\nsummary: x\n---\nText.\n");
ok(hear($one), 'they hear of a change');
is(scalar(grep { hear($_) && hear($_) } @listeners), 1000, 'every one of them, after what it heard when it came');
@listeners = ();
$one = undef;

for (1 .. $reconnects / 50) {
    my @some = map { listen_in() } 1 .. 50;
}
answers_soon("after $reconnects more have come and gone");
cmp_ok(few_left($rest + 270, 10), '<=', $rest + 270, 'those who have left are let go');
cmp_ok(megabytes(), '<', $ENV{GLOSSA} && $ENV{GLOSSA} =~ /san/ ? 1000 : 64, sprintf 'all in %.0f MB', megabytes());

# A byte every two seconds keeps no connection for ever: requests have a deadline.
while (time - $begun < 20) {
    print {$_} 'x' for @slow;
    sleep 2;
}
cmp_ok(few_left($rest + 5, 10), '<=', $rest + 5, 'who takes too long over a request is let go');
is(stop(), 0, "it ends when told to") or diag(log_text());
done_testing();
