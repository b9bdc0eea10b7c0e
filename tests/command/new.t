#!/usr/bin/env perl
# `glossa new`: an entry that is valid at once, in a file of its own, and never over another.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(root work slurp spew run glossa_run files);
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
  event: {file: events.yaml, page: index, fields: {when: {type: date, required: true}, norm: {type: ref, to: term, required: true}, by: text}}
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

# What a record file holds after `glossa new event TITLE`, or undef when that was refused.
sub with_record {
    my ($text, $title) = @_;
    defined $text ? spew('book/content/events.yaml', $text) : unlink work() . '/book/content/events.yaml';
    my ($status, $out) = glossa_run('book', '-q', 'new', 'event', $title);
    return undef if $status;
    is($out, "content/events.yaml\n", 'the path is printed');
    my ($checked, undef, $err) = glossa_run('book', 'check', '--drafts');
    is(join("\n", grep { /events\.yaml/ } split /\n/, $err), '', 'nothing is wrong with it');
    return slurp(work() . '/book/content/events.yaml');
}

sub test_records {
    my $year = 1900 + (gmtime)[5];
    my $rest = sub {
        my ($id, $title, $indent) = @_;
        return join '', map { "$indent$_\n" } "- id: $id", "  title: $title", '  draft: true # delete this line when the entry is ready',
            "  when: $year # required: 2015, 2015-09, 2015-09-30, 1988~", '  norm: terms/norm # required: term', '  # by: # text';
    };
    my $one = "- {id: e007, title: One, when: 1999, norm: norm}\n";
    is(with_record(undef, 'The first: one'), $rest->('the-first-one', '"The first: one"', ''), 'a record in a file that was not there');
    is(with_record('', 'First'), $rest->('first', 'First', ''), 'in an empty one');
    is(with_record($one, 'Next'), $one . $rest->('e008', 'Next', ''), 'numbered ids go on');
    is(with_record($one =~ s/e007/war/r, 'War'), $one =~ s/e007/war/r . $rest->('war-2', 'War', ''), 'others are made of the title');
    is(with_record("# Events\n" . $one =~ s/\n//r, 'Next'), "# Events\n$one" . $rest->('e008', 'Next', ''), 'a last line without its end');
    is(with_record($one =~ s/^/    /r, 'Next'), "    $one" . $rest->('e008', 'Next', '    '), 'as far from the margin as the others');
    is(with_record('[{id: e1, title: One, when: 1999, norm: norm}]', 'Next'), undef, 'nothing is added to a list in brackets');
    is(slurp(work() . '/book/content/events.yaml'), '[{id: e1, title: One, when: 1999, norm: norm}]', 'which stays as it was');
    is(with_record("- {id: e1, title: One, wehn: 1999}\n", 'Next'), undef, 'nor to one with errors');
    is(with_record($one, '!?'), $one . $rest->('e008', '"!?"', ''), 'a numbered record needs no letters');
    is(with_record(undef, '!?'), undef, 'another does');
}

# What is new of every type of the shipped handbook has no errors, as a draft and as it will be published.
sub test_shipped {
    run('cp', '-R', map({ root() . "/$_" } qw(content templates static site.yaml)), work() . '/shipped') if mkdir work() . '/shipped';
    my ($types) = slurp(work() . '/shipped/site.yaml') =~ /^types:\n((?:  .*\n|\n|#.*\n)*)/m;
    my @types = $types =~ /^  (\w+):/mg;
    cmp_ok(scalar @types, '>', 5, "types: @types");
    for my $type (@types) {
        my ($status, $out, $err) = glossa_run('shipped', '-q', 'new', $type, "A trial of $type");
        is($status, 0, "a new $type") or diag $err;
        (my $path = $out) =~ s/\n//;
        my $text = slurp(work() . "/shipped/$path");
        spew("shipped/$path", $text =~ s/^ *draft: true.*\n//mr);
    }
    unlike((glossa_run('shipped', 'check'))[2], qr/error:/, 'all are valid');
}

sub test_trouble {
    my $before = files('book');
    my %wrong = (
        'an entry that is there'  => ['term',  'Soft Power!',  qr/terms\/soft-power\.md is there already/],
        'a type that is not'      => ['trem',  'x',            qr/no type "trem"; did you mean "term"\?/],
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
test_records();
test_shipped();
test_trouble();
test_editor();
done_testing();
