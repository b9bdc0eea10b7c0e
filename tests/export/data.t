#!/usr/bin/env perl
# The files of data/, each judged by a tool of its trade: a JSON Schema validator, bibutils, the rules of CSL-JSON and of
# GeoJSON; and what all of them promise: order, the same bytes, nothing about nothing.

use strict;
use warnings;
use utf8;
use FindBin qw($Bin);
use lib $Bin, "$Bin/../command";
use Book qw(root glossa work slurp spew run glossa_run files);
use Exported qw(built tool python_with csv_rows json);
use JSON::PP ();
use Test::More;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);
my $site = built('book');
my $own  = work() . '/own';
is((run(glossa(), '-C', root(), qw(build -q -o), $own))[0], 0, "the repository's handbook builds");

# ---- handbook.json

my $VALIDATE = <<'PYTHON';
import json, sys
from jsonschema import Draft202012Validator
schema, data = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
Draft202012Validator.check_schema(schema)
for error in list(Draft202012Validator(schema).iter_errors(data))[:5]:
    print("/".join(str(part) for part in error.absolute_path)[:100], error.message[:200])
PYTHON

sub validity {
    my ($schema, $data) = @_;
    return join '', (run(python_with('jsonschema'), '-W', 'ignore', '-c', $VALIDATE, $schema, $data))[1, 2];
}

sub test_schema {
    for (['a handbook with everything', $site], ['the handbook', $own]) {
        my ($name, $folder) = @$_;
        is(validity("$folder/data/handbook.schema.json", "$folder/data/handbook.json"), '', "$name is as its schema says");
    }
    my $text = slurp("$site/data/handbook.json");
    my @slips = (
        'an unknown member'      => sub { $_[0] =~ s/"words":/"wrods":/ },
        'a field of another type'=> sub { $_[0] =~ s/"settled":true/"settled":"yes"/ },
        'a field of another kind'=> sub { $_[0] =~ s/"region":\["north"/"region":["east"/ },
        'a date that is a text'  => sub { $_[0] =~ s/"from":"2024-01-01"/"from":"January"/ },
        'a field nobody declared'=> sub { $_[0] =~ s/"rank":3/"rang":3/ },
        'a latitude'             => sub { $_[0] =~ s/"lat":43.31/"lat":143.31/ },
    );
    while (my ($name, $slip) = splice @slips, 0, 2) {
        my $changed = $text;
        ok($slip->($changed), "there is one to change: $name");
        spew('slip.json', $changed);
        isnt(validity("$site/data/handbook.schema.json", work() . '/slip.json'), '', "the schema refuses: $name");
    }
}

# Keys in their order, as they are written: JSON::PP forgets it.
sub unsorted_keys {
    my ($text) = @_;
    my (@stack, @bad);
    while ($text =~ /\G(?:([{\[])|([}\]])|("(?:[^"\\]|\\.)*")(\s*:)?|[^{}\[\]"]+)/gs) {
        if ($1)    { push @stack, '' }
        elsif ($2) { pop @stack }
        elsif ($4) { push @bad, $3 if ($3 cmp $stack[-1]) <= 0; $stack[-1] = $3 }
    }
    return @bad;
}

