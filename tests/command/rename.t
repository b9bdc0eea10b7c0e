#!/usr/bin/env perl
# `glossa rename`: every place that names the entry, and nothing else; all or nothing.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(root work glossa slurp spew run glossa_run files);
use File::Path qw(remove_tree);
use Test::More;

my %book = (
    'site.yaml' => <<'YAML',
title: Tiny handbook
base_url: https://tiny.example/
nav: [about, {id: terms/norm, label: Norms}, terms]
types:
  case:
    folder: cases
    fields:
      norms: {type: ref, to: term, many: true, inverse: cases}
      phases: {type: record, many: true, fields: {norm: {type: ref, to: term}, by: {type: ref, to: source}}}
      remark: {type: markdown}
  term:
    folder: terms
    role: glossary
    fields: {definition: {type: text, required: true, means: "skos:definition"}, near: {type: ref, to: term, many: true}}
  source:
    folder: sources
    role: bibliography
    fields: {year: {type: date, means: "csl:issued"}, kind: {type: choice, of: [book], means: "csl:type"}}
  event: {file: events.yaml, page: about, fields: {norms: {type: ref, to: term, many: true}, after: {type: ref, to: event}}}
YAML
    'content/index.md' => "---\ntitle: Home\n---\n\n[[norm]], [[ terms/norm ]], [[Norm]], [[terms/norm#parts|the parts]], [[rule of conduct]].\n",
    'content/about.md' => "---\ntitle: About\n---\n\nSee [[cases/syria]].\n",
    'content/terms/norm.md' => <<'MARKDOWN',
---
title: Norm
definition: x
forms: [rule of conduct, Norms of old]
near: [rule]
---

## Parts

Here is a [case](../cases/syria.md#a), itself: [parts](norm.md#parts), ![a map](map.png).

`[code](norm.md)`
MARKDOWN
    'content/terms/map.png'  => "\x89PNG\r\n\x1a\n" . "\0" x 40,
    'content/terms/rule.md'  => "---\ntitle: Rule\ndefinition: x\nnear: [terms/norm, 'norm', \"norm\"]\n---\n\nA norm. [[rule]]\n",
    'content/terms/normal.md' => "---\ntitle: Normal\ndefinition: norm is no name here\n---\n\n[[normal]] `[[norm]]` \\[[norm]]\n",
    'content/cases/syria.md' => <<'MARKDOWN',
---
title: Syria
norms:
  - norm
  - rule
phases:
  - {norm: terms/norm, by: norman-2020}
remark: |
  First line.

  Then [[norm]] and [@norman-2020].
sources: [norman-2020, {key: norman-2020, locator: "norman-2020"}]
---

## A

Text [one](../terms/norm.md), [two](<../terms/norm.md#parts>), [three][n], [page](../terms/norm.html), [four][n];
| a | b |
|---|---|
| [[norm\|x]] | [[terms/norm\|y]] |

> quoted [[norm]] and norm, [@norman-2020, 3; see @norman-2020], @norman-2020 [4], [-@norman-2020].

```
[[norm]] [x](../terms/norm.md) @norman-2020
```

[n]: ../terms/norm.md "Norm"
MARKDOWN
    'content/cases/draft.md' => "---\ntitle: Draft\ndraft: true\nnorms: [norm]\n---\n\n[[norm]]\n",
    'content/sources/norman-2020.md' => "---\ntitle: Norman on norms\nyear: 2020\nkind: book\n---\n",
    'content/events.yaml' => "- id: e1\n  title: One\n  norms: [norm]\n- {id: e2, title: Two, norms: terms/norm, after: e1}\n",
    'content/views.md' => <<'MARKDOWN',
---
title: Views
---

[[events/e1]], [[e1]] and [[events/e2|two]].

```view
show: list
of: case
where: {norms: [norm, 'terms/norm'], title: {not: norm}}
```

```view
show: graph
of: [case, term]
around: norm
```

```view
show: list
of: event
where: {after: e1}
```
MARKDOWN
);

sub write_handbook {
    remove_tree(work() . '/book');
    spew("book/$_", $book{$_}) for keys %book;
}

# A file after the changes: what is between braces is new.
sub expect_change {
    my ($changed, $path, @pairs) = @_;
    my $want = $book{$path};
    while (my ($from, $to) = splice @pairs, 0, 2) {
        (my $count = () = $want =~ /\Q$from\E/g) or die "no \"$from\" in $path";
        $want =~ s/\Q$from\E/$to/g;
    }
    is($changed->{$path}, $want, $path);
}

sub test_name {
    write_handbook();
    my ($status, $out, $err) = glossa_run('book', 'rename', 'terms/norm', 'standard');
    is("$status/$out", "0/content/terms/standard.md\n", 'a new name in the same folder') or diag($err);
    my $now = files('book');
    ok(!$now->{'content/terms/norm.md'}, 'the old file is gone');
    is($now->{'content/terms/standard.md'},
        $book{'content/terms/norm.md'} =~ s/near: \[rule\]\n/near: [rule]\naliases: [terms\/norm.html]\n/r
          =~ s/\[parts\]\(norm/[parts](standard/r, 'the new one has an alias and knows itself');
    expect_change($now, 'site.yaml', 'terms/norm', 'terms/standard');
    expect_change($now, 'content/index.md', '[[norm]]', '[[standard]]', 'terms/norm', 'terms/standard');
    expect_change($now, 'content/terms/rule.md', "[terms/norm, 'norm', \"norm\"]", "[terms/standard, 'standard', \"standard\"]");
    expect_change($now, 'content/cases/syria.md', '- norm', '- standard', 'norm: terms/norm', 'norm: terms/standard',
        'Then [[norm]]', 'Then [[standard]]', '[one](../terms/norm', '[one](../terms/standard',
        '<../terms/norm', '<../terms/standard', '[page](../terms/norm', '[page](../terms/standard',
        '[[norm\|', '[[standard\|', '[[terms/norm\|', '[[terms/standard\|', 'quoted [[norm]]', 'quoted [[standard]]',
        '[n]: ../terms/norm', '[n]: ../terms/standard');
    expect_change($now, 'content/cases/draft.md', 'norms: [norm]', 'norms: [standard]', '[[norm]]', '[[standard]]');
    expect_change($now, 'content/events.yaml', '[norm]', '[standard]', 'norms: terms/norm', 'norms: terms/standard');
    expect_change($now, $_) for qw(content/terms/normal.md content/about.md content/sources/norman-2020.md);
    expect_change($now, 'content/views.md', "[norm, 'terms/norm']", "[standard, 'terms/standard']", 'around: norm', 'around: standard');
    is(join(' ', grep { /\.glossa/ } keys %$now), '', 'nothing is left behind');
    ($status, $out, $err) = glossa_run('book', 'rename', 'standard', 'norm');
    is($status, 0, 'and back again') or diag($err);
    my %back = %{ files('book') };
    is($back{'content/terms/norm.md'} =~ s/^aliases: \[terms\/standard.html\]\n//mr, $book{'content/terms/norm.md'},
        'the alias has turned round');
    delete $back{'content/terms/norm.md'};
    is_deeply(\%back, { map { $_ => $book{$_} } grep { $_ ne 'content/terms/norm.md' } keys %book }, 'all else is as it was');
}

sub test_folder {
    write_handbook();
    my ($status, $out, $err) = glossa_run('book', 'rename', 'norm', 'content/terms/deep/norm.md');
    is("$status/$out", "0/content/terms/deep/norm.md\n", 'into another folder') or diag($err);
    my $now = files('book');
    like($now->{'content/terms/deep/norm.md'},
        qr/\[case\]\(\.\.\/\.\.\/cases\/syria\.md#a\), itself: \[parts\]\(norm\.md#parts\), !\[a map\]\(\.\.\/map\.png\)/,
        'its own relative links lead where they led');
    expect_change($now, 'content/index.md', 'terms/norm', 'terms/deep/norm');
    expect_change($now, 'content/cases/draft.md');
    unlike((glossa_run('book', 'check'))[2], qr/error: .*\[(?:link|ref|cite)-/, 'no link is broken');
}

sub test_source {
    write_handbook();
    is((glossa_run('book', 'rename', 'norman-2020', 'norman-2021'))[0], 0, 'a source');
    expect_change(files('book'), 'content/cases/syria.md', 'by: norman-2020', 'by: norman-2021', '@norman-2020]', '@norman-2021]',
        '@norman-2020,', '@norman-2021,', '@norman-2020 [4]', '@norman-2021 [4]', '[norman-2020,', '[norman-2021,',
        'key: norman-2020', 'key: norman-2021');
}

sub test_record {
    write_handbook();
    my ($status, $out, $err) = glossa_run('book', 'rename', 'e1', 'beginning');
    is("$status/$out", "0/content/events.yaml\n", 'a record') or diag($err);
    my $now = files('book');
    expect_change($now, 'content/events.yaml', 'id: e1', "id: beginning\n  aliases: [e1]", 'after: e1', 'after: beginning');
    expect_change($now, 'content/views.md', '[[events/e1]]', '[[events/beginning]]', '[[e1]]', '[[beginning]]', 'after: e1', 'after: beginning');
    expect_change($now, $_) for grep { !/events|views/ } keys %book;
    ($status, undef, $err) = glossa_run('book', 'rename', 'e2', 'middle');
    is($status, 0, 'one between braces') or diag($err);
    like(slurp(work() . '/book/content/events.yaml'), qr/^- \{id: middle, aliases: \[e2\], title: Two,/m, 'keeps its old id too');
    is((glossa_run('book', 'rename', 'e2', 'first'))[0], 2, 'which is no name any more');
    is((glossa_run('book', 'rename', 'beginning', 'start'))[0], 0, 'a further time');
    like(slurp(work() . '/book/content/events.yaml'), qr/^- id: start\n  aliases: \[beginning, e1\]\n/, 'and both before it');
    is((glossa_run('book', 'rename', 'start', 'e1'))[0], 0, 'and back again');
    like(slurp(work() . '/book/content/events.yaml'), qr/^- id: e1\n  aliases: \[beginning, start\]\n/, 'the alias has turned round');
    is((glossa_run('book', 'rename', 'beginning', 'x'))[0], 2, 'an alias is no record');
    is((glossa_run('book', 'rename', 'middle', 'start'))[0], 1, 'nor a name for another');
    my %lists = ("id: 'e1'\n  aliases: old\n" => "id: 'new'\n  aliases: [e1, old]\n", "id: e1\n  aliases:\n    - old\n    - older\n" => "id: new\n  aliases:\n    - e1\n    - old\n    - older\n",
        "id: \"e1\"\r\n" => "id: \"new\"\r\n  aliases: [e1]\r\n");
    for my $written (sort keys %lists) {
        write_handbook();
        spew('book/content/events.yaml', "- ${written}  title: One\n- {title: Two, id: \"e2\"}\n");
        is((glossa_run('book', 'rename', 'e1', 'new'))[0], 0, 'however they are written');
        is(slurp(work() . '/book/content/events.yaml'), "- $lists{$written}  title: One\n- {title: Two, id: \"e2\"}\n", 'each stays as it is written');
    }
    is((glossa_run('book', 'rename', 'e2', 'last'))[0], 0, 'an id in quotes, at the end');
    like(slurp(work() . '/book/content/events.yaml'), qr/^- \{title: Two, id: "last", aliases: \[e2\]\}\n/m, 'keeps its old one');
    write_handbook();
    run('cp', '-R', root() . '/templates', root() . '/static', work() . '/book/');
    is((glossa_run('book', 'ledger', '--update'))[0], 0, 'addresses are promised');
    is((glossa_run('book', 'rename', 'e1', 'new'))[0], 0, 'that of a record');
    is((glossa_run('book', 'check'))[0], 0, 'is kept');
    glossa_run('book', 'build', '-q', '-o', '../out');
    like(slurp(work() . '/out/about.html'), qr/<li id="new"><span id="e1"><\/span>/, 'on its page');
    write_handbook();
    run('cp', '-R', root() . '/templates', root() . '/static', work() . '/book/');
    spew('book/content/events.yaml', "- {id: e1, title: One, aliases: [old/one.html, e0]}\n- {id: e2, title: Two}\n");
    is((glossa_run('book', 'build', '-q', '-o', '../out'))[0], 0, 'a record that has been a page');
    like(slurp(work() . '/out/old/one.html'), qr{url=\.\./about\.html#e1"}, 'is where that leads');
}

# What names one entry a thousand times.
sub test_many {
    write_handbook();
    spew("book/content/cases/many$_.md", "---\ntitle: Many $_\nnorms: [norm]\n---\n[[norm]], [[terms/norm#parts]] and a norm.\n") for 1 .. 1000;
    my $begun = time;
    is((glossa_run('book', '-q', 'rename', 'norm', 'standard'))[0], 0, 'a thousand entries name it');
    cmp_ok(time - $begun, '<', 10, 'which takes no time');
    my $now = files('book');
    is(scalar(grep { $now->{$_} =~ /norms: \[standard\]\n---\n\[\[standard\]\], \[\[terms\/standard#parts\]\] and a norm\.\n\z/ } keys %$now), 1000, 'and all of them follow');
    unlike((glossa_run('book', 'check'))[2], qr/error: .*\[(?:link|ref|cite)-/, 'no link is broken');
}

sub test_nothing {
    write_handbook();
    my %refused = (
        'an entry that is there'        => [qw(norm rule)],
        'another type'                  => [qw(norm cases/norm)],
        'a name that others go by'      => [qw(norm normal-2)],
        'a record that is there'        => [qw(events/e1 e2)],
        'a record in another file'      => [qw(events/e1 others/e3)],
        'a record without a name'       => ['events/e1', 'e 3'],
        'an index'                      => [qw(index home)],
        'its own name'                  => [qw(norm terms/norm)],
        'a way out'                     => [qw(norm terms/../../x)],
        'a hidden name'                 => [qw(norm .norm)],
        'a name with a space'           => ['norm', 'a b'],
        'an entry that there is not'    => [qw(nrom x)],
    );
    spew('book/content/index.md', $book{'content/index.md'} . "[[normal 2]]\n");
    spew('book/content/terms/other.md', "---\ntitle: Normal 2\ndefinition: x\nforms: [normal-2]\n---\n[[normal-2]]\n");
    my $before = files('book');
    for my $what (sort keys %refused) {
        my ($status, $out, $err) = glossa_run('book', 'rename', @{ $refused{$what} });
        cmp_ok($status, '>', 0, "refused: $what");
        is("$out$err" =~ /^glossa: rename: /m ? 'told' : "$out$err", 'told', 'and why');
    }
    spew('book/content/bad.md', "---\ntitle: Bad\n---\n[[nowhere]]\n");
    is((glossa_run('book', 'rename', 'norm', 'standard'))[0], 1, 'refused: a handbook with errors');
    unlink work() . '/book/content/bad.md';
    is_deeply(files('book'), $before, 'nothing has changed');
}

sub test_dry_run {
    write_handbook();
    my $before = files('book');
    my ($status, $diff) = glossa_run('book', 'rename', '-n', 'norm', 'terms/deep/standard');
    is($status, 0, '--dry-run shows a diff');
    is_deeply(files('book'), $before, 'and changes nothing');
    spew('diff', $diff);
    my $git = work() . '/book';
    is((run('git', '-C', $git, 'apply', '--unsafe-paths', '--directory=' . $git, work() . '/diff'))[0], 0, 'which git can apply')
      or diag(slurp(work() . '/.err'), $diff);
    my $applied = files('book');
    write_handbook();
    glossa_run('book', 'rename', 'norm', 'terms/deep/standard');
    is_deeply($applied, files('book'), 'and which says what will be done');
}

# Every call that could fail fails once.
sub test_faults {
    plan skip_all => 'strace is not installed' unless (run('strace', '-V'))[0] == 0;
    my ($faults, $mixed) = (0, 0);
    local $ENV{ASAN_OPTIONS} = 'detect_leaks=0';    # which cannot be told under strace
    write_handbook();
    my $before = files('book');
    for my $call (qw(write openat fsync rename link mkdirat fchmod)) {
        for my $nth (1 .. 40) {
            write_handbook();
            my ($status, $out, $err) = run('strace', '-f', '-o', work() . '/trace', '-e', "trace=$call", '-e',
                "inject=$call:error=ENOSPC:when=$nth", glossa(), '-q', '-C', work() . '/book', 'rename', 'norm', 'standard');
            last unless slurp(work() . '/trace') =~ /INJECTED/;
            $faults++;
            my $after = files('book');
            my $new   = exists $after->{'content/terms/standard.md'};
            my $whole = $new ? $status == 0 || $call eq 'write' : $status != 0 && join('', %$after) && eq_hash($after, $before);
            $whole &&= !grep { m{/\.glossa} } keys %$after;
            $mixed++ unless $whole;
            diag("$call $nth: status $status, $err", join ' ', sort keys %$after) unless $whole;
        }
    }
    cmp_ok($faults, '>', 20, "$faults calls failed");
    is($mixed, 0, 'each time all had been done, or nothing');
}

# Killed at every call that changes a file: the next command ends what was begun, one way or the other.
sub test_kills {
    plan skip_all => 'strace is not installed' unless (run('strace', '-V'))[0] == 0;
    my ($kills, @mixed, %ends) = (0);
    local $ENV{ASAN_OPTIONS} = 'detect_leaks=0';
    write_handbook();
    my $before = files('book');
    glossa_run('book', '-q', 'rename', 'norm', 'standard');
    my $done = files('book');
    for my $call (qw(write fsync link rename unlink fchmod)) {
        for my $nth (1 .. 60) {
            write_handbook();
            run('strace', '-f', '-o', work() . '/trace', '-e', "trace=$call", '-e', "inject=$call:signal=KILL:when=$nth",
                glossa(), '-q', '-C', work() . '/book', 'rename', 'norm', 'standard');
            last unless slurp(work() . '/trace') =~ /killed by SIGKILL/;
            $kills++;
            glossa_run('book', 'check');
            my $after = files('book');
            my $end = eq_hash($after, $before) ? 'old' : eq_hash($after, $done) ? 'new' : 'mixed';
            $ends{$end}++;
            push @mixed, "$call $nth: " . join ' ', grep { ($after->{$_} // '') ne ($before->{$_} // '') } sort keys %{ { %$after, %$before } } if $end eq 'mixed';
        }
    }
    cmp_ok($kills, '>', 30, "killed $kills times");
    is(join("\n", @mixed), '', "old: $ends{old}, new: $ends{new}");
}

# A journal that came with somebody's handbook is no licence.
sub test_foreign_journal {
    write_handbook();
    spew('victim', 'precious');
    my $victim = work() . '/victim';
    for my $paths ("../victim\n../victim\ncontent/.glossa-1-1-next\ncontent/.glossa-1-1-old", "content/../../victim\ncontent/x\ncontent/.glossa-1-1-next\ncontent/.glossa-1-1-old",
        "$victim\n$victim\ncontent/.glossa-1-1-next\ncontent/.glossa-1-1-old", "content/x\ncontent/x\n../victim\n../victim") {
        spew('book/content/.glossa-1-1-next', 'evil');
        spew('book/.glossa-rename', "forward\n$paths\n");
        glossa_run('book', 'check');
        is(slurp($victim), 'precious', 'a foreign journal is not followed');
        ok(-e work() . '/book/site.yaml', 'nor does it delete');
    }
    unlink work() . '/book/.glossa-rename';
}

# A disk that is really full.
sub test_full_disk {
    my $disk = work() . '/disk';
    mkdir $disk;
    plan skip_all => 'no file system can be mounted' unless $> == 0 && (run('mount', '-t', 'tmpfs', '-o', 'size=200k', 'none', $disk))[0] == 0;
    spew("disk/$_", $book{$_}) for keys %book;
    my $before = files('disk');
    open my $fill, '>', "$disk/.fill" or die;
    1 while syswrite $fill, 'x' x 4096;
    close $fill;
    my ($status, undef, $err) = glossa_run('disk', 'rename', 'norm', 'standard');
    is($status, 3, 'a full disk fails');
    like($err, qr/No space left on device; nothing has been changed/, 'and is told');
    unlink "$disk/.fill";
    is_deeply(files('disk'), $before, 'and nothing has changed');
    is((glossa_run('disk', '-q', 'rename', 'norm', 'standard'))[0], 0, 'with room it goes');
    run('umount', $disk);
}

test_name();
test_folder();
test_source();
test_nothing();
test_dry_run();
test_record();
test_many();
test_foreign_journal();
subtest 'a full disk' => \&test_full_disk;
subtest 'faults' => \&test_faults;
subtest 'kills' => \&test_kills;
done_testing();
