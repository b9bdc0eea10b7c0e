#!/usr/bin/env perl
# `glossa serve`: what it answers to whom, what it tells pages, and that any sequence of edits ends in the site that a
# clean build makes.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(work glossa slurp spew run glossa_run files);
use IO::Select;
use IO::Socket::INET;
use JSON::PP qw(decode_json);
use Test::More;
use Time::HiRes qw(sleep time);

my $book = work() . '/book';
my ($server, $port);
$SIG{PIPE} = 'IGNORE';

sub start {
    my $out = work() . '/serve.out';
    $server = fork // die;
    if (!$server) {
        open STDOUT, '>', $out or die;
        open STDERR, '>', work() . '/serve.err' or die;
        exec glossa(), '-C', $book, 'serve', '-p', '0' or die;
    }
    for (1 .. 200) {
        last if -s $out;
        sleep 0.05;
    }
    ($port) = slurp($out) =~ m{^http://127\.0\.0\.1:(\d+)/$} or die 'it does not serve: ' . slurp(work() . '/serve.err');
}

sub stop {
    kill TERM => $server;
    waitpid $server, 0;
    my $ended = $?;
    $server = 0;
    return $ended;
}

# The answer to a raw request; what comes within `patience` seconds of a stream.
sub raw {
    my ($request, $patience) = @_;
    my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port, Timeout => 5) or die "connect: $!";
    $request =~ s/\bHOST\b/localhost:$port/;
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
    return raw(join "\r\n", "GET $path HTTP/1.1", 'Host: HOST', 'Connection: close', @headers, '', '');
}

END { kill KILL => $server if $server && $$ != $server }

