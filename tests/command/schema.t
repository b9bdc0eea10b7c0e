#!/usr/bin/env perl
# `glossa schema`: JSON Schema that knows all that glossa takes, and nothing else.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(root slurp spew glossa_run);
use JSON::PP qw(decode_json);
use Test::More;

# The keys that a table of the parser takes: {STR_INIT("title"), setting_text, …}
sub keys_of_table {
    my ($file, $table) = @_;
    my ($rows) = slurp(root() . "/generator/parse/$file") =~ /\b\Q$table\E\[\] = \{(.*?)\n\};/s or die "$table";
    return join ' ', sort $rows =~ /\{STR_INIT\("(\w+)"\)/g;
}

sub names { return join ' ', sort keys %{ $_[0]{properties} } }

sub test_site {
    my ($status, $out) = glossa_run('.', 'schema');
    is($status, 0, 'the schema of site.yaml needs no handbook');
    my $site  = decode_json($out);
    my $type  = $site->{properties}{types}{additionalProperties};
    my $field = $type->{properties}{fields}{additionalProperties};
    my %tables = (
        SITE_KEYS     => ['config.c',        $site],
        AUTHOR_KEYS   => ['config.c',        $site->{properties}{authors}],
        NAV_KEYS      => ['config.c',        $site->{properties}{nav}{items}],
        GLOSSARY_KEYS => ['config.c',        $site->{properties}{glossary}],
        CITATION_KEYS => ['config.c',        $site->{properties}{citations}],
        MARKDOWN_KEYS => ['config.c',        $site->{properties}{markdown}],
        LIMIT_KEYS    => ['config.c',        $site->{properties}{limits}],
        CALLOUT_KEYS  => ['config.c',        $site->{properties}{callouts}{additionalProperties}],
        TYPE_KEYS     => ['schema.c',        $type],
        FIELD_KEYS    => ['schema_fields.c', $field],
        LABEL_KEYS    => ['schema_fields.c', $type->{properties}{label}],
    );
    for my $table (sort keys %tables) {
        my ($file, $schema) = @{ $tables{$table} };
        is(names($schema), keys_of_table($file, $table), "knows the keys of $table, and no other");
        is($schema->{additionalProperties}, JSON::PP::false, 'and refuses others');
    }
    is($field->{properties}{fields}{additionalProperties}{'$ref'},
        '#/properties/types/additionalProperties/properties/fields/additionalProperties', 'records nest');
    is_deeply($field->{properties}{type}{enum}[10], 'quantity', 'types of fields are named');
    is_deeply($site->{required}, ['title'], 'a title is needed');
}

sub test_types {
    spew('book/site.yaml', <<'YAML');
title: Tiny handbook
types:
  case:
    folder: cases
    fields:
      summary: {type: text, required: true, max: 200}
      region: {type: choice, of: [here, there], many: true, label: Where}
      norms: {type: ref, to: term, many: true, inverse: cases}
      parties: {type: record, fields: {name: {type: text, required: true}}}
  term: {folder: terms, role: glossary, fields: {definition: {type: text, required: true, means: "skos:definition"}}}
  event: {file: events.yaml, page: index, fields: {date: {type: period, required: true}}}
YAML
    spew('book/content/index.md', "---\ntitle: Home\n---\n");
    my $case = decode_json((glossa_run('book', 'schema', 'case'))[1]);
    is_deeply([sort @{ $case->{required} }], [qw(summary title)], 'what a type requires');
    is($case->{properties}{summary}{maxLength}, 200, 'how long a text may be');
    is_deeply($case->{properties}{region}{anyOf}[1]{items}{enum}, [qw(here there)], 'choices, in a list');
    like($case->{properties}{norms}{description}, qr/Norms: term/, 'what a reference leads to');
    is_deeply($case->{properties}{parties}{required}, ['name'], 'records');
    ok($case->{properties}{$_}, "$_ belongs to every entry") for qw(title draft aliases forms sources updated);
    my ($keys) = slurp(root() . '/generator/parse/reserved.c') =~ /KEYS\[\] = \{(.*?)\n\};/s;
    my @reserved = $keys =~ /\{NAMED(?:_MANY)?\("(\w+)"/g;
    is(join(' ', grep { !$case->{properties}{$_} } @reserved), '', 'as do all that parse/reserved.c has');
    my $term = decode_json((glossa_run('book', 'schema', 'term'))[1]);
    ok(!$term->{properties}{cases}, 'what is computed is never written');
    my $event = decode_json((glossa_run('book', 'schema', 'event'))[1]);
    is_deeply([sort @{ $event->{items}{required} }], [qw(date id title)], 'records are a list, each with an id');
    ok(!$event->{items}{properties}{anchors}, 'and without what only pages have');
    ok($event->{items}{properties}{aliases}, 'but with its old ids');
    my ($status, undef, $err) = glossa_run('book', 'schema', 'tem');
    is($status, 2, 'an unknown type');
    like($err, qr/no type "tem"; did you mean "term"\?/, 'is told');
}

test_site();
test_types();
done_testing();
