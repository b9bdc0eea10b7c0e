#!/usr/bin/env perl
# The search page in a browser: from the disk, and over http under a policy that allows no inline script or style; what it
# fetches for a first query; text of the index that tries to be mark-up; the page without scripts. Skipped where there is
# no Chromium (CHROMIUM names another).

use strict;
use warnings;
use utf8;
use Compress::Zlib qw(memGzip);
use Encode qw(encode_utf8 decode_utf8);
use FindBin qw($Bin);
use lib "$Bin/../command";
use Book qw(root glossa work slurp spew);
use IO::Socket::INET;
use Test::More;

binmode $_, ':utf8' for map { Test::More->builder->$_ } qw(output failure_output todo_output);
my ($root, $glossa, $work) = (root(), glossa(), work());
my $chromium = $ENV{CHROMIUM} // 'chromium';
plan skip_all => 'there is no Chromium here' if system("$chromium --version >/dev/null 2>&1") != 0;

my $policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'";

# The page as it stands when all has been loaded.
sub dom {
    my ($address) = @_;
    my @flags = qw(--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update
      --disable-sync --virtual-time-budget=5000 --dump-dom);
    open my $out, '-|', 'sh', '-c', 'exec timeout 60 "$@" 2>/dev/null', 'sh', $chromium, @flags, "--user-data-dir=$work/profile",
      $address or die;
    local $/;
    return decode_utf8(<$out> // '');
}

sub escaped { my $text = encode_utf8($_[0]); $text =~ s/([^A-Za-z0-9])/sprintf '%%%02X', ord $1/ge; return $text }

# Serves a folder; writes down what was asked for.
sub serve {
    my ($folder) = @_;
    my $socket = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 50, ReuseAddr => 1) or die "socket: $!";
    my $child = fork // die "fork: $!";
    return ($socket->sockport, $child) if $child;
    open my $log, '>>', "$work/requests" or die;
    $log->autoflush;
    my %kind = (html => 'text/html; charset=utf-8', js => 'text/javascript; charset=utf-8', css => 'text/css', svg => 'image/svg+xml');
    while (my $client = $socket->accept) {
        my ($path) = (<$client> // '') =~ m{^GET /sub/([^? ]*)};
        while (defined(my $line = <$client>)) { last if $line =~ /^\r?\n/ }
        my $body = defined $path && $path !~ /\.\./ ? slurp("$folder/$path") : undef;
        print {$log} "$path\n" if defined $path;
        my ($ending) = ($path // '') =~ /\.(\w+)$/;
        printf {$client} "HTTP/1.0 %s\r\nContent-Type: %s\r\nContent-Security-Policy: %s\r\nContent-Length: %d\r\n\r\n",
          defined $body ? '200 OK' : '404 Not Found', $kind{ $ending // '' } // 'text/plain', $policy, length($body // '');
        print {$client} $body // '';
        close $client;
    }
    exit;
}

sub first_link { return $_[0] =~ /<ol id="results">.*?<a href="([^"]*)"/s ? $1 : '' }
sub status { return $_[0] =~ /id="search-status"[^>]*>([^<]*)/ ? $1 : '' }

my $site = "$work/public";
system($glossa, '-C', $root, 'build', '-q', '-o', $site) == 0 or BAIL_OUT('the handbook does not build');
my ($port, $server) = serve($site);
my $http = "http://127.0.0.1:$port/sub/search.html?q=";

# ---- the handbook itself

my $page = dom($http . escaped('суверенная демократия'));
is(first_link($page), 'terms/sovereign-democracy.html', 'over http, at a path, under a strict policy');
like(status($page), qr/\d+ result|One result/, 'the status says how many');
my %seen;
my $bytes = 0;
for (split /\n/, slurp("$work/requests")) {
    $bytes += length(memGzip(slurp("$site/$_") // '')) if m{^search/|search[^/]*\.js$} && !$seen{$_}++;
}
cmp_ok($bytes, '<=', 60 * 1024, sprintf 'a first query fetches at most 60 KB (%.1f KB)', $bytes / 1024);
my $scripts = 0;
$scripts += length memGzip(slurp($_)) for glob "$site/static/js/search*.js";
cmp_ok($scripts, '<=', 10 * 1024, "the scripts take at most 10 KB ($scripts bytes)");
like($page, qr/<mark>/, 'what matches is marked');

$page = dom("file://$site/search.html?q=" . escaped('mirotvorčestvo'));
is(first_link($page), 'terms/mirotvorchestvo.html', 'from the disk');
like($page, qr/result-why/, 'it says why');
like(dom($http . 'R2P'), qr/<li class="best"/, 'a whole name is a best match');
like(dom($http . 'R2P&type=case'), qr/<input type="checkbox">/, 'there are filters');
like(first_link(dom($http . 'R2P&type=case')), qr{^cases/}, 'the filter in the address is taken');
like(dom($http . escaped('"responsibility to protect"')), qr/results for/, 'a phrase');
like(status(dom($http . 'qqqqqqqq')), qr/Nothing found/, 'nothing found is said');
like(dom($http), qr/<ol id="results"><\/ol>.*Mirotvorchestvo/s, 'without a query all names stand there');

# ---- text that tries to be more

my $book = "$work/book";
spew('book/site.yaml', "title: Hostile\nlang: en\nbase_url: https://a.example/\ntypes:\n  term:\n    folder: terms\n"
      . "    role: glossary\n    letter: T\n    label: {one: Term, many: \"<b>Terms</b>\"}\n    fields:\n"
      . "      definition: {type: text, required: true, means: skos:definition}\n");
spew('book/content/index.md', "---\ntitle: Home\n---\n\nText.\n");
my @payloads = ('<img src=x onerror=document.title=666>', '</script><script>document.title=666</script>', "'\"><svg onload=alert(1)>",
    '{{site.title}}', 'javascript:alert(1)', "zero\x{200b}width", '\\u003cscript\\u003e', '__proto__', 'constructor');
my $n = 0;
for my $payload (@payloads) {
    $n++;
    (my $quoted = $payload) =~ s/'/''/g;
    spew("book/content/terms/p$n.md", encode_utf8("---\ntitle: '$quoted'\nnumber: $n\ndefinition: 'hostile $quoted'\n"
          . "forms: ['form$n $quoted']\n---\n\nhostile `$payload` text.\n"));
}
system('cp', '-R', "$root/templates", "$root/static", $book) == 0 or die;
my $told = qx($glossa -C $book build -q 2>&1);
is($?, 0, 'a hostile handbook builds') or diag($told);
kill TERM => $server;
waitpid $server, 0;
($port, $server) = serve("$book/public");
$http = "http://127.0.0.1:$port/sub/search.html?q=";
for my $query ('hostile', @payloads) {
    $page = dom($http . escaped($query));
    unlike($page, qr/<title>666|<(?:img|svg)[^>]*on\w+=|<b>Terms/, "no mark-up comes of $query");
    isnt(first_link($page), '', "and it is found") if $query =~ /\w{4}/ && $query !~ /script/;
}
kill TERM => $server;
waitpid $server, 0;
done_testing();
