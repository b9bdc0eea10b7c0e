#!/usr/bin/env perl
# `glossa serve`: what it answers to whom, and what it tells pages. (serve_edits.t edits; serve_load.t crowds it.)

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(work glossa slurp spew run glossa_run);
use Serving qw(start stop port log_text raw get status body events listen_in hear clean_build wait_for logged);
use Test::More;
use Time::HiRes qw(sleep time);

my $book = work() . '/book';

sub built { return (clean_build($book))[1] }

sub test_files {
    my $built = built();
    for my $path (sort keys %$built) {
        my $answer = get("/$path");
        is(status($answer), 200, "/$path") && is(body($answer), $built->{$path}, 'as a build has it');
    }
    is(body(get('/')), $built->{'index.html'}, 'home');
    is(body(get('/terms/')), $built->{'terms/index.html'}, "a folder's index");
    like(get('/terms'), qr{^HTTP/1.1 301 .*^Location: /terms/\r$}ms, 'a folder without its slash');
    is(body(get('/no%74es/first-note.html')), $built->{'notes/first-note.html'}, 'escapes');
    is(body(get('/?q=%2e%2e#x')), $built->{'index.html'}, 'a query says nothing');
    my ($css) = grep { /\.css$/ } keys %$built;
    my ($js)  = grep { /\.js$/ } keys %$built;
    my %types = ('' => 'text/html; charset=utf-8', $css => 'text/css; charset=utf-8', $js => 'text/javascript; charset=utf-8',
        'sitemap.xml' => 'application/xml', 'robots.txt' => 'text/plain; charset=utf-8');
    for my $path (sort keys %types) {
        my $answer = get("/$path");
        is($answer =~ /^Content-Type: (.*)\r$/m ? $1 : '', $types{$path}, "the type of /$path");
        like($answer, qr/^X-Content-Type-Options: nosniff\r$/m, 'is not to be guessed');
    }
    my ($tag) = get('/') =~ /^ETag: (\S+)\r$/m;
    is(status(get('/', "If-None-Match: $tag")), 304, 'what a browser has is not sent again');
    is(status(get('/', 'If-None-Match: "0"')), 200, 'what it has not is');
    is(status(get('/', "If-Modified-Since: Fri, 31 Dec 2100 23:59:59 GMT")), 200, 'dates say nothing');
}

sub test_heads {
    my $head = raw("HEAD / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n");
    is(status($head) . body($head), '200', 'HEAD');
    like($head, qr/^Content-Length: [1-9]\d+\r$/m, 'with the length');
    my @both = raw("GET /robots.txt HTTP/1.1\r\nHost: HOST\r\n\r\nHEAD / HTTP/1.1\r\nHost: HOST\r\n\r\n"
          . "GET /robots.txt HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n") =~ m{HTTP/1.1 (\d+)}g;
    is("@both", '200 200 200', 'requests one behind the other');
    @both = raw("GET / HTTP/1.1\r\nHost: HOST\r\n\r\nPOST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\n\r\nGET /GET / HTTP/1.1\r\nHost: HOST\r\n\r\n", 1)
        =~ m{HTTP/1.1 (\d+)}g;
    is("@both", '200 405', 'a body is not taken for the next request');
}

sub test_live_pages {
    my $page = get('/', 'Accept: text/html');
    my ($tag) = get('/') =~ /^ETag: "(\w+)"\r$/m;
    like(body($page), qr{<script src="/\.glossa/live\.js" data-tag="$tag" defer></script>\s*</body>}, 'browsers get a script');
    like($page, qr/^ETag: "$tag"\r$/m, 'which knows what the page is');
    my $script = get('/.glossa/live.js');
    like($script, qr/^Content-Type: text\/javascript/m, 'which is there');
    like($script, qr/EventSource/, 'and listens');
    my $missing = get('/%3Cscript%3Ealert(1)%3C/script%3E', 'Accept: text/html');
    is(status($missing), 404, 'no such page');
    unlike($missing, qr/alert\(1\)/, 'and nothing of what was asked for');
}

