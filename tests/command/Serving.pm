package Serving;
# A `glossa serve` of one's own, and raw requests to it: what the tests of the server share.

use strict;
use warnings;
use Book qw(work glossa slurp run files);
use Exporter qw(import);
use IO::Select;
use IO::Socket::INET;
use JSON::PP qw(decode_json);
use Time::HiRes qw(sleep time);

our @EXPORT_OK = qw(start stop server port log_text raw get status body events listen_in hear clean_build wait_for logged);

my ($server, $host, $port, $log) = (0, '', 0, '');
$SIG{PIPE} = 'IGNORE';

# Serves a folder, with further options; the program prints its address when it is ready.
sub start {
    my ($book, @options) = @_;
    my $out = work() . '/serve.out';
    $log = work() . '/serve.err';
    unlink $out;
    $server = fork // die;
    if (!$server) {
        open STDOUT, '>', $out or die;
        open STDERR, '>', $log or die;
        exec glossa(), '-C', $book, 'serve', '-p', '0', @options or die;
    }
    for (1 .. 400) {
        last if -s $out;
        sleep 0.05;
    }
    ($host, $port) = (slurp($out) // '') =~ m{^http://(127\.0\.0\.\d):(\d+)/$} or die 'it does not serve: ' . slurp($log);
}

sub stop {
    kill TERM => $server;
    waitpid $server, 0;
    my $ended = $?;
    $server = 0;
    return $ended;
}

END { kill KILL => $server if $server && $$ != $server }

sub server   { return $server }
sub port     { return $port }
sub log_text { return slurp($log) }

sub connection {
    return IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Timeout => 5) // die "connect: $!; it said: ", substr(slurp($log), -9000);
}

# The answer to a raw request; what comes within `patience` seconds of a stream. HOST stands for our own name.
sub raw {
    my ($request, $patience) = @_;
    my $socket = connection();
    $request =~ s/\bHOST\b/localhost:$port/g;
    print {$socket} $request;
    my ($answer, $until) = ('', time + ($patience // 5));
    my $select = IO::Select->new($socket);
    while ((my $left = $until - time) > 0) {
        next unless $select->can_read($left);
        sysread($socket, $answer, 65536, length $answer) or last;
    }
    return $answer;
}

sub get {
    my ($path, @headers) = @_;
    return raw(join("\r\n", "GET $path HTTP/1.1", 'Host: HOST', 'Connection: close', @headers, '', ''), 20);
}

sub status { return ($_[0] =~ m{^HTTP/1\.[01] (\d+)})[0] // 'none' }
sub body   { return ($_[0] =~ /\r\n\r\n(.*)\z/s)[0] // '' }

# The events that a page hears within so many seconds.
sub events {
    my ($patience) = @_;
    my $stream = raw("GET /.glossa/events HTTP/1.1\r\nHost: HOST\r\n\r\n", $patience);
    return map { decode_json($_) } $stream =~ /^data: (\{.*\})\r?$/mg;
}

# A connection that hears events, and the next one on it; undef when none comes in time.
sub listen_in {
    my $socket = connection();
    print {$socket} "GET /.glossa/events HTTP/1.1\r\nHost: localhost:$port\r\n\r\n";
    return { socket => $socket, text => '' };
}

sub hear {
    my ($listener, $patience) = @_;
    my $until  = time + ($patience // 5);
    my $select = IO::Select->new($listener->{socket});
    while (1) {
        return decode_json($1) if $listener->{text} =~ s/\A.*?^data: (\{[^\n]*\})\r?\n//sm;
        my $left = $until - time;
        return undef if $left <= 0 || !$select->can_read($left);
        sysread($listener->{socket}, $listener->{text}, 65536, length $listener->{text}) or return undef;
    }
}

# (exit status, files, what it said) of a clean build.
my $builds = 0;
sub clean_build {
    my ($book) = @_;
    my $name = 'clean' . $builds++;
    my ($status, undef, $err) = run(glossa(), '-C', $book, 'build', '-o', work() . "/$name");
    my $files = $status ? {} : files($name);
    delete $files->{'.glossa'};
    system('rm', '-rf', work() . "/$name");
    return ($status, $files, $err);
}

# Until it holds, or twenty seconds have gone.
sub in_time {
    my ($holds) = @_;
    my $until = time + 20;
    while (time < $until) {
        return 1 if $holds->();
        sleep 0.02;
    }
    return 0;
}

# A page reads so.
sub wait_for {
    my ($path, $pattern) = @_;
    return in_time(sub { body(get($path)) =~ $pattern });
}

# The server says so, which it does once a site is there to be read.
sub logged {
    my ($pattern) = @_;
    return in_time(sub { log_text() =~ $pattern });
}

1;
