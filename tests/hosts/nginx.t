#!/usr/bin/env perl
# A real nginx serves the handbook as generator/hosts/nginx.conf says: what is kept and for how long, what comes packed,
# where old addresses lead, what readers get for what is not there, at the root of a host and below a path.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Hosting qw(have make_site free_port example start fetch);
use Book qw(root work slurp spew);
use IO::Uncompress::Gunzip qw(gunzip);
use Test::More;

my $nginx = have('nginx') or plan skip_all => 'nginx is not here; .ci/deps ci installs it';

# A whole nginx of our own around a server as in the example: one process, with all it writes below work/.
sub serve {
    my ($name, $site, @changes) = @_;
    my ($port, $work) = (free_port(), work());
    my ($types) = grep { -e } '/etc/nginx/mime.types', '/usr/local/etc/nginx/mime.types';
    spew("$name/mime.types", slurp($types));
    spew("$name/handbook.conf", example('nginx.conf', 'listen 80;' => "listen 127.0.0.1:$port;",
        'include /srv/www/handbook/_redirects.map;' => "include \"$site/_redirects.map\";", @changes));
    my $temporary = join '', map { "    ${_}_temp_path $work/$name;\n" } qw(client_body proxy fastcgi uwsgi scgi);
    spew("$name/nginx.conf", "daemon off;\nmaster_process off;\npid $work/$name/pid;\nerror_log stderr;\n"
        . "events {}\nhttp {\n    access_log off;\n$temporary    include handbook.conf;\n}\n");
    start($port, $nginx, '-p', "$work/$name", '-c', "$work/$name/nginx.conf", '-e', 'stderr');
    return $port;
}