sub test_ranges {
    my $home  = built()->{'index.html'};
    my $size  = length $home;
    my $huge  = '9' x 30;
    my %parts = (
        'bytes=0-9' => [206, substr $home, 0, 10],
        'bytes=-5'  => [206, substr $home, -5],
        'bytes=10-' => [206, substr $home, 10],
        'bytes=0-0' => [206, substr $home, 0, 1],
        "bytes=0-$size" => [206, $home],
        "bytes=-" . ($size + 5) => [206, $home],
        "bytes=$size-"  => [416, ''],
        "bytes=$size-" . ($size + 1) => [416, ''],
        'bytes=-0'      => [416, ''],
        'bytes=5-2'     => [200, $home],
        'bytes=0-0,1-1' => [200, $home],
        'bytes=a-b'     => [200, $home],
        'bytes=-'       => [200, $home],
        'bytes=--5'     => [200, $home],
        'bytes=1-2-3'   => [200, $home],
        'bytes= 0-9'    => [206, substr $home, 0, 10],
        'bytes=0x1-2'   => [200, $home],
        'bytes=+1-2'    => [200, $home],
        'lines=0-1'     => [200, $home],
        'bytes'         => [200, $home],
        "bytes=$huge-"       => [200, $home],
        "bytes=0-$huge"      => [200, $home],
        "bytes=-$huge"       => [200, $home],
        'bytes=-9223372036854775807' => [206, $home],
        'bytes=0-9223372036854775807' => [206, $home],
        'bytes=9223372036854775807-' => [416, ''],
        join(',', 'bytes=0-', ('0-') x 500) => [200, $home],
    );
    for my $range (sort keys %parts) {
        my $answer = get('/', "Range: $range");
        is_deeply([status($answer), body($answer)], $parts{$range}, 'range ' . substr $range, 0, 40);
    }
    my ($tag) = get('/') =~ /^ETag: (\S+)\r$/m;
    is(status(get('/', 'Range: bytes=0-9', "If-Range: $tag")), 206, 'a piece of what the browser has');
    is(status(get('/', 'Range: bytes=0-9', 'If-Range: "other"')), 200, 'or the whole of what it has not');
    like(get('/', 'Range: bytes=2-4'), qr{^Content-Range: bytes 2-4/$size\r$}m, 'which piece of what');
}

# Nothing but addresses of the site is ever answered with 200, however it is written.
sub test_traversal {
    my @targets = qw(site.yaml content/index.md .git/config templates/layout.html etc/passwd);
    my @ups = ('/', '//', '/../', '/./../', '/..%2f', '/%2e%2e/', '/%2e%2e%2f', '/.%2e/', '/%2E./', '/..\\', '/%2e%2e%5c', '/..%5c',
        '/%252e%252e/', '/%c0%ae%c0%ae/', '/%e0%80%ae%e0%80%ae/', '/..;/', '/..%00/', '/terms/../../', '/terms/..%2f..%2f', '/.//../',
        '/....//', '/..%c0%af', '/..%ef%bc%8f', '/%u002e%u002e/', '/static/%2e%2e/%2e%2e/', '/.glossa/../');
    my @odd = qw(/%00index.html /index.html%00 /index.html%00.txt /%ff%fe /.glossa /.glossa/ /.glossa/../index.html /% /%4 /%zz /index.html/
        file:///etc/passwd http://evil.example/etc/passwd /index.html%20 /index.html. /INDEX.HTML /con /aux.html /index.html::$DATA /~root/ /*
        /proc/self/environ /%0d%0aX-Evil:%20yes /index.html%0aX:y /.htaccess/ /.. /../ /... /%2e /%2e%2e /?/../site.yaml/..);
    my @bad = grep { my $s = status(get($_)); $s =~ /^[23]/ && $_ !~ m{^/\?} } @odd;
    for my $up (@ups) {
        push @bad, grep { status(get($_)) =~ /^[23]/ } map { "$up$_" } @targets;
    }
    is("@bad", '', scalar(@ups) * @targets + @odd . ' ways out lead nowhere');
    unlike(get('/%0d%0aX-Evil:%20yes'), qr/^X-Evil/mi, 'and put no header into the answer');
    unlike(get('/terms%0d%0aX-Evil:%20yes'), qr/^X-Evil/mi, 'nor into the way to a folder');
}

