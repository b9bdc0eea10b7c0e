#!/usr/bin/env perl
# The ledger of published addresses: begun, kept, and what is said when an address is lost.

use strict;
use warnings;
no warnings 'qw';
use FindBin qw($Bin);
use lib $Bin;
use Book qw(root work glossa slurp spew run glossa_run files);
use Test::More;
use Time::HiRes qw(time);

my $ledger = work() . '/book/content/ledger.txt';

sub new_book {
    run('rm', '-rf', work() . '/book');
    spew('book/site.yaml', <<'YAML');
title: Tiny
base_url: https://tiny.example/
history: false
rules: {term-unused: ignore}
types:
  term: {folder: terms, role: glossary, fields: {definition: {type: text, means: skos:definition}}}
  event: {file: events.yaml, page: timeline, fields: {}}
YAML
    run('cp', '-r', root() . '/templates', work() . '/book/templates');
    spew('book/content/index.md', "---\ntitle: Home\n---\n\n## Welcome\n\n![a](a.svg \"A\")\n\n![b](a.svg \"B\"){#map}\n");
    spew('book/content/a.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
    spew('book/content/timeline.md', "---\ntitle: Timeline\n---\n");
    spew('book/content/events.yaml', "- {id: e1, title: One}\n");
    spew('book/content/terms/norm.md', "---\ntitle: Norm\ndefinition: x\ntags: [War]\naliases: [terms/rule.html]\n---\n\n## Parts\n\nText.\n\n## Pillars\n");
    spew('book/content/terms/soon.md', "---\ntitle: Soon\ndefinition: x\ndraft: true\n---\n");
}

sub says {
    my ($status, $out, $err) = glossa_run('book', @_);
    return "$status|$out|$err";
}

sub check { return (glossa_run('book', 'check'))[2] }

my $head = qr/\A(?:# [^\n]*\n)+/;
my @all = qw(data/index.html glossary.html index.html index.html#map index.html#welcome search.html tags/index.html tags/war.html
  terms/index.html terms/norm.html terms/norm.html#parts terms/norm.html#pillars terms/rule.html timeline.html timeline.html#e1);

sub test_beginning {
    new_book();
    is(says('check'), '0||', 'without a ledger nobody complains');
    my ($status, $out, $err) = glossa_run('book', 'ledger');
    is($out, join('', map { "+ $_\n" } @all), 'all is new: pages, headings, records, named figures, aliases; no drafts, paragraphs or counted figures');
    is("$status|$err", '0|there is no ledger yet; `glossa ledger --update` begins one with 15 addresses' . "\n", 'and nothing is lost');
    ok(!-e $ledger, 'looking writes nothing');
    is(says('ledger', '--update'), "0||content/ledger.txt: 15 addresses, 15 of them new, 0 given up\n", 'begun');
    my $text = slurp($ledger);
    like($text, $head, 'it says what it is');
    is($text =~ s/$head//r, join('', map { "$_\n" } @all), 'one address a line, in byte order');
    is(says('check'), '0||', 'all is well');
    is(says('ledger'), "0||0 new, 0 lost, 15 in the ledger\n", 'nothing to say');
    glossa_run('book', 'ledger', '--update');
    is(slurp($ledger), $text, 'the same again');
    is((glossa_run('book', 'build'))[0], '0', 'a build');
    ok(!-e work() . '/book/public/ledger.txt', 'does not publish it');
}

sub test_rename {
    is((glossa_run('book', qw(rename norm principle)))[0], '0', 'an entry is renamed');
    is(says('check'), '0||', 'its old address is an alias, its anchors are found where it is now');
    like(says('ledger'), qr/^0\|\+ terms\/principle.html\n\+ terms\/principle.html#parts\n\+ terms\/principle.html#pillars\n\|3 new, 0 lost/, 'the new ones are new');
    glossa_run('book', 'ledger', '--update');
    like(slurp($ledger), qr/^terms\/norm.html#parts\n/m, 'what was promised stays promised');
    my $entry = slurp(work() . '/book/content/terms/principle.md');
    spew('book/content/terms/principle.md', $entry =~ s/^aliases:.*\n//mr);
    like(check(), qr/^content\/ledger.txt:\d+:1: error: "terms\/norm.html" was published and leads nowhere now; .* \[ledger-lost\]$/m, 'an alias that goes is a loss');
    is(scalar(() = check() =~ /terms\/norm.html/g), 3, 'which is told once, not for each of its anchors');
    rename work() . '/book/content/terms/principle.md', work() . '/book/content/terms/completely-other.md';
    like(check(), qr/"terms\/principle.html" was published and leads nowhere now; if terms\/completely-other has taken its place, write `aliases: \[terms\/principle.html\]` there \(content\/terms\/completely-other.md\)/,
        'a file that was moved by hand is found by its headings');
    rename work() . '/book/content/terms/completely-other.md', work() . '/book/content/terms/principle.md';
    spew('book/content/terms/principle.md', $entry);
}

sub test_lost_heading {
    my $entry = slurp(work() . '/book/content/terms/principle.md');
    spew('book/content/terms/principle.md', $entry =~ s/## Pillars/## The pillars/r);
    my $said = check();
    like($said, qr/^content\/ledger.txt:(\d+):1: error: "terms\/principle.html#pillars" was published and is gone; did you mean to keep the id with \{#pillars\} behind "The pillars" \(content\/terms\/principle.md:\d+\)\? or write `anchors: \{pillars: the-pillars\}` there \[ledger-lost\]\n +\1 \| terms\/principle.html#pillars\n/m,
        'a heading that got another text: its place, and both ways to keep it');
    is((glossa_run('book', 'build'))[0], '1', 'a build fails as well');
    spew('book/content/terms/principle.md', $entry =~ s/## Pillars/## The pillars {#pillars}/r);
    is(says('check'), '0||', 'the first way');
    spew('book/content/terms/principle.md', ($entry =~ s/## Pillars/## The pillars/r) =~ s/^title/anchors: {pillars: the-pillars}\ntitle/mr);
    is(says('check'), '0||', 'the second way');
    spew('book/content/terms/principle.md', $entry =~ s/## Pillars\n//r);
    my ($status, $out, $err) = glossa_run('book', 'ledger');
    is("$status|$out", "1|- terms/norm.html#pillars\n- terms/principle.html#pillars\n", 'what is lost');
    spew('book/content/wrong.md', "---\ntitle: Wrong\n---\n[[nowhere]]\n");
    my $before = slurp($ledger);
    ($status, $out, $err) = glossa_run('book', qw(ledger --update));
    like("$status|$out|$err", qr/^1\|\|.*content\/wrong.md:4:\d: error: .*glossa: ledger: mend these first/s, 'with other errors nothing is told or written');
    is(slurp($ledger), $before, 'indeed');
    unlink work() . '/book/content/wrong.md';
    is(says('ledger', '--update'), "0|- terms/norm.html#pillars\n- terms/principle.html#pillars\n|content/ledger.txt: 16 addresses, 0 of them new, 2 given up\n", 'after review it is given up');
    is(says('check'), '0||', 'and no longer missed');
}

sub test_merging {
    my @lines = grep { !/^#/ } split /^/, slurp($ledger);
    spew('book/content/ledger.txt', join '', "\xef\xbb\xbf", map { s/\n/\r\n/r } reverse(@lines), @lines, "\n", "# a note\n", @lines);
    is(says('check'), '0||', 'in any order, twice, with CRLF and a byte order mark');
    is((glossa_run('book', qw(ledger --update)))[0], '0', 'written anew');
    is(slurp($ledger) =~ s/$head//r, join('', @lines), 'it is in order again');
    spew('book/content/ledger.txt', join '', '<<<<<<< HEAD', "\n", @lines[0 .. 3], "=======\n", @lines[4 .. $#lines], ">>>>>>> x\n");
    is(scalar(() = check() =~ /a merge has left its marks; .* \[ledger-line\]/g), 3, 'marks of a merge');
    is((glossa_run('book', qw(ledger --update)))[0], '0', 'which --update takes out, too');
    is(slurp($ledger) =~ s/$head//r, join('', @lines), 'without losing a line');
    spew('book/content/ledger.txt', "terms/norm.html\n\xff\xfe\n\0\0\n\e[31mred\nx" . ('y' x 100000) . "\n" . '../' x 1000 . "\n#\n\xe2\x80\xaeterms\n");
    my ($status, undef, $err) = glossa_run('book', 'check');
    is($status, '1', 'hostile bytes are errors');
    unlike($err, qr/[\0\e\xff]/, 'and never reach the terminal');
    spew('book/content/ledger.txt', join '', @lines);
}

sub test_size {
    my @lines = grep { !/^#/ } split /^/, slurp($ledger);
    spew('book/content/ledger.txt', join '', @lines, map { "old/page-$_.html\nold/page-$_.html#part\n" } 1 .. 50000);
    my $since = time;
    my ($status, $out) = glossa_run('book', qw(check --format json));
    cmp_ok(time - $since, '<', 5, '100,000 lines, all lost: told soon');
    is(scalar(() = $out =~ /"ledger-lost"/g), 1000, 'a thousand of them');
    like($out, qr/more addresses are lost; only the first 1000 are told/, 'and that there are more');
    is((glossa_run('book', qw(ledger --update -q)))[0], '0', 'they can all be given up');
    is(slurp($ledger) =~ s/$head//r, join('', @lines), 'at once');
}

sub test_disk {
  SKIP: {
        skip 'root may write anywhere', 2 if !$>;
        my $before = slurp($ledger);
        chmod 0555, work() . '/book/content';
        spew('book/site.yaml', slurp(work() . '/book/site.yaml') . "outputs: [print]\n");
        my ($status, undef, $err) = glossa_run('book', qw(ledger --update));
        chmod 0755, work() . '/book/content';
        like("$status|$err", qr/^3\|glossa: ledger: content\/ledger.txt: .*; nothing has been changed/, 'a folder that cannot be written to');
        is(slurp($ledger), $before, 'keeps its ledger');
    }
    unlink $ledger;
    mkdir $ledger;
    isnt((glossa_run('book', qw(ledger --update)))[0], '0', 'a folder in its place is no ledger');
    rmdir $ledger;
}

test_beginning();
test_rename();
test_lost_heading();
test_merging();
test_size();
test_disk();
done_testing();