sub header { my ($answer, $name) = @_; return $answer->{headers}{ lc $name } // '' }

my $site = make_site('https://handbook.example.org/', 'site');
my $port = serve('root', $site, 'root /srv/www/handbook;' => "root \"$site\";");
my %packed = (headers => { 'Accept-Encoding' => 'gzip' });

# --- pages
my $page = fetch($port, '/cases/syria.html');
is($page->{status}, 200, 'a page is there');
is($page->{content}, slurp("$site/cases/syria.html"), 'as it was built');
is(header($page, 'Content-Type'), 'text/html; charset=utf-8', 'HTML in UTF-8');
is(header($page, 'Cache-Control'), 'no-cache', 'browsers ask each time whether it is still the same');
is(fetch($port, '/')->{content}, slurp("$site/index.html"), 'a folder shows its index');
is(fetch($port, '/terms/')->{content}, slurp("$site/terms/index.html"), 'each one');
my $again = fetch($port, '/cases/syria.html', headers => { 'If-None-Match' => header($page, 'ETag') });
is($again->{status} . $again->{content}, '304', 'and hear in a few bytes that it is');
my $head = fetch($port, '/cases/syria.html', method => 'HEAD');
is("$head->{status} " . header($head, 'Content-Length') . " $head->{content}", '200 ' . length($page->{content}) . ' ', 'HEAD says how long it is');
my $part = fetch($port, '/cases/syria.html', headers => { Range => 'bytes=10-19' });
is("$part->{status} " . header($part, 'Content-Range'), '206 bytes 10-19/' . length $page->{content}, 'a part can be asked for');
is($part->{content}, substr($page->{content}, 10, 10), 'and is that part');
is(fetch($port, '/cases/syria.html', headers => { Range => 'bytes=99999999-' })->{status}, 416, 'but none behind the end');

# --- packed
my $small = fetch($port, '/cases/syria.html', %packed);
is(header($small, 'Content-Encoding'), 'gzip', 'a browser that can unpack gets it packed');
is($small->{content}, slurp("$site/cases/syria.html.gz"), 'as the build has packed it');
like(header($small, 'Vary'), qr/Accept-Encoding/, 'and caches on the way know that there are two');
gunzip(\$small->{content}, \my $unpacked);
is($unpacked, $page->{content}, 'it is the same page');

# --- what never changes
my ($style) = $page->{content} =~ m{href="\.\./(static/site\.[0-9a-f]{8}\.css)"};
my ($script) = $page->{content} =~ m{src="\.\./(static/js/theme\.[0-9a-f]{8}\.js)"};
for my $asset (grep { defined } $style, $script) {
    my $answer = fetch($port, "/$asset", %packed);
    is(header($answer, 'Cache-Control'), 'public, max-age=31536000, immutable', "$asset is kept for a year");
    is($answer->{content}, slurp("$site/$asset.gz"), 'and comes packed');
}
is(header(fetch($port, '/search/manifest.js'), 'Cache-Control'), 'no-cache', 'an index of search goes with its edition');
is(header(fetch($port, '/land-110m.geojson'), 'Cache-Control'), 'no-cache', 'as does a file beside the entries');

# --- kinds
my %kinds = ('static/site.css' => 'text/css; charset=utf-8', 'static/favicon.svg' => 'image/svg+xml', 'sitemap.xml' => 'text/xml; charset=utf-8',
    'robots.txt' => 'text/plain; charset=utf-8', 'search/manifest.js' => qr{^(?:application|text)/javascript; charset=utf-8$},
    'land-110m.geojson' => 'application/geo+json', 'data/compare.csv' => 'text/csv; charset=utf-8', 'data/compare.json' => 'application/json',
    'feed.xml' => 'application/atom+xml; charset=utf-8', 'data/glossary.ttl' => 'text/turtle; charset=utf-8', 'data/glossary.jsonld' => 'application/ld+json',
    'data/references.bib' => 'application/x-bibtex; charset=utf-8', 'data/places.geojson' => 'application/geo+json');
for my $name (sort keys %kinds) {
    my ($stem, $extension) = $name =~ /^(.*)(\.\w+)$/;
    my ($file) = -e "$site/$name" ? "$site/$name" : glob "$site/$stem.????????$extension";
    ok($file, "$name is built") or next;
    my $answer = fetch($port, substr $file, length $site);
    ref $kinds{$name} ? like(header($answer, 'Content-Type'), $kinds{$name}, $name) : is(header($answer, 'Content-Type'), $kinds{$name}, $name);
    is(header($answer, 'Access-Control-Allow-Origin'), $name =~ m{^data/} ? '*' : '', $name =~ m{^data/} ? 'data is for all' : 'not shared');
}

# --- old addresses
my %moved = ('/old%20place/' => 'a folder with a space', '/old%20place/index.html' => 'its index', '/terms/%D0%BC%D0%B8%D1%80%D0%BE%D1%82%D0%B2%D0%BE%D1%80%D0%B5%D1%86.html' => 'in Cyrillic',
    '/terms/it%27s%20$host;%7B%7D*.html' => 'a name that means something to nginx', '/old%20place/?a=b' => 'with a question');
for my $from (sort keys %moved) {
    my $answer = fetch($port, $from);
    is("$answer->{status} " . header($answer, 'Location'), '301 /terms/r2p.html', "an old address: $moved{$from}");
}
is(header(fetch($port, '/terms'), 'Location'), '/terms/', 'a folder without its slash; no host, no port');

# --- what is not there
my $missing = fetch($port, '/no/such/page.html');
is("$missing->{status} " . header($missing, 'Cache-Control'), '404 ', 'what is not there is not kept');
is($missing->{content}, slurp("$site/404.html"), 'and has the page for it');
for my $hidden ('/.glossa', '/_headers', '/_redirects', '/_redirects.map', '/../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd') {
    like(fetch($port, $hidden)->{status}, qr/^40[04]$/, "$hidden is for nobody");
}
is(fetch($port, '/cases/syria.html', method => 'POST')->{status}, 405, 'nothing can be sent there');

# --- safety: one policy, whoever serves
my ($policy) = slurp("$site/_headers") =~ /Content-Security-Policy: (.*)/;
for my $answer ($page, $missing, $small, fetch($port, '/search/manifest.js')) {
    is(header($answer, 'Content-Security-Policy'), $policy, 'the policy that _headers names');
    is(header($answer, 'X-Content-Type-Options'), 'nosniff', 'files are what they say');
    is(header($answer, 'Referrer-Policy'), 'strict-origin-when-cross-origin', 'other sites hear only which host readers come from');
}
unlike($policy, qr/unsafe|\*/, 'nothing inline, nothing from elsewhere');
unlike(header($page, 'Server'), qr/\d/, 'nginx does not say how old it is');

# --- below a path
my $inner = make_site('https://example.org/the%20handbook/', 'hosts/the handbook');
my $below = serve('below', $inner, 'root /srv/www/handbook;' => 'root "' . work() . '/hosts";', 'error_page 404 /404.html;' => 'error_page 404 "/the handbook/404.html";');
is(fetch($below, '/the%20handbook/cases/syria.html')->{content}, slurp("$inner/cases/syria.html"), 'a page below a path');
my $deep = fetch($below, '/the%20handbook/no/such/page.html');
is("$deep->{status} $deep->{content}", '404 ' . slurp("$inner/404.html"), 'its page for what is not there');
my ($link) = $deep->{content} =~ m{href="([^"]*static/site[^"]*)"};
is(fetch($below, $link)->{status}, 200, 'whose style is found at any depth') or diag($link);
like(header(fetch($below, $link), 'Cache-Control'), qr/immutable/, 'and kept');
my $old = fetch($below, '/the%20handbook/old%20place/');
is("$old->{status} " . header($old, 'Location'), '301 /the%20handbook/terms/r2p.html', 'an old address below a path');
like(fetch($below, '/old%20place/')->{status}, qr/^404$/, 'is none above it');

done_testing();