sub test_strangers {
    my %hosts = (
        'localhost:PORT' => 200, '127.0.0.1:PORT' => 200, '[::1]:PORT' => 200, 'LOCALHOST:PORT' => 200,
        'evil.example' => 403, 'evil.example:PORT' => 403, 'localhost:1' => 403, 'localhost' => 403, '' => 403, ':PORT' => 403,
        'localhost.evil.example:PORT' => 403, '127.0.0.1.evil.example:PORT' => 403, '203.0.113.9:PORT' => 403, '[::2]:PORT' => 403,
        'localhost:PORT:PORT' => 403, 'localhost:0PORT' => 200, 'localhost:' => 403, 'user@localhost:PORT' => 403, '127.1:PORT' => 403,
        'localhost:PORT/../' => 403, '2130706433:PORT' => 403, '0x7f000001:PORT' => 403, '[::ffff:127.0.0.1]:PORT' => 403,
        'localhost.:PORT' => 403, 'localhost PORT' => 403, '[::1' => 403, 'a' x 3000 => 403,
    );
    my $port = port();
    for my $host (sort keys %hosts) {
        (my $named = $host) =~ s/PORT/$port/g;
        my $answer = raw("GET / HTTP/1.1\r\nHost: $named\r\nConnection: close\r\n\r\n");
        is(status($answer), $hosts{$host}, 'Host: ' . substr $host, 0, 40);
    }
    isnt(status(raw("GET / HTTP/1.0\r\n\r\n")), 200, 'no host at all');
    isnt(status(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nHost: HOST\r\nConnection: close\r\n\r\n")), 200, 'two hosts');
    isnt(status(raw("GET http://evil.example/ HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")), 200, 'another host in the first line');
    for my $origin ('http://evil.example', 'null', "https://localhost:$port", "http://localhost:$port.evil.example", 'http://localhost', '') {
        is(status(get('/.glossa/events', "Origin: $origin")), 403, "no other site hears of changes: '$origin'");
    }
    is(status(get('/', "Origin: http://localhost:$port")), 200, 'our own pages may ask');
    like(get('/'), qr/^Cross-Origin-Resource-Policy: same-origin\r$/m, 'others cannot load what is here');
    unlike(get('/'), qr/^Access-Control/mi, 'nor read it');
}

sub test_methods {
    for my $method (qw(POST PUT DELETE OPTIONS PATCH TRACE CONNECT PROPFIND PRI BREW get), 'A' x 2000) {
        my $answer = raw("$method / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc", 2);
        unlike(status($answer), qr/^[23]/, substr($method, 0, 20) . ' is not answered');
    }
    is(status(get('/', 'Content-Length: 3')), 413, 'nor is a body taken');
    for my $header ('Transfer-Encoding: chunked', 'Content-Length: 99999999999999999999', 'Content-Length: -1', 'Expect: 100-continue' . "\r\nContent-Length: 9") {
        unlike(status(raw("GET / HTTP/1.1\r\nHost: HOST\r\n$header\r\nConnection: close\r\n\r\n", 2)), qr/^[12]/, $header =~ s/\r\n/, /r);
    }
    my @garbage = ("\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\0\0\0\0\r\n\r\n", "\x16\3\1\2\0\1\0\1\xfc\3\3" . "\0" x 200, "GET  /  HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: HOST\r\nno colon\r\n\r\n", "GET / HTTP/1.1\nHost: evil.example\n\n", "GET / HTTP/1.1\r\n Host: HOST\r\n\r\n",
        'GET /' . 'a' x 10_000 . " HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 'GET /' . 'a' x 200_000 . " HTTP/1.1\r\n\r\n",
        'GET /' . '../' x 3000 . "site.yaml HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 'GET /' . '%2e' x 3000 . " HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: HOST\r\n" . join('', map { "X-$_: " . 'y' x 200 . "\r\n" } 1 .. 500) . "\r\n",
        "GET / HTTP/1.1\r\nHost: HOST\r\nCookie: " . 'y' x 100_000 . "\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", join '', map { chr } 0 .. 255);
    unlike(status(raw($_, 1)), qr/^2/, 'garbage: ' . (substr($_, 0, 30) =~ s/[^ -~]/./gr)) for @garbage;
    is(status(get('/' . 'a' x 10_000)), 404, 'an address of 10,000 bytes that fits') if status(get('/' . 'a' x 10_000)) ne '414';
    is(status(get('/')), 200, 'and it still serves');
}

sub test_errors {
    my ($good, $home) = (slurp("$book/content/index.md"), built()->{'index.html'});
    my $listener = listen_in();
    is(hear($listener)->{errors}, '', 'a page is told when it comes that all is well');
    spew('book/content/index.md', "$good\n[[<img src=x onerror=alert(1)>]]\n");
    like(hear($listener)->{errors}, qr/content\/index\.md:\d+:\d+: error: no entry named.*\[link-unknown\]/s, 'what is wrong is told');
    is(body(get('/')), $home, 'the last good site stays up');
    ok(logged(qr/\[link-unknown\]/), 'and it is printed');
    spew('book/content/index.md', $good);
    is(hear($listener)->{errors}, '', 'until it is mended');
}

# The first news that is as wanted: earlier files may still be coming in, and make news of their own.
sub hear_until {
    my ($listener, $wanted) = @_;
    my $news;
    for (1 .. 5) { last if $wanted->($news = hear($listener)) }
    return $news;
}

sub test_news {
    spew('book/content/notes/second.md', "---\ntitle: Second\nnumber: 2\nsummary: x\n---\nFirst.\n");
    ok(wait_for('/notes/second.html', qr/First/), 'a new entry appears');
    my $listener = listen_in();
    my $before   = hear($listener);
    my ($tag)    = get('/notes/first-note.html') =~ /^ETag: (\S+)\r$/m;
    my $begun    = time;
    spew('book/content/notes/second.md', "---\ntitle: Second\nnumber: 2\nsummary: x\n---\nChanged.\n");
    my $news = hear_until($listener, sub { body(get('/notes/second.html')) =~ /Changed/ });
    my $took = time - $begun;
    cmp_ok($news->{number}, '>', $before->{number}, 'pages hear that there is another edition');
    like(body(get('/notes/second.html')), qr/Changed/, 'which is there when they hear of it');
    cmp_ok($took, '<', 1, sprintf 'soon (%.0f ms)', $took * 1000);
    is((get('/notes/first-note.html') =~ /^ETag: (\S+)\r$/m)[0], $tag, 'a page that has not changed can be told from one that has');
    ok(logged(qr{content/notes/second\.md: 1 entry parsed, 4 kept, \d+ ms}), 'only what has changed was parsed') or diag log_text();
    is($news->{styles}, JSON::PP::false, 'it is not only style sheets that have changed');
    spew('book/static/css/base.css', slurp("$book/static/css/base.css") . "\nbody { color: red }\n");
    $news = hear_until($listener, sub { $_[0]{styles} });
    is($news->{styles}, JSON::PP::true, 'which are exchanged without a reload');
}

sub test_watching {
    spew("book/content/notes/many$_.md", "---\ntitle: Many $_\nsummary: x\n---\nText.\n") for 1 .. 400;
    ok(wait_for('/notes/many400.html', qr/Many 400/), 'hundreds of files at once');
    my $turns = () = log_text() =~ /many\d+\.md.* parsed/g;
    cmp_ok($turns, '<', 20, "in few turns ($turns)");
    unlink glob "$book/content/notes/many*.md";
    ok(wait_for('/notes/many400.html', qr/\A(?!.*Many 400)/s), 'and gone again');
    symlink '../terms/concordance.md', "$book/content/notes/linked.md" or die;
    my $listener = listen_in();
    hear($listener);
    unlink "$book/content/notes/linked.md";
    symlink '/etc/passwd', "$book/content/notes/out.md" or die;
    my $said = '';
    for (1 .. 5) { last if ($said = hear($listener)->{errors}) =~ /out\.md/ }
    like($said, qr/leads out of its folder/, 'a link out is told');
    isnt(status(get('/notes/out.html')), 200, 'and not followed');
    unlink "$book/content/notes/out.md";
    spew('book/content/notes/plain.md', "---\ntitle: Plain\nsummary: x\n---\nText.\n");
    symlink 'plain.md', "$book/content/notes/linked.md" or die;
    ok(wait_for('/notes/linked.html', qr/Plain/), 'a link to an entry is one');
    spew('book/content/notes/plain.md', "---\ntitle: Plain\nsummary: x\n---\nChanged as well.\n");
    ok(wait_for('/notes/linked.html', qr/Changed as well/), 'and changes with it');
    unlink "$book/content/notes/linked.md", "$book/content/notes/plain.md";
    rename "$book/content/notes", "$book/content/moved" or die;
    sleep 0.3;
    rename "$book/content/moved", "$book/content/notes" or die;
    spew('book/content/notes/second.md', "---\ntitle: Second\nnumber: 2\nsummary: x\n---\nBack again.\n");
    ok(wait_for('/notes/second.html', qr/Back again/), 'a folder that goes and comes back');
}

# What `outputs` lists is there, and goes out in the place of what it is.
sub test_packed {
    my $settings = slurp("$book/site.yaml");
    is(status(get('/index.html.gz')), 404, 'nothing is compressed that nobody asks for');
    unlike(get('/', 'Accept-Encoding: gzip'), qr/^(?:Content-Encoding|Vary):/m, 'nor said to be');
    spew('book/site.yaml', "$settings\noutputs: {gzip: true}\n");
    ok(wait_for('/index.html.gz', qr/^\x1f\x8b/), 'until it does');
    my $built = built();
    my @packed = grep { /\.gz$/ } sort keys %$built;
    ok(@packed > 5 && !grep({ body(get("/$_")) ne $built->{$_} } @packed), 'all is as a build has it');
    like(get('/index.html.gz'), qr{^Content-Type: application/gzip\r$}m, 'a file of its own');
    my ($css) = grep { /\.css$/ } keys %$built;
    my $plain = get("/$css");
    for my $takes ('gzip', 'br, GZIP;q=0.5', '*', 'identity;q=0, *;q=1') {
        my $answer = get("/$css", "Accept-Encoding: $takes");
        my $length = length $built->{"$css.gz"};
        is(body($answer), $built->{"$css.gz"}, "compressed for $takes");
        like($answer, qr{^$_\r$}m, "with $_") for 'Content-Type: text/css; charset=utf-8', 'Content-Encoding: gzip', 'Vary: Accept-Encoding', "Content-Length: $length";
        isnt(($answer =~ /^ETag: (\S+)/m)[0], ($plain =~ /^ETag: (\S+)/m)[0], 'and a tag of its own');
    }
    for my $takes ('br', 'gzip;q=0', 'gzip; q=0.000, *', 'notgzip', '*;q=0', '') {
        my $answer = get("/$css", "Accept-Encoding: $takes");
        is(body($answer), $built->{$css}, "as it is for '$takes'");
        unlike($answer, qr/^Content-Encoding/m, 'and said so');
        like($answer, qr/^Vary: Accept-Encoding\r$/m, 'to whoever keeps it for others');
    }
    my ($tag) = get("/$css", 'Accept-Encoding: gzip') =~ /^ETag: (\S+)\r$/m;
    is(status(get("/$css", 'Accept-Encoding: gzip', "If-None-Match: $tag")), 304, 'what a browser has is not sent again');
    is(status(get("/$css", "If-None-Match: $tag")), 200, 'but to one that wants the other');
    like(body(get('/', 'Accept: text/html', 'Accept-Encoding: gzip')), qr{live\.js}, 'a page that is kept up to date is not compressed');
    spew('book/site.yaml', $settings);
    ok(wait_for('/index.html.gz', qr/no page/), 'and gone when it is not asked for any more');
}

# More events than the system keeps, while nobody takes them.
sub test_overflow {
    my $most = slurp('/proc/sys/fs/inotify/max_queued_events') // 16384;
    kill STOP => Serving::server();
    for (0 .. $most / 2 + 10) {    # two events each
        open my $out, '>', "$book/content/notes/o" . $_ % 2 . '.md' or die;
        close $out;
    }
    unlink "$book/content/notes/o0.md", "$book/content/notes/o1.md";
    spew('book/content/notes/second.md', "---\ntitle: Second\nnumber: 2\nsummary: x\n---\nAfter the flood.\n");
    kill CONT => Serving::server();
    ok(wait_for('/notes/second.html', qr/After the flood/), "$most events and more while it slept");
}

sub test_vanished_root {
    my $home = body(get('/'));
    rename $book, "$book.away" or die;
    sleep 1;
    is(body(get('/')), $home, 'when the folder vanishes the last site stays');
    like((events(0.4))[0]{errors}, qr/no such folder/, 'and it is told');
    system('cp', '-R', "$book.away", $book) == 0 or die;
    spew('book/content/notes/back.md', "---\ntitle: Back\nsummary: x\n---\nText.\n");
    ok(wait_for('/notes/back.html', qr/Back/), 'when another comes in its place all goes on');
    is((events(0.4))[0]{errors}, '', 'and is well');
}

sub test_beginning {
    my $port = port();
    my ($status, undef, $err) = run(glossa(), '-C', $book, 'serve', '-p', $port);
    is($status, 3, 'a port that is taken');
    like($err, qr/port $port is taken/, 'is said clearly');
    is((run(glossa(), '-C', work(), 'serve'))[0], 2, 'no handbook here');
    is((run(glossa(), '-C', $book, 'serve', '--bind', 'nonsense'))[0], 2, 'no address');
    is((run(glossa(), '-C', $book, 'serve', '--bind', '203.0.113.7'))[0], 2, 'no address of ours');
    is((run(glossa(), '-C', $book, 'serve', '-p', '99999'))[0], 2, 'no port');
}

# What is wrong from the beginning is shown until it is mended.
sub test_broken_beginning {
    my $good = slurp("$book/content/index.md");
    spew('book/content/index.md', "$good\n[[<b>nowhere</b>]]\n");
    start($book);
    my $page = get('/', 'Accept: text/html');
    is(status($page), 503, 'a handbook that has never been right');
    like(body($page), qr/no entry named &quot;&lt;b&gt;nowhere/, 'says so on every page, escaped');
    spew('book/content/index.md', $good);
    ok(wait_for('/', qr/<h1/), 'until it is');
    is(stop(), 0, 'it ends when told to');
}

sub test_open {
    spew('bin/xdg-open', "#!/bin/sh\necho \"\$1\" >" . work() . "/opened\n");
    chmod 0755, work() . '/bin/xdg-open';
    local $ENV{PATH} = work() . "/bin:$ENV{PATH}";
    start($book, '--open', '--bind', '127.0.0.2');
    for (1 .. 40) { last if -s work() . '/opened'; sleep 0.05 }
    is(slurp(work() . '/opened'), 'http://127.0.0.2:' . port() . "/\n", '--open shows the address in the browser');
    is(stop(), 0, 'it ends when told to');
}

is((glossa_run('.', 'init', 'book'))[0], 0, 'a new handbook') or BAIL_OUT('no handbook to serve');
start($book);
test_files();
test_heads();
test_live_pages();
test_ranges();
test_traversal();
test_strangers();
test_methods();
test_news();
test_errors();
test_watching();
test_packed();
test_overflow();
test_vanished_root();
test_beginning();
is(stop(), 0, 'it ends when told to');
test_broken_beginning();
test_open();
done_testing();
