#!/usr/bin/env perl
# `glossa data`: the tree that a page's template sees.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(work spew glossa_run);
use JSON::PP qw(decode_json);
use Test::More;

sub data { return glossa_run('book', 'data', @_) }

spew('book/site.yaml', <<'YAML');
title: Tiny handbook
base_url: https://tiny.example/
types:
  case: {folder: cases, letter: C, fields: {period: {type: period}, place: {type: place}}}
  event: {file: events.yaml, page: timeline, fields: {date: {type: date}}}
YAML
spew('book/content/cases/syria.md', "---\ntitle: Syria\nnumber: 1\nperiod: 2015/..\n---\nText </script>.\n");
spew('book/content/cases/draft.md', "---\ntitle: Draft\ndraft: true\n---\n");
spew('book/content/other/syria.md', "---\ntitle: Another\n---\n");
spew('book/content/timeline.md', "---\ntitle: Timeline\n---\n");
spew('book/content/events.yaml', "- {id: e1, title: Event, date: 2015}\n");

# The tree of a page, by whatever name it goes.
sub tree_of {
    my ($name) = @_;
    my ($status, $out, $err) = data($name);
    is($status, 0, "data $name succeeds") or diag($err);
    return $status ? {} : decode_json($out);
}

my $tree = tree_of('cases/syria');
is($tree->{entry}{title}, 'Syria', 'the entry');
is($tree->{entry}{siglum}, 'C 1', 'its siglum');
is($tree->{entry}{period}{text}, 'date_since', 'a word that no language has shows its key');
is($tree->{entry}{place}, undef, 'a field that is not filled in is there all the same');
ok(exists $tree->{entry}{place}, 'so that no template looks past it');
is($tree->{site}{title}, 'Tiny handbook', 'the handbook');
is($tree->{page}{url}, 'cases/syria.html', 'the page');
is_deeply(tree_of('content/cases/syria.md'), $tree, 'an entry goes by its file as well');
unlike((data('cases/syria'))[1], qr{</script}, 'what is printed can stand in a script element');

is(tree_of('events/e1')->{entry}{title}, 'Timeline', 'a record stands on the page of another entry');
is(tree_of('timeline')->{entry}{records}[0]{items}[0]{anchor}, 'e1', 'where it is in the tree');
is(tree_of('cases/index.html')->{index}{count}, 1, "a page of glossa's own goes by its address");

for my $row (['syria', qr{no entry or page "syria"}, 'two files of one name'],
    ['cases/siria', qr{did you mean "cases/syria"\?}, 'a slip'],
    ['cases/draft', qr{no entry or page "cases/draft"}, 'a draft']) {
    my ($name, $told, $what) = @$row;
    my ($status, $out, $err) = data($name);
    is($status, 2, "$what: status 2");
    is($out, '', "$what: nothing is printed");
    like($err, $told, "$what: it says why");
}
my ($status) = data('cases/draft', '--drafts');
is($status, 0, '--drafts finds drafts');
($status) = data();
is($status, 2, 'it needs a name');
done_testing();