sub status { return ($_[0] =~ m{^HTTP/1\.[01] (\d+)})[0] // 'none' }
sub body   { return ($_[0] =~ /\r\n\r\n(.*)\z/s)[0] // '' }

sub test_files {
    my $built = clean_build();
    for my $path (sort keys %$built) {
        my $answer = get("/$path");
        is(status($answer), 200, "/$path") && is(body($answer), $built->{$path}, 'as a build has it');
    }
    is(body(get('/')), $built->{'index.html'}, 'home');
    is(body(get('/terms/')), $built->{'terms/index.html'}, "a folder's index");
    like(get('/terms'), qr{^HTTP/1.1 301 .*^Location: /terms/\r$}ms, 'a folder without its slash');
    is(body(get('/no%74es/first-note.html')), $built->{'notes/first-note.html'}, 'escapes');
    like(get('/'), qr/^Content-Type: text\/html; charset=utf-8\r$/m, 'pages');
    my ($css) = grep { /\.css$/ } keys %$built;
    like(get("/$css"), qr/^Content-Type: text\/css/m, 'style sheets');
    my ($tag) = get('/') =~ /^ETag: (\S+)\r$/m;
    is(status(get('/', "If-None-Match: $tag")), 304, 'what a browser has is not sent again');
    my $head = raw("HEAD / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n");
    is(status($head) . body($head), '200', 'HEAD');
    my $page = get('/', 'Accept: text/html');
    like(body($page), qr{<script src="/\.glossa/live\.js" data-tag="[0-9a-f]{16}" defer></script>\s*</body>}, 'browsers get a script');
    like(get('/.glossa/live.js'), qr/EventSource/, 'which is there');
    my $missing = get('/%3Cscript%3Ealert(1)%3C/script%3E', 'Accept: text/html');
    is(status($missing), 404, 'no such page');
    unlike($missing, qr/alert\(1\)/, 'and nothing of what was asked for');
}

sub test_ranges {
    my $home  = (clean_build())->{'index.html'};
    my $size  = length $home;
    my %parts = (
        'bytes=0-9' => [206, substr $home, 0, 10],
        'bytes=-5'  => [206, substr $home, -5],
        "bytes=10-" => [206, substr $home, 10],
        "bytes=0-$size" => [206, $home],
        "bytes=$size-"  => [416, ''],
        'bytes=-0'      => [416, ''],
        'bytes=5-2'     => [200, $home],
        'bytes=0-0,1-1' => [200, $home],
        'bytes=a-b'     => [200, $home],
        'lines=0-1'     => [200, $home],
        'bytes=99999999999999999999-' => [200, $home],
        join(',', 'bytes=0-', ('0-') x 500) => [200, $home],
    );
    for my $range (sort keys %parts) {
        my $answer = get('/', "Range: $range");
        is_deeply([status($answer), body($answer)], $parts{$range}, 'range ' . substr $range, 0, 40);
    }
}

sub test_strangers {
    for my $path (qw(/../site.yaml /..%2fsite.yaml /%2e%2e/site.yaml //site.yaml /site.yaml /content/index.md /.git/config
        /terms/../../site.yaml /%2e%2e%5csite.yaml /..\\site.yaml /etc/passwd //etc/passwd /%00index.html /index.html%00
        /%ff%fe /.glossa /.glossa/ /.glossa/../index.html /% /%4 /index.html/ file:///etc/passwd /templates/layout.html)) {
        isnt(status(get($path)), 200, "not served: $path");
    }
    my %hosts = (
        'localhost:PORT' => 200, '127.0.0.1:PORT' => 200, '[::1]:PORT' => 200, 'LOCALHOST:PORT' => 200,
        'evil.example' => 403, 'evil.example:PORT' => 403, 'localhost:1' => 403, 'localhost' => 403, '' => 403,
        'localhost.evil.example:PORT' => 403, '127.0.0.1.evil.example:PORT' => 403, '203.0.113.9:PORT' => 403, '[::2]:PORT' => 403,
    );
    for my $host (sort keys %hosts) {
        (my $named = $host) =~ s/PORT/$port/;
        is(status(raw("GET / HTTP/1.1\r\nHost: $named\r\nConnection: close\r\n\r\n")), $hosts{$host}, "Host: $host");
    }
    is(status(raw("GET / HTTP/1.0\r\n\r\n")), 403, 'no host at all');
    is(status(get('/.glossa/events', 'Origin: http://evil.example')), 403, 'no other site hears of changes');
    is(status(get('/', 'Origin: null')), 403, 'nor does one without a name');
    is(status(get('/', "Origin: http://localhost:$port")), 200, 'our own pages may ask');
    for my $method (qw(POST PUT DELETE OPTIONS PATCH TRACE CONNECT BREW get)) {
        my $answer = raw("$method / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc");
        like(status($answer), qr/^(?:405|400|501)$/, "$method is not answered");
    }
    is(status(get('/', 'Content-Length: 3')), 413, 'nor is a body taken');
    for my $garbage ("\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\0\0\0\0\r\n\r\n", "GET /" . 'a' x 50_000 . " HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: HOST\r\n" . join('', map { "X-$_: " . 'y' x 200 . "\r\n" } 1 .. 500) . "\r\n") {
        unlike(status(raw($garbage, 1)), qr/^2/, 'garbage');
    }
    is(status(get('/')), 200, 'and it still serves');
}

sub test_slow {
    my @half = map { IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port) } 1 .. 200;
    print {$_} "GET / HTTP/1.1\r\nHos" for @half;
    my $begun = time;
    is(status(get('/')), 200, '200 half-open requests');
    cmp_ok(time - $begun, '<', 2, 'hold nobody up');
    my @listeners = map { IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port) } 1 .. 300;
    print {$_} "GET /.glossa/events HTTP/1.1\r\nHost: localhost:$port\r\n\r\n" for @listeners;
    is(status(get('/')), 200, 'nor do listeners');
    my $open = () = glob "/proc/$server/fd/*";
    undef @listeners;
    undef @half;
    for (1 .. 300) {
        my $one = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port) or die;
        print {$one} "GET /.glossa/events HTTP/1.1\r\nHost: localhost:$port\r\n\r\n";
    }
    my $left;
    for (1 .. 40) {
        sleep 0.1;
        $left = () = glob "/proc/$server/fd/*";
        last if $left < 40;
    }
    cmp_ok($left, '<', 40, "those who have left are let go ($open descriptors, then $left)");
}

