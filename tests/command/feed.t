#!/usr/bin/env perl
# feed.xml and sitemap.xml: what their specifications ask for, and what is in them.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(root work glossa slurp spew run glossa_run files);
use Repository qw(has_git repository commit git head);
use Test::More;

my $has_xmllint = (run('xmllint', '--version'))[0] eq '0';

sub new_book {
    my ($settings, $templates) = @_;
    run('rm', '-rf', work() . '/book');
    spew('book/site.yaml', <<"YAML");
title: Tiny & <small>
subtitle: A book
licence: CC0
rules: {term-unused: ignore, history-cut: ignore}
types:
  term: {folder: terms, role: glossary, label: {one: "Term <one>", many: Terms}, fields: {definition: {type: text, means: skos:definition}}}
$settings
YAML
    run('cp', '-r', $templates // root() . '/templates', work() . '/book/templates');
    spew('book/content/index.md', "---\ntitle: Home\n---\n");
    spew('book/.gitignore', "/public\n");
}

sub term { return "---\ntitle: \"$_[0]\"\ndefinition: what $_[0] is\n---\n\n" . ($_[1] // 'Text.') . "\n" }
sub page { return slurp(work() . "/book/public/$_[0]") // '' }

sub is_atom {
    my ($what) = @_;
  SKIP: {
        skip 'xmllint is not installed', 1 unless $has_xmllint;
        my ($status, undef, $err) = run('xmllint', '--noout', '--relaxng', "$Bin/atom.rng", work() . '/book/public/feed.xml');
        is($status, '0', "$what: the feed is valid") or diag($err);
    }
    my @ids = page('feed.xml') =~ m{<id>(.*?)</id>}g;
    my %once = map { $_ => 1 } @ids;
    is(scalar @ids, scalar keys %once, "$what: no id stands twice");
    my @updated = page('feed.xml') =~ m{<updated>(.*?)</updated>}g;
    is_deeply([ @updated[1 .. $#updated] ], [ reverse sort @updated[1 .. $#updated] ], "$what: the newest come first");
    is($updated[0], $updated[1], "$what: the feed is as old as its newest item");
    like(page('feed.xml'), qr{<link rel="self" type="application/atom\+xml" href="https://tiny.example/b/feed.xml"/>}, "$what: it names itself");
}

# The rules of sitemaps.org: absolute addresses below the sitemap's own, at most 50,000 of them in 50 MB, W3C dates.
sub is_sitemap {
    my ($name) = @_;
    my $text = page($name);
    my @addresses = $text =~ m{<loc>(.*?)</loc>}g;
    my %once = map { $_ => 1 } @addresses;
    cmp_ok(scalar @addresses, '<=', 50000, "$name: not too many addresses");
    cmp_ok(length $text, '<=', 50 << 20, "$name: not too long");
    is(scalar @addresses, scalar keys %once, "$name: each once");
    is(scalar(grep { !m{^https://tiny\.example/b/[\x21-\x7e]*$} || length > 2047 } @addresses), 0, "$name: all absolute, escaped and short enough");
    is(scalar(grep { !/^\d{4}(?:-\d\d(?:-\d\d)?)?$/ } $text =~ m{<lastmod>(.*?)</lastmod>}g), 0, "$name: dates");
    is((run('xmllint', '--noout', work() . "/book/public/$name"))[0], '0', "$name: well formed") if $has_xmllint;
    return @addresses;
}

sub test_from_git {
    return unless has_git();
    new_book("base_url: https://tiny.example/b\nauthors: [Ed & Co, Second]");
    spew('book/content/terms/a.md', term('A & <b>'));
    spew('book/content/terms/b.md', term('B') =~ s/^title/lang: ru\ntitle/mr);
    spew('book/content/terms/c.md', term('C'));
    repository('book');
    commit('book', '2019-01-01T00:00:00Z', 'Begin');
    spew('book/content/terms/a.md', term('A & <b>', 'More.'));
    spew('book/content/terms/b.md', term('B', 'More.') =~ s/^title/lang: ru\ntitle/mr);
    my $second = substr commit('book', '2020-01-01T12:00:00+0300', 'Add <i>more</i> & more', author => [ 'A <b>', 'a@b' ]), 0, 7;
    spew('book/content/terms/c.md', term('C', 'Some text.'));
    commit('book', '2021-01-01T00:00:00Z', 'typo');
    is((glossa_run('book', 'build'))[0], '0', 'a build');
    is_atom('with git');
    my $feed = page('feed.xml');
    my @entries = $feed =~ m{<entry.*?</entry>}sg;
    is(scalar @entries, 4, 'one item an entry, whatever a commit changed');
    like($entries[0], qr{<title>A &amp; &lt;b&gt;</title>\n<link rel="alternate" type="text/html" href="https://tiny.example/b/terms/a.html"/>\n<id>https://tiny.example/b/terms/a.html#$second</id>\n<updated>2020-01-01T09:00:00Z</updated>\n<published>2019-01-01T00:00:00Z</published>\n<author><name>A b</name>\n</author>\n<category term="term" label="Term &lt;one&gt;"/>\n<summary>Add &lt;i&gt;more&lt;/i&gt; &amp; more</summary>},
        'with its change, when and by whom, all escaped') or diag($entries[0]);
    like($entries[1], qr{^<entry xml:lang="ru">}, 'in its language');
    like($feed, qr{<author><name>Ed &amp; Co</name>\n</author>\n<author><name>Second</name>}, 'the handbook has its authors');
    unlike($feed, qr/typo/, 'a slip is no news');
    my %lastmod = page('sitemap.xml') =~ m{<loc>https://tiny.example/b/([^<]*)</loc><lastmod>([^<]*)}g;
    is("$lastmod{'terms/a.html'} $lastmod{'terms/c.html'} $lastmod{'terms/'} $lastmod{''}", '2020-01-01 2021-01-01 2021-01-01 2020-01-01',
        'dates of pages; of an index the newest of what it lists');
    is_sitemap('sitemap.xml');
    like(page('terms/a.html'), qr{<link rel="alternate" type="application/atom\+xml" href="\.\./feed.xml"}, 'pages name the feed');
    my $changes = page('changes.html') =~ s/<[^>]*>/ /gr =~ s/\s+/ /gr;
    like($changes, qr/1 January 2020 Add &lt;i&gt;more&lt;\/i&gt; &amp; more $second A &amp; &lt;b&gt; B 1 January 2019 Begin \w{7} (?:C Home|Home C) /, 'what is new, by day and commit') or diag($changes);
    like(page('index.html'), qr{<h2 id="newest"><a href="changes.html">What is new</a></h2>\n<ul class="changes">\n<li><time datetime="2020-01-01">.*A &amp; &lt;b&gt;}s, 'the home page has the newest');
}

sub test_many_changes {
    return unless has_git();
    spew("book/content/terms/t$_.md", term("Term $_")) for 1 .. 40;
    commit('book', '2022-01-01T00:00:00Z', 'Forty at once');
    glossa_run('book', 'build');
    is_atom('many entries at once');
    is(scalar(() = page('feed.xml') =~ /<entry/g), 30, 'no more than thirty items');
}

sub test_front_matter {
    new_book("base_url: https://tiny.example/b\nhistory: false");
    spew('book/content/terms/a.md', term('A') =~ s/^title/updated: 2015-06-07\ntitle/mr);
    spew('book/content/terms/b.md', term('B') =~ s/^title/updated: 2016-05\ntitle/mr);
    spew('book/content/terms/c.md', term('C'));
    is(join('|', glossa_run('book', 'build')), '0||', 'without git');
    is_atom('dates of the front matter');
    my $feed = page('feed.xml');
    is(scalar(() = $feed =~ /<entry/g), 2, 'what has a date');
    like($feed, qr{<id>https://tiny.example/b/terms/b.html#2016-05-01T00:00:00Z</id>\n<updated>2016-05-01T00:00:00Z</updated>}, 'a month begins with its first day');
    like($feed, qr{<summary>what A is</summary>}, 'where no commit says what was done, the entry says what it is about');
    like($feed, qr{<author><name>Tiny &amp; &lt;small&gt;</name>}, 'a feed has to have an author');
    spew('book/content/terms/a.md', term('A'));
    spew('book/content/terms/b.md', term('B'));
    glossa_run('book', 'build');
    ok(!-e work() . '/book/public/feed.xml', 'without a date there is no feed: the clock is not asked');
    unlike(page('terms/a.html'), qr/atom\+xml/, 'and nothing leads there');
    is_sitemap('sitemap.xml');
    new_book("outputs: {feed: false, sitemap: false}\nbase_url: https://tiny.example/b");
    spew('book/content/terms/a.md', term('A') =~ s/^title/updated: 2015-06-07\ntitle/mr);
    glossa_run('book', 'build');
    ok(!-e work() . "/book/public/$_", "$_ can be turned off") for qw(feed.xml sitemap.xml);
    new_book('');
    spew('book/content/terms/a.md', term('A') =~ s/^title/updated: 2015-06-07\ntitle/mr);
    my (undef, undef, $err) = glossa_run('book', 'build');
    like($err, qr/there is no base_url: canonical links, the feed and the sitemap are left out/, 'without base_url that is said');
    ok(!-e work() . "/book/public/$_", "and there is no $_") for qw(feed.xml sitemap.xml);
}

sub test_large_sitemap {
    new_book("base_url: https://tiny.example/b\nhistory: false\noutputs: {search: false}", root() . '/tests/golden/_templates');
    spew('book/content/sitemap-1.xml', '<own/>');
    spew('book/content/terms/a.md', term('A') =~ s/^title/"tags: [" . join(', ', map { "t$_" } 1 .. 41000) . "]\ntitle"/mer);
    is((glossa_run('book', 'build'))[0], '0', 'a handbook of more than 40,000 pages');
    my @parts = page('sitemap.xml') =~ m{<sitemap><loc>https://tiny.example/b/([^<]*)</loc></sitemap>}g;
    is("@parts", 'sitemap-2.xml sitemap-3.xml', 'its sitemap has parts, which leave the names of files alone');
    like(page('sitemap.xml'), qr{^<\?xml[^>]*>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n(?:<sitemap><loc>[^<]*</loc></sitemap>\n)*</sitemapindex>\n\z}, 'and is an index of them');
    my @all = map { is_sitemap($_) } @parts;
    my %once = map { $_ => 1 } @all;
    is(scalar @all, scalar keys %once, 'no address stands in two parts');
    cmp_ok(scalar @all, '>', 41000, 'none is missing');
    is(page('sitemap-1.xml'), '<own/>', 'the file is there');
}

test_from_git();
test_many_changes();
test_front_matter();
test_large_sitemap();
done_testing();
