#!/usr/bin/env perl
# The templates and style sheets that come with glossa, on a handbook that they have never seen: other types, every
# language they speak, hostile text in every field. A validator would say more; this needs none.

use strict;
use warnings;
use File::Basename qw(dirname);
use File::Find qw(find);
use File::Path qw(make_path remove_tree);
use FindBin qw($Bin);
use lib $Bin;
use Book qw(root glossa work slurp spew);
use Test::More;

my ($root, $glossa, $work) = (root(), glossa(), work());
my $canary = q{<img src=x onerror=alert(1)> & "q"};
(my $quoted = $canary) =~ s/(["\\])/\\$1/g;

sub write_handbook {
    my ($lang) = @_;
    remove_tree("$work/book");
    make_path("$work/book");
    system('cp', '-r', "$root/templates", "$root/static", "$work/book/") == 0 or die "cp failed";
    spew('book/site.yaml', <<"YAML");
title: "Book $quoted"
subtitle: "$quoted"
lang: $lang
base_url: https://tiny.example/sub/
edition: "$quoted"
licence: "$quoted"
authors: [{name: "$quoted"}]
types:
  recipe:
    folder: recipes
    label: {one: "One $quoted", many: "Many $quoted"}
    fields:
      time: {type: quantity, label: "Time $quoted"}
      since: {type: period, many: true}
      cook: {type: ref, to: person, many: true, inverse: recipes}
      note: {type: markdown}
      fresh: {type: boolean}
      where: {type: place, many: true}
      site: {type: url}
      parts: {type: record, many: true, fields: {name: {type: text}, amount: {type: quantity}, by: {type: ref, to: person}}}
      long: {type: text}
  person: {folder: people, letter: P, fields: {born: {type: date}}}
  word: {folder: words, role: glossary, fields: {definition: {type: text, means: "skos:definition"}}}
  book:
    folder: books
    role: bibliography
    fields: {authors: {type: ref, to: person, many: true, means: "csl:author"}, year: {type: date, means: "csl:issued"}}
  step: {file: steps.yaml, page: steps, fields: {on: {type: date}, text: {type: text}}}
YAML
    spew('book/content/recipes/soup & bread.md', <<"MARKDOWN");
---
title: "Soup $quoted"
summary: "$quoted"
time: {value: 30, unit: "$quoted", qualifier: at-least}
since: [1988~, 199X, 2001-09-05/2001-09-09, 2015-21, 2016/..]
cook: [anna, bob]
note: "On *broth* and [[bob]]."
fresh: true
where: [{name: "$quoted", lat: 1, lon: 2, role: "$quoted"}]
site: https://example.org/a?b=c
parts: [{name: "$quoted", amount: 3, by: anna}, {name: Salt}]
long: "$quoted and so on, longer than what a reader takes in at one glance"
tags: ["$quoted"]
sources: [{key: primer, locator: "$quoted", note: "$quoted"}]
aliases: [old/soup.html]
updated: 2021-03-05
---
Broth [see \@primer, 12-14].

## Two parts

Broth and \@primer [12]. Broth. Broth again.

- [[anna]]

## And more
MARKDOWN
    spew('book/content/people/anna.md', "---\ntitle: \"Anna $quoted\"\nnumber: 1\n---\nOn broth.\n");
    spew('book/content/people/bob.md',  "---\ntitle: Bob\nnumber: 2\nlang: he\n---\n");
    spew('book/content/words/broth.md', "---\ntitle: Broth\nforms: [stock]\ndefinition: \"$quoted\"\n---\n");
    spew('book/content/books/primer.md', "---\ntitle: \"Primer $quoted\"\nauthors: [anna, bob]\nyear: 1999\n---\n");
    spew('book/content/steps.yaml', "- {id: s1, title: \"$quoted\", on: 2001-02, text: \"$quoted\"}\n");
    spew('book/content/steps.md', "---\ntitle: Steps\n---\n");
}

sub pages {
    my @pages;
    find({ no_chdir => 1, wanted => sub { push @pages, $_ if /\.html$/ } }, "$work/book/public");
    return sort @pages;
}

# What is wrong with a page, as far as one can tell without a parser.
sub faults {
    my ($html) = @_;
    my @faults;
    my @data = $html =~ m{<script type="application/ld\+json">(.*?)</script>}g;
    push @faults, 'data that is more than data' if grep { /</ } @data;
    $html =~ s{<script type="application/ld\+json">[^<]*</script>}{}g;
    $html =~ s{<script(?: defer)? src="[^"]+"></script>}{}g;
    push @faults, 'a tag that was not filled in' if $html =~ /\{\{|\}\}/;
    push @faults, 'not one h1' if (() = $html =~ /<h1\b/g) != 1;
    push @faults, 'no main' if (() = $html =~ /<main\b/g) != 1;
    push @faults, 'no language' if $html !~ /<html lang="[\w-]+"/;
    push @faults, 'no title' if $html !~ m{<title>[^<]+</title>};
    push @faults, 'a script or style inside' if $html =~ /<script\b(?! src="[^"]*" defer><\/script>)|<style\b|\sstyle=|\son\w+="/;
    push @faults, 'live author text' if $html =~ /<img src=x/;
    my %ids;
    $ids{$_}++ for $html =~ /\sid="([^"]*)"/g;
    push @faults, "the id $_ twice" for grep { $ids{$_} > 1 } sort keys %ids;
    for my $target ($html =~ /\shref="#([^"]*)"/g) {
        push @faults, "no place #$target" unless $ids{$target};
    }
    for my $empty ($html =~ m{<(ul|ol|dl|p|h\d|li)>\s*</\1>}g) {
        push @faults, "an empty $empty";
    }
    push @faults, 'an English word'
      if $html =~ /<html lang="(?:ru|zh)"/ && $html =~ />(?:References|Tags|Related entries|Used in)</;
    return @faults;
}

# Links that lead nowhere, from each page's own folder.
sub dead_links {
    my ($page, $html) = @_;
    my @dead;
    for my $link ($html =~ /\s(?:href|src)="([^"]*)"/g) {
        next if $link =~ /^(?:\w+:|#)/;
        (my $path = $link) =~ s/#.*//;
        $path =~ s/%(..)/chr hex $1/ge;
        $path = $path =~ s{^/sub/}{} ? "$work/book/public/$path" : dirname($page) . "/$path";
        push @dead, $link unless -f $path;
    }
    return @dead;
}

for my $lang (qw(en ru de fr zh)) {
    write_handbook($lang);
    my $told = qx("$glossa" -C "$work/book" build 2>&1);
    is($? >> 8, 0, "$lang: the handbook is built") or diag($told);
    unlike($told, qr/\bin "$lang"/, "$lang: it has all interface words");
    my @pages = pages();
    cmp_ok(scalar @pages, '>=', 18, "$lang: there are pages");
    for my $page (@pages) {
        my $html = slurp($page);
        (my $name = $page) =~ s{^\Q$work\E/book/public/}{};
        my @faults = (faults($html), map({ "a dead link to $_" } dead_links($page, $html)));
        ok(!@faults, "$lang: $name is sound") or diag(map { "$name: $_\n" } @faults);
    }
}
my $css = join '', map { slurp($_) } grep { !m{/fonts\.css$} } glob("$root/static/css/*.css");
unlike($css, qr/!important/, 'no style shouts');
unlike($css, qr{url\((?!["']?data:)}, 'no style asks for a file that may not be there');
is((() = $css =~ /\{/g), (() = $css =~ /\}/g), 'every brace is closed');
done_testing();