# The edition's events as a page hears them.
sub events {
    my ($patience) = @_;
    my $stream = raw("GET /.glossa/events HTTP/1.1\r\nHost: HOST\r\n\r\n", $patience);
    return map { decode_json($_) } $stream =~ /^data: (\{.*\})\r?$/mg;
}

# Until a page reads so, or five seconds have gone.
sub wait_for {
    my ($path, $pattern) = @_;
    my $until = time + 5;
    while (time < $until) {
        return 1 if body(get($path)) =~ $pattern;
        sleep 0.02;
    }
    return 0;
}

sub test_errors {
    my ($good, $home) = (slurp("$book/content/index.md"), (clean_build())->{'index.html'});
    my ($first) = events(0.5);
    is($first->{errors}, '', 'a page is told when it comes that all is well');
    spew('book/content/index.md', "$good\n[[<img src=x onerror=alert(1)>]]\n");
    sleep 0.4;
    my ($then) = events(0.5);
    like($then->{errors}, qr/content\/index\.md:\d+:\d+: error: no entry named.*\[link-unknown\]/s, 'what is wrong is told');
    is(body(get('/')), $home, 'the last good site stays up');
    my $log = slurp(work() . '/serve.err');
    like($log, qr/\[link-unknown\]/, 'and printed');
    spew('book/content/index.md', $good);
    sleep 0.4;
    is((events(0.5))[0]{errors}, '', 'until it is mended');
}

my $clean_number = 0;

# What a clean build makes.
sub clean_build {
    my $to = work() . '/clean' . $clean_number++;
    my ($status) = run(glossa(), '-q', '-C', $book, 'build', '-o', $to);
    die 'the handbook has errors' if $status;
    my $files = files('clean' . ($clean_number - 1));
    delete $files->{'.glossa'};
    return $files;
}

# The files that are served otherwise than they were built.
sub differences {
    my $built = clean_build();
    return grep { body(get("/$_")) ne $built->{$_} } sort keys %$built;
}

sub settle {
    my @different;
    for (1 .. 60) {
        @different = differences();
        return () unless @different;
        sleep 0.1;
    }
    return @different;
}

sub test_events {
    spew('book/content/notes/second.md', "---\ntitle: Second\nnumber: 2\nsummary: x\n---\nFirst.\n");
    ok(wait_for('/notes/second.html', qr/First/), 'a new entry appears');
    my $listener = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port);
    print {$listener} "GET /.glossa/events HTTP/1.1\r\nHost: localhost:$port\r\n\r\n";
    sleep 0.3;
    my $begun = time;
    spew('book/content/notes/second.md', "---\ntitle: Second\nnumber: 2\nsummary: x\n---\nChanged.\n");
    my ($heard, $select) = ('', IO::Select->new($listener));
    while ((() = $heard =~ /^data: /mg) < 2 && $select->can_read(3)) {    # the present state, then the change
        sysread($listener, $heard, 65536, length $heard) or last;
    }
    my $took = time - $begun;
    my ($event) = reverse map { decode_json($_) } $heard =~ /^data: (\{.*\})\r?$/mg;
    is($event->{errors}, '', 'pages hear that there is another edition');
    cmp_ok($took, '<', 1, sprintf 'soon (%.0f ms)', $took * 1000);
    spew('book/static/css/base.css', slurp("$book/static/css/base.css") . "\nbody { color: red }\n");
    sleep 0.4;
    is((events(0.4))[0]{styles}, JSON::PP::true, 'style sheets alone are exchanged without a reload');
}

