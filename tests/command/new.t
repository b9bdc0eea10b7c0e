#!/usr/bin/env perl
# `glossa new`: an entry that is valid at once, in a file of its own, and never over another.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(work slurp spew glossa_run files);
use Test::More;

sub write_handbook {
    spew('book/site.yaml', <<'YAML');
title: Tiny handbook
base_url: https://tiny.example/
types:
  case:
    folder: cases/all
    letter: C
    fields:
      summary: {type: text, required: true, max: 200}
      region: {type: choice, of: ["no: where", here], required: true}
      period: {type: period, required: true}
      norms: {type: ref, to: term, many: true, required: true}
      parties: {type: record, many: true, required: true, fields: {name: {type: text, required: true}, side: text}}
      place: {type: record, required: true, fields: {name: text}}
      size: {type: quantity, required: true}
      sure: {type: boolean, required: true}
      link: {type: url, required: true}
      where: {type: place, many: true, required: true}
      note: {type: markdown}
  term: {folder: terms, role: glossary, fields: {definition: {type: text, required: true, means: "skos:definition"}}}
  event: {file: events.yaml, page: index, fields: {}}
YAML
    spew('book/content/index.md',        "---\ntitle: Home\n---\n");
    spew('book/content/terms/norm.md',   "---\ntitle: Norm\ndefinition: x\n---\n");
    spew('book/content/cases/all/a.md',  "---\ntitle: A\nnumber: 3\ndraft: true\n---\n");
}

sub test_entries {
    my ($status, $out, $err) = glossa_run('book', 'new', 'case', 'Сирия: "the war" #1');
    is("$status/$out/$err", "0/content/cases/all/siriya-the-war-1.md\n/", 'a case: its path is printed, its name folded')
      or return;
    my $text = slurp(work() . '/book/content/cases/all/siriya-the-war-1.md');
    like($text, qr/^title: "Сирия: \\"the war\\" #1"$/m, 'the title survives YAML');
    like($text, qr/^number: 4$/m,                        'the next free number, drafts counted');
    like($text, qr/^draft: true/m,                       'a draft');
    like($text, qr/^region: "no: where" # required: no: where, here$/m, 'what is required is filled in and marked');
    like($text, qr/^# note: # markdown$/m,               'what is allowed is offered');
    for my $words (['term', 'Soft power'], ['page', '2024']) {
        is((glossa_run('book', 'new', @$words))[0], 0, "a $words->[0]");
    }
    ($status, $out, $err) = glossa_run('book', 'check', '--drafts');
    my @told = grep { m{^content/(?!cases/all/a\.md)} && !/\[term-unused\]$/ } split /\n/, $err;
    is("@told", '', 'all of them are valid; that nobody uses a new term is all there is to say');
}

sub test_trouble {
    my $before = files('book');
    my %wrong = (
        'an entry that is there'  => ['term',  'Soft Power!',  qr/terms\/soft-power\.md is there already/],
        'a type that is not'      => ['trem',  'x',            qr/no type "trem"; did you mean "term"\?/],
        'records'                 => ['event', 'x',            qr/are records; add one to content\/events\.yaml/],
        'a title without letters' => ['term',  '!?',           qr/gives no name for a file/],
        'the name of an index'    => ['term',  'Index',        qr/gives no name for a file/],
    );
    for my $what (sort keys %wrong) {
        my ($type, $title, $message) = @{ $wrong{$what} };
        my ($status, $out, $err) = glossa_run('book', 'new', $type, $title);
        is("$status/$out", '2/', "refused: $what");
        like($err, $message, 'and why');
    }
    is_deeply(files('book'), $before, 'nothing was written');
    is((glossa_run('book/content', 'new', 'term', 'x'))[0], 2, 'no handbook here');
}

sub test_editor {
    local $ENV{VISUAL} = 'printf "%s\n" edit --wait';
    my ($status, $out) = glossa_run('book', 'new', '-e', 'term', "It's");
    is("$status/$out", "0/content/terms/its.md\nedit\n--wait\ncontent/terms/its.md\n", '--edit opens it');
    local $ENV{VISUAL} = 'false';
    is((glossa_run('book', 'new', '-e', 'term', 'Other'))[0], 3, 'an editor that fails is told');
}

write_handbook();
test_entries();
test_trouble();
test_editor();
done_testing();
