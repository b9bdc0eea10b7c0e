#!/usr/bin/env perl
# `glossa list`: what the handbook holds, and each place where text names one of its entries.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(work spew glossa_run);
use JSON::PP qw(decode_json);
use Test::More;

sub list { return glossa_run('book', 'list', @_) }

sub write_handbook {
    spew('book/site.yaml', <<'YAML');
title: Tiny handbook
base_url: https://tiny.example/
types:
  case: {folder: cases, letter: C, fields: {}}
  term:
    folder: terms
    role: glossary
    fields: {definition: {type: text, required: true, means: "skos:definition"}}
YAML
    spew('book/content/index.md', <<'MARKDOWN');
---
title: Home
---

## A norm in a heading

A norm. Another norm, `norm` in code, [a norm](cases/syria.md) in a link, a n*or*m (which is one).
[A rule](terms/norm.md "a norm") beside the norm, да, and norms; \[norm\] escaped.

<!-- nolink -->A norm.<!-- /nolink --> And *a* norm **contestation**, which is no norm contestation.

> Words.
>
> — A Norm, somewhere
MARKDOWN
    spew('book/content/terms/norm.md',        "---\ntitle: Norm\ndefinition: x\n---\n\nA norm here.\n");
    spew('book/content/terms/contest.md',     "---\ntitle: Norm contestation\ndefinition: x\n---\n");
    spew('book/content/terms/lone.md',        "---\ntitle: Lone\ndefinition: x\n---\n");
    spew('book/content/cases/syria.md',       "---\ntitle: \"Syria \xe2\x80\xae war\"\nnumber: 17\n---\n");
    spew('book/content/cases/libya.md',       "---\ntitle: Libya\nnumber: 3\ndraft: true\n---\n");
}

sub test_entries {
    my ($status, $out) = list();
    is($status, 0, 'listing succeeds');
    is($out, <<'TEXT', 'a line an entry: type, number, id, title');
case  C 17  cases/syria    Syria <U+202E> war
term        terms/contest  Norm contestation
term        terms/lone     Lone
term        terms/norm     Norm
page        index          Home
TEXT
    is((list('case'))[1], "case  C 17  cases/syria  Syria <U+202E> war\n", 'one type alone');
    is((list('case', '--drafts'))[1], <<'TEXT', 'drafts on request');
case  C 3   cases/libya  Libya (draft)
case  C 17  cases/syria  Syria <U+202E> war
TEXT
    my $entries = decode_json((list('--json'))[1]);
    is(scalar @$entries, 5, '--json lists all');
    is_deeply($entries->[0], { id => 'cases/syria', type => 'case', number => 17, title => "Syria \x{202e} war",
        address => 'cases/syria.html', path => 'content/cases/syria.md', draft => JSON::PP::false }, 'with what is known of each');
    unlike((list('--json'))[1], qr/\xe2\x80\xae/, 'and nothing invisible in it');
    is_deeply(decode_json((list('case', '--json', '--drafts'))[1])->[0]{draft}, JSON::PP::true, 'a draft says so');
}

sub test_mentions {
    my ($status, $out) = list('term', '--mentions');
    is($status, 0, 'so does listing mentions');
    my ($mentions, $findings) = split /\n\n/, $out, 2;
    my %reason;
    push @{ $reason{$2} }, $1 while $mentions =~ /^(\S+)  .*?  ((?:not )?linked.*)$/mg;
    my %wanted = (
        'linked'                                          => 'index.md:7:3 index.md:10:83',
        'not linked: in a heading'                        => 'index.md:5:6',
        'not linked: named before'                        => 'index.md:7:17 index.md:7:77 index.md:8:45 index.md:8:59 index.md:8:68',
        'not linked: in code'                             => 'index.md:7:24',
        'not linked: in another link'                     => 'index.md:7:42',
        'not linked: between nolink comments'             => 'index.md:10:18',
        'not linked: in the attribution of a quotation'   => 'index.md:14:7',
    );
    for my $why (sort keys %wanted) {
        my $places = join ' ', map { s{^content/}{}r } @{ $reason{$why} // [] };
        is($places, $wanted{$why}, $why);
    }
    ok((grep { /emphasis/ } keys %reason) == 1, 'a mention that mark-up cuts through');
    like($findings, qr/\ATerms that no other entry uses:\ncontent\/terms\/lone\.md:2:8  no other entry mentions "Lone"/,
        'terms that nothing uses');
    my $all = decode_json((list('--mentions', '--json'))[1]);
    is(scalar @{ $all->{mentions} }, scalar(() = $mentions =~ /^/mg), '--json has as many');
    is_deeply([sort keys %$all], [qw(ambiguous mentions shadowed unused)], 'and the findings');
    is($all->{unused}[0]{path}, 'content/terms/lone.md', 'with their places');
    is($all->{mentions}[0]{reason}, 'heading', 'and reasons as words');
    is("@{ $all->{mentions}[0] }{qw(line column)}", '5 6', 'and lines and columns');
    is_deeply(decode_json((list('case', '--mentions', '--json'))[1])->{mentions}, [], 'no text names cases');
}

sub test_trouble {
    my ($status, $out, $err) = list('trem');
    is("$status/$out", '2/', 'a type that site.yaml does not have');
    like($err, qr/\Aglossa: list: site\.yaml has no type "trem"; did you mean "term"\?$/m, 'is told, with a suggestion');
    spew('book/content/terms/rule.md', "---\ntitle: Norm\ndefinition: x\n---\n\n[[nowhere]]\n");
    ($status, $out, $err) = list();
    is($status, 1, 'errors in the handbook show in the exit status');
    like($err, qr/\[form-ambiguous\].*\[link-unknown\]/s, 'they are reported');
    like($out, qr{^term .* terms/rule}m, 'and yet everything is listed');
    like((list('--mentions'))[1], qr/^Forms that two entries claim:\ncontent\/terms\/rule\.md:2:8  "Norm" is also/m,
        'forms that two entries claim');
    unlink work() . "/book/site.yaml" or die;
    is((list())[0], 2, 'where there is no handbook nothing is listed');
}

write_handbook();
test_entries();
test_mentions();
test_trouble();
done_testing();