sub random_edit {
    my @notes = grep { $_ ne 'first-note' } map { m{([^/]+)\.md$} } glob "$book/content/notes/*.md";
    my $note  = $notes[rand @notes];
    my $kind  = @notes ? int rand 10 : 0;
    my $name  = 'n' . int rand 30;
    my $entry = sub { "---\ntitle: Note $_[0] " . int(rand 1000) . "\nsummary: x\n---\nText about concordance, [[terms/concordance]].\n" };
    if    ($kind <= 1) { spew("book/content/notes/$name.md", $entry->($name)) }
    elsif ($kind == 2) { unlink "$book/content/notes/$note.md" }
    elsif ($kind == 3) { rename "$book/content/notes/$note.md", "$book/content/notes/$name.md" }
    elsif ($kind == 4) {    # as editors save: written beside, then moved into place
        spew("book/content/notes/.$name.swp", 'x');
        spew("book/content/notes/$name.md~", $entry->($name));
        rename "$book/content/notes/$name.md~", "$book/content/notes/$name.md";
        unlink "$book/content/notes/.$name.swp";
    }
    elsif ($kind == 5) { spew('book/templates/site-footer.html', "<footer>" . int(rand 1000) . "</footer>\n") }
    elsif ($kind == 6) { spew('book/site.yaml', slurp("$book/site.yaml") =~ s/^subtitle: .*$/'subtitle: S' . int rand 1000/mre) }
    elsif ($kind == 7) { spew("book/static/d$name/x.txt", rand) }
    elsif ($kind == 8) { spew("book/content/notes/deep/$name.md", $entry->($name)) }
    else               { spew('book/content/broken.md', "---\ntitle: Broken\n---\n[[nowhere]]\n") }
}

sub test_edits {
    srand($ENV{SEED} // 7);
    my ($edits, $rounds, @wrong) = (0, 0);
    while ($edits < 500) {
        my $burst = 1 + int rand 40;
        for (1 .. $burst) {
            random_edit();
            sleep 0.004 if rand() < 0.2;
        }
        sleep 0.1 if rand() < 0.3;
        unlink "$book/content/broken.md";
        $edits += $burst;
        $rounds++;
        my @different = settle();
        push @wrong, "after $edits edits: @different" if @different;
        last if @wrong;
    }
    is("@wrong", '', "$edits edits, looked at $rounds times: the site is what a clean build makes");
}

sub test_checkout {
    spew("book/content/notes/many$_.md", "---\ntitle: Many $_\nsummary: x\n---\nText.\n") for 1 .. 400;
    is(join(' ', settle()), '', 'hundreds of files at once');
    unlink glob "$book/content/notes/many*.md";
    is(join(' ', settle()), '', 'and gone again');
}

sub test_vanished_root {
    my $home = body(get('/'));
    rename $book, "$book.away" or die;
    sleep 1;
    is(body(get('/')), $home, 'when the folder vanishes the last site stays');
    like((events(0.4))[0]{errors}, qr/no such folder/, 'and it is told');
    rename "$book.away", $book or die;
    spew('book/content/notes/back.md', "---\ntitle: Back\nsummary: x\n---\nText.\n");
    ok(wait_for('/notes/back.html', qr/Back/), 'when it comes back all goes on');
}

sub test_beginning {
    my ($status, undef, $err) = run(glossa(), '-C', $book, 'serve', '-p', $port);
    is($status, 3, 'a port that is taken');
    like($err, qr/port $port is taken/, 'is said clearly');
    is((run(glossa(), '-C', work(), 'serve'))[0], 2, 'no handbook here');
    is((run(glossa(), '-C', $book, 'serve', '--bind', 'nonsense'))[0], 2, 'no address');
    is((run(glossa(), '-C', $book, 'serve', '-p', '99999'))[0], 2, 'no port');
}

is((glossa_run('.', 'init', 'book'))[0], 0, 'a new handbook') or BAIL_OUT('no handbook to serve');
start();
test_files();
test_ranges();
test_strangers();
test_slow();
test_events();
test_errors();
test_edits();
test_checkout();
test_vanished_root();
test_beginning();
is(stop(), 0, 'it ends when told to');
done_testing();
