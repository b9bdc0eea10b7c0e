#!/usr/bin/env perl
# A handbook's own _redirects or _headers in static/ goes before the one that glossa would write.

use strict;
use warnings;
use FindBin qw($Bin);
use lib "$Bin/../command";
use Book qw(root work slurp spew run glossa_run);
use Test::More;

my $work = work();
mkdir "$work/book";
system('cp', '-R', root() . '/templates', "$work/book") == 0 or die 'cp';
spew('book/site.yaml', "title: A book\nbase_url: https://book.example/sub/\n");
spew('book/content/new.md', "---\ntitle: New\naliases: [old]\n---\n");
is((glossa_run('book', 'build', '-q'))[0], 0, 'a handbook is built');
is(slurp("$work/book/public/_redirects") =~ s/^#.*\n//r, "/sub/old.html /sub/new.html 301\n", 'glossa says where old addresses lead');
spew("book/static/$_", "own\n") for qw(_redirects _headers);
is((glossa_run('book', 'build', '-q', '-W'))[0], 0, 'with files of its own');
is(slurp("$work/book/public/$_"), "own\n", "its $_ is taken") for qw(_redirects _headers);
like(slurp("$work/book/public/_redirects.map"), qr{"/sub/old\.html"}, 'and what it has not is written');
spew('book/content/new.md', "---\ntitle: New\naliases: [_headers/x]\n---\n");
my ($status, undef, $said) = glossa_run('book', 'check');
is($status, 1, 'an old address in a folder of that name');
like($said, qr/\[address-reserved\]/, 'is refused');
done_testing();