sub test_handbook {
    my $book = json("$site/data/handbook.json");
    my %entry = map { $_->{id} => $_ } @{ $book->{entries} };
    is(join(' ', map { $_->{id} } @{ $book->{entries} }), join(' ', sort { enc($a) cmp enc($b) } keys %entry),
        'entries in the order of their ids');
    is(join(' ', unsorted_keys(slurp("$site/data/handbook.json"))), '', 'keys in the order of the alphabet');
    is(scalar(() = slurp("$site/data/handbook.json") =~ /^\{"address":/mg), scalar keys %entry, 'one entry on each line');
    my $case = $entry{'cases/one'};
    is_deeply($case->{fields}{events}, ['events/e2'], 'relations stand at both ends');
    is_deeply($entry{'terms/r2p'}{relations}{in}, [{ entry => 'cases/one', field => 'norms' }], 'with their fields');
    is_deeply($case->{fields}{force}, { qualifier => 'about', unit => 'thousand', value => 12.5 }, 'quantities have parts');
    is($case->{fields}{settled}, JSON::PP::true, 'what is true is true');
    is_deeply($case->{fields}{period}, { approximate => JSON::PP::true, edtf => '1999-09-08~/2009-04', from => '1999-09-08',
        to => '2009-04-30', uncertain => JSON::PP::false }, 'dates have their days');
    is_deeply($case->{citations}[0], { locator => '40–42', passage => $case->{sections}[0]{passages}[0]{anchor},
        prefix => 'see', source => 'sources/graham-2009' }, 'citations name passage, source and locator');
    is($case->{sections}[1]{title}, 'A section & its heading', 'text under its headings');
    like($case->{markdown}, qr/an editor's comment/, 'with `outputs: [entries]` the source is there');
    is(json("$own/data/handbook.json")->{entries}[0]{markdown} // 'null',
        slurp(root() . '/site.yaml') =~ /^outputs:.*entries/m ? json("$own/data/handbook.json")->{entries}[0]{markdown} : 'null',
        'and only then');
    my (@dead, %ids);
    for my $entry (@{ json("$own/data/handbook.json")->{entries} }) {
        my $page = $entry->{address} =~ s/#.*//r;
        $ids{$page} //= { map { $_ => 1 } slurp("$own/$page") =~ /\bid="([^"]+)"/g };
        push @dead, map { "$entry->{id}#$_" } grep { defined && !$ids{$page}{$_} }
            map { $_->{anchor}, map { $_->{anchor} } @{ $_->{passages} } } @{ $entry->{sections} };
    }
    is(join(' ', @dead), '', 'every passage of the handbook has an address on its page');
    ok(!grep({ /draft/ } keys %entry), 'no draft is in it');
}

sub enc { my ($text) = @_; utf8::encode($text); return $text }

# ---- references

sub test_bibtex {
    plan skip_all => 'bibutils is not installed' unless tool('bib2xml');
    for (["$site/data/references.bib", 3], ["$own/data/references.bib", undef]) {
        my ($file, $count) = @$_;
        my $text = slurp($file);
        $count //= () = glob(root() . '/content/sources/[a-z]*-[0-9]*.md');
        my ($status, $xml, $told) = run('bib2xml', $file);
        is($status, 0, 'bib2xml reads it');
        is(scalar(() = $xml =~ /<mods ID=/g), scalar(() = $text =~ /^\@\w+\{/mg), 'every entry of it');
        cmp_ok(scalar(() = $text =~ /^\@\w+\{/mg), '>=', $count, 'and every source is there');
        my @keys = $text =~ /^\@\w+\{([^,\s]+),/mg;
        my %seen;
        is(join(' ', grep { $seen{ lc $_ }++ } @keys), '', 'no key twice');
        is(join(' ', grep { /[^A-Za-z0-9._:+-]/ } @keys), '', 'keys that every tool takes');
        unlike($told, qr/error|unrecognized|mismatch/i, 'and it is content');
    }
    my ($xml) = (run('bib2xml', "$site/data/references.bib"))[1];
    utf8::decode($xml);
    like($xml, qr{<subTitle>the \{means\} of success in 100 % of the cases – an EU view</subTitle>}, 'braces come back');
    like($xml, qr{<namePart type="family">O.Neill &amp; Sons, Jr</namePart>}, 'a comma in a name');
    like($xml, qr{<namePart type="given">Томас</namePart>\s*<namePart type="family">Грэм</namePart>}, 'Cyrillic names');
    like($xml, qr{<name type="corporate">\s*<namePart>Department of State and Trade</namePart>|<name>\s*<namePart>Department of State and Trade</namePart>},
        'a body whose name holds "and" is one');
    like($xml, qr{<identifier type="doi">10\.1000/x_\(y\)%20z</identifier>}, 'a DOI without its address');
    like($xml, qr{<date>2009-11-0?3</date>}, 'its day');
    my ($depth, $worst) = (0, 0);
    for my $c (slurp("$site/data/references.bib") =~ /[{}]/g) { $depth += $c eq '{' ? 1 : -1; $worst = $depth if $depth < $worst }
    is("$depth $worst", '0 0', 'braces are balanced');
    done_testing();
}

# What CSL's schema for data asks for, in our words.
my %CSL_TYPE = map { $_ => 1 } qw(article article-journal article-magazine article-newspaper bill book broadcast chapter
  classic collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview
  legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance
  periodical personal_communication post post-weblog regulation report review review-book software song speech standard
  thesis treaty webpage);
my %CSL_NAME = map { $_ => 1 } qw(author chair collection-editor compiler composer container-author contributor curator
  director editor editorial-director executive-producer guest host illustrator interviewer narrator organizer
  original-author performer producer recipient reviewed-author script-writer series-creator translator);
my %CSL_DATE = map { $_ => 1 } qw(accessed available-date event-date issued original-date submitted);
my %CSL_TEXT = map { $_ => 1 } qw(id type citation-key abstract annote archive archive-place archive_collection
  archive_location authority call-number chapter-number citation-label citation-number collection-number
  collection-title container-title container-title-short dimensions division DOI edition event-place event-title
  first-reference-note-number genre ISBN ISSN issue journalAbbreviation jurisdiction keyword language license locator
  medium note number number-of-pages number-of-volumes original-publisher original-publisher-place original-title page
  page-first part-number part-title PMCID PMID printing publisher publisher-place references reviewed-genre
  reviewed-title scale section shortTitle source status supplement title title-short URL version volume volume-title
  year-suffix);

sub csl_problems {
    my ($item) = @_;
    my @problems;
    push @problems, 'no id'   unless length($item->{id} // '');
    push @problems, 'no type' unless $CSL_TYPE{ $item->{type} // '' };
    for my $key (keys %$item) {
        my $value = $item->{$key};
        if ($CSL_NAME{$key}) {
            for my $name (@$value) {
                push @problems, "$key: a name of another shape" unless join(' ', sort keys %$name) =~ /^(?:family given|literal)$/
                    && !grep { !length } values %$name;
            }
        } elsif ($CSL_DATE{$key}) {
            push @problems, "$key: no date" unless $value->{'date-parts'} || length($value->{literal} // '');
            push @problems, "$key: unknown part" if grep { !/^(?:date-parts|literal|season|circa|raw)$/ } keys %$value;
            for my $parts (@{ $value->{'date-parts'} // [] }) {
                push @problems, "$key: parts" unless @$parts >= 1 && @$parts <= 3 && !grep { !/^-?\d+$/ } @$parts;
            }
            push @problems, "$key: too many" if @{ $value->{'date-parts'} // [] } > 2;
        } elsif (!$CSL_TEXT{$key}) {
            push @problems, "CSL knows no $key";
        } elsif (ref $value || !length $value) {
            push @problems, "$key is no text";
        }
    }
    return map { ($item->{id} // '?') . ": $_" } @problems;
}

sub test_csl {
    is(scalar(() = csl_problems({ id => 'x', type => 'novel' })), 1, 'seen: a type that CSL has not');
    is(scalar(() = csl_problems({ id => 'x', type => 'book', author => [{ name => 'X' }] })), 1, 'seen: a name of another shape');
    is(scalar(() = csl_problems({ id => 'x', type => 'book', issued => { year => 1 } })), 2, 'seen: a date of another shape');
    is(scalar(() = csl_problems({ id => 'x', type => 'book', issued => { 'date-parts' => [['May']] } })), 1, 'seen: a month by name');
    is(scalar(() = csl_problems({ id => 'x', type => 'book', journal => 'J' })), 1, 'seen: a variable that CSL has not');
    for my $file ("$site/data/references.json", "$own/data/references.json", "$site/cases/one.json", "$site/sources/un-2005.json") {
        my $items = json($file);
        is(join("\n", map { csl_problems($_) } @$items), '', 'CSL-JSON: ' . $file =~ s{.*/([^/]+/[^/]+)$}{$1}r);
        my %seen;
        is(join(' ', grep { $seen{$_}++ } map { $_->{id} } @$items), '', 'no id twice');
    }
    my %item = map { $_->{id} => $_ } @{ json("$site/data/references.json") };
    is_deeply($item{'graham-2009'}{author}, [{ family => "O'Neill & Sons, Jr", given => 'Zoë' },
        { family => 'Грэм', given => 'Томас' }, { literal => 'Department of State and Trade' }], 'people and bodies');
    is_deeply($item{'graham-2009'}{issued}, { 'date-parts' => [[2009, 11, 3]] }, 'a day');
    is_deeply($item{'un-2005'}{issued}, { 'date-parts' => [[2005], [2006]] }, 'a range');
    my ($other) = grep { $_->{title} eq 'Über Völkerrecht' } values %item;
    is($other->{type}, 'document', 'a kind that CSL does not know');
    is_deeply($other->{issued}, { literal => '199X' }, 'a decade in its own words');
    is(json("$site/cases/one.json")->[0]{type}, 'entry-encyclopedia', 'an entry is cited as what it is');
    my @keys = slurp("$site/data/references.bib") =~ /^\@\w+\{([^,\s]+),/mg;
    is(join(' ', sort @keys), join(' ', sort keys %item), 'BibTeX and CSL have the same keys');
}

# ---- dates and places

sub test_events {
    my @rows = csv_rows(slurp("$site/data/events.csv"));
    is(scalar(grep { $_->{field} eq 'as_of' } @rows), 0, 'one field dates an entry');
    is(join(' ', map { "$_->{entry}/$_->{field}" } @rows), 'events/e1/date people/leader/born events/e3/date events/e2/date '
        . 'cases/one/phases.when cases/one/period cases/one/phases.when', 'by date, entries and their records');
    is((grep { $_->{field} eq 'phases.when' } @rows)[0]{title}, 'Opening', 'a record goes by its first text');
    is($rows[0]{title}, q{'=HYPERLINK("http://example.org";"formula")}, 'no spreadsheet takes a title for a formula');
    is("$rows[2]{from} $rows[2]{to} $rows[2]{certainty}", '1990-01-01 1999-12-31 uncertain', 'a decade has its days');
    is($rows[3]{to}, '', 'what goes on has no end');
    my @own = csv_rows(slurp("$own/data/events.csv"));
    my @records = slurp(root() . '/content/events.yaml') =~ /^- id:/mg;
    is(scalar(grep { $_->{type} eq 'event' } @own), scalar @records, "every event of the handbook is there");
}

sub test_places {
    for my $file ("$site/data/places.geojson", "$own/data/places.geojson") {
        my $map = json($file);
        is($map->{type}, 'FeatureCollection', 'a collection of features');
        my @wrong = grep {
            my $point = $_->{geometry};
            $_->{type} ne 'Feature' || !length $_->{id} || ref $_->{properties} ne 'HASH' || !exists $_->{geometry}
              || ($point && ($point->{type} ne 'Point' || @{ $point->{coordinates} } != 2
                || abs $point->{coordinates}[0] > 180 || abs $point->{coordinates}[1] > 90))
        } @{ $map->{features} };
        is(join(' ', map { $_->{id} // '?' } @wrong), '', 'each as RFC 7946 has it');
        my %seen;
        is(join(' ', grep { $seen{$_}++ } map { $_->{id} } @{ $map->{features} }), '', 'no id twice');
    }
    my ($rome) = grep { $_->{properties}{name} eq 'Rome, "caput"' } @{ json("$site/data/places.geojson")->{features} };
    is_deeply($rome->{geometry}{coordinates}, [12.49, 41.89], 'longitude first');
    my ($nowhere) = grep { $_->{properties}{name} =~ /^Nowhere/ } @{ json("$site/data/places.geojson")->{features} };
    is($nowhere->{geometry}, undef, 'a place without coordinates has no geometry');
}

# ---- what all of them promise

sub test_same_bytes {
    my $folder = work() . '/book';
    my %first = %{ files('book/out') };
    for my $other (['-j', 1], ['-j', 7]) {
        local $ENV{LC_ALL} = 'tr_TR.UTF-8';
        run(glossa(), '-C', $folder, 'build', '-q', '-o', 'again', @$other);
        my %again = %{ files('book/again') };
        is(join(' ', grep { ($again{$_} // '') ne $first{$_} } grep { m{^data/|\.(?:md|bib|json)$} } keys %first), '',
            "the same bytes with @$other");
    }
    my ($status, undef, $told) = run(glossa(), '-C', $folder, qw(build --timings -o out));
    like($told, qr/\b0 files written/, 'what has not changed keeps its file') or diag($told);
    spew('book/out2', '');
}

# A file that is longer or shorter than the published one, or differs late in it, is written anew.
sub test_rewritten {
    my $entry = "book/content/terms/top.md";
    my $before = slurp(work() . "/$entry");
    for my $text ("$before\nMuch more of it.\n", $before =~ s/The top; .*//sr, $before) {
        spew($entry, $text);
        is((run(glossa(), '-C', work() . '/book', qw(build -q -o out)))[0], 0, 'builds again');
        my ($status, $out) = run(glossa(), '-C', work() . '/book', qw(export handbook));
        is($out, slurp("$site/data/handbook.json"), 'the file is what the handbook is');
    }
}

sub test_nothing {
    spew('plain/site.yaml', "title: Plain\ntypes:\n  note: {folder: notes, label: {one: Note, many: Notes}}\n");
    spew('plain/content/index.md', "---\ntitle: Home\n---\nText.\n");
    spew('plain/content/notes/a.md', "---\ntitle: A\n---\nText.\n");
    is(system('cp', '-R', work() . '/book/templates', work() . '/plain/templates'), 0, 'a handbook without terms, sources, dates');
    glossa_run('plain', qw(build -q -o out));
    is(join(' ', sort grep { m{^data/.*\.(?!html)\w+$} } keys %{ files('plain/out') }),
        'data/handbook.json data/handbook.schema.json', 'has no file about nothing');
    is(validity(map { work() . "/plain/out/data/handbook$_.json" } '.schema', ''), '', 'and what it has is valid')
      if python_with('jsonschema');
    spew('plain/site.yaml', slurp(work() . '/plain/site.yaml') . "outputs: {data: false}\n");
    glossa_run('plain', qw(build -q -o out));
    is(join(' ', grep { m{^data/} } keys %{ files('plain/out') }), '', 'nor any data where site.yaml says so');
}

# Beside each page, with `outputs: [entries]`, and nothing else may stand there.
sub test_entries {
    is(slurp("$site/cases/one.md"), slurp(work() . '/book/content/cases/one.md'), 'the source of an entry, as it stands');
    ok(!-e "$site/terms/draft.md" && !-e "$site/events/e1.md", 'not of drafts, nor of records');
    my ($book) = map { $_->{markdown} } grep { $_->{id} eq 'cases/one' } @{ json("$site/data/handbook.json")->{entries} };
    like(slurp("$site/cases/one.md"), qr/\Q@{[enc($book)]}\E\z/, 'the JSON has what stands behind the front matter');
    spew('book/content/cases/one.json', '{}');
    my ($status, undef, $told) = glossa_run('book', 'check');
    is($status, 1, 'a file that would stand where a citation does');
    like($told, qr{content/cases/one\.json.*"cases/one\.json" is taken by content/cases/one\.md.*\[address-collision\]}, 'is told');
    unlink work() . '/book/content/cases/one.json';
}

SKIP: {
    skip 'no python3 with jsonschema', 1 unless python_with('jsonschema');
    subtest 'handbook.schema.json' => \&test_schema;
}
subtest 'handbook.json'   => \&test_handbook;
subtest 'references.bib'  => \&test_bibtex;
subtest 'references.json' => \&test_csl;
subtest 'events.csv'      => \&test_events;
subtest 'places.geojson'  => \&test_places;
subtest 'the same bytes'  => \&test_same_bytes;
subtest 'written anew'    => \&test_rewritten;
subtest 'about nothing'   => \&test_nothing;
subtest 'entries'         => \&test_entries;
done_testing();
