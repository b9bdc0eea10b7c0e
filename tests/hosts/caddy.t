#!/usr/bin/env perl
# A real Caddy serves the handbook as generator/hosts/Caddyfile says.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Hosting qw(have make_site free_port example start fetch);
use Book qw(root is_release work slurp spew run);
use Test::More;

plan skip_all => 'nothing of this is in the program' if !is_release();
my $caddy = have('caddy') or plan skip_all => 'caddy is not here; .ci/deps ci installs it';
@ENV{qw(HOME XDG_CONFIG_HOME XDG_DATA_HOME)} = (work()) x 3;

my ($status, undef, $said) = run($caddy, 'validate', '--adapter', 'caddyfile', '--config', root() . '/generator/hosts/Caddyfile');
is($status, 0, 'the example is a valid configuration') or diag($said);

my $site = make_site('https://handbook.example.org/', 'site');
my $port = free_port();
spew('Caddyfile', "{\n\tadmin off\n}\n" . example('Caddyfile', "\nhandbook.example.org {" => "\nhttp://127.0.0.1:$port {", '/srv/www/handbook' => "\"$site\""));
start($port, $caddy, 'run', '--adapter', 'caddyfile', '--config', work() . '/Caddyfile');
sub header { my ($answer, $name) = @_; return $answer->{headers}{ lc $name } // '' }

my $page = fetch($port, '/cases/syria.html');
is("$page->{status} $page->{content}", '200 ' . slurp("$site/cases/syria.html"), 'a page');
is(header($page, 'Cache-Control'), 'no-cache', 'asked about each time');
my ($policy) = slurp("$site/_headers") =~ /Content-Security-Policy: (.*)/;
is(header($page, 'Content-Security-Policy'), $policy, 'under the policy that _headers names');
my $small = fetch($port, '/cases/syria.html', headers => { 'Accept-Encoding' => 'gzip' });
is(header($small, 'Content-Encoding'), 'gzip', 'packed for who can unpack');
is($small->{content}, slurp("$site/cases/syria.html.gz"), 'as the build has packed it');
my ($style) = $page->{content} =~ m{href="\.\./(static/site\.[0-9a-f]{8}\.css)"};
is(header(fetch($port, "/$style"), 'Cache-Control'), 'public, max-age=31536000, immutable', 'styles are kept for a year');
is(header(fetch($port, '/data/compare.csv'), 'Access-Control-Allow-Origin'), '*', 'data is for all');
is(header(fetch($port, '/feed.xml'), 'Content-Type'), 'application/atom+xml; charset=utf-8', 'news are news');
is(header(fetch($port, '/data/glossary.ttl'), 'Content-Type'), 'text/turtle; charset=utf-8', 'and Turtle is Turtle');
my $missing = fetch($port, '/no/such/page.html');
is("$missing->{status} $missing->{content}", '404 ' . slurp("$site/404.html"), 'the page for what is not there');
is(fetch($port, '/.glossa')->{status}, 404, 'the marker is for nobody');
like(fetch($port, '/old%20place/')->{content}, qr{url=\.\./terms/r2p\.html}, 'an old address forwards');
is(fetch($port, '/cases/syria.html', headers => { Range => 'bytes=10-19' })->{content}, substr($page->{content}, 10, 10), 'a part');
done_testing();
