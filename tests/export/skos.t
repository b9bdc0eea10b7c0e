#!/usr/bin/env perl
# The glossary as SKOS, judged by rapper and by the integrity conditions of SKOS itself, checked one by one over what
# rapper reads; JSON-LD has to say the same; and every address has to lead to a page that is there.

use strict;
use warnings;
use utf8;
use FindBin qw($Bin);
use lib $Bin, "$Bin/../command";
use Book qw(root glossa work slurp run);
use Exported qw(built built_without_base tool triples json page_of);
use Test::More;

plan skip_all => 'rapper is not installed' unless tool('rapper');
binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);

my %NAMES = (skos => 'http://www.w3.org/2004/02/skos/core#', dcterms => 'http://purl.org/dc/terms/',
    xsd => 'http://www.w3.org/2001/XMLSchema#', rdf => 'http://www.w3.org/1999/02/22-rdf-syntax-ns#');
sub full { return $_[0] =~ s/^(\w+):/$NAMES{$1}/r }

# {subject => {"skos:broader" => [objects]}}
sub graph_of {
    my %graph;
    for (@{ $_[0] }) {
        my ($s, $p, $o) = @$_;
        for my $name (keys %NAMES) { $p =~ s/^\Q$NAMES{$name}\E/$name:/ }
        push @{ $graph{$s}{$p} }, $o;
    }
    return \%graph;
}

sub objects { my ($graph, $s, $p) = @_; return @{ $graph->{$s}{$p} // [] } }

sub above {
    my ($graph, $start) = @_;
    my (%seen, @queue) = ();
    push @queue, map { objects($graph, $start, "skos:$_") } qw(broader broadMatch);
    while (defined(my $next = shift @queue)) {
        push @queue, map { objects($graph, $next, "skos:$_") } qw(broader broadMatch) unless $seen{$next}++;
    }
    return \%seen;
}

sub literal { return "$_[0]{value}\@$_[0]{lang}" }

# What breaks SKOS's conditions, in words.
sub problems {
    my ($graph) = @_;
    my @problems;
    my %of = map { my $class = $_; $class => { map { $_ => 1 } grep { grep { $_ eq full("skos:$class") }
        objects($graph, $_, 'rdf:type') } keys %$graph } } qw(Concept ConceptScheme Collection);
    push @problems, map { "S9: $_ is a scheme and a concept" } grep { $of{ConceptScheme}{$_} } keys %{ $of{Concept} };
    push @problems, map { "S37: $_ is a collection and something else" }
        grep { $of{Concept}{$_} || $of{ConceptScheme}{$_} } keys %{ $of{Collection} };
    for my $s (sort keys %{ $of{Concept} }) {
        my (%kinds, %preferred);
        for my $kind (qw(prefLabel altLabel hiddenLabel)) {
            for my $label (objects($graph, $s, "skos:$kind")) {
                $kinds{ literal($label) }{$kind}++;
                $preferred{ $label->{lang} }++ if $kind eq 'prefLabel';
            }
        }
        push @problems, map { "S13: $s: $_ is a label of two kinds" } grep { keys %{ $kinds{$_} } > 1 } keys %kinds;
        push @problems, map { "S14: $s has several preferred labels in $_" } grep { $preferred{$_} > 1 } keys %preferred;
        push @problems, "$s has no preferred label" unless %preferred;
        my $above = above($graph, $s);
        push @problems, "$s is above itself" if $above->{$s};
        for my $kind (qw(related relatedMatch)) {
            push @problems, map { "S27: $s: $_ is related and above" } grep { $above->{$_} } objects($graph, $s, "skos:$kind");
        }
        my %exact = map { $_ => 1 } objects($graph, $s, 'skos:exactMatch');
        push @problems, map { "S46: $s: $_ is an exact match and another" }
            grep { $exact{$_} } map { objects($graph, $s, "skos:$_") } qw(broadMatch narrowMatch relatedMatch);
        my @pairs = ([qw(broader narrower)], [qw(narrower broader)], [qw(related related)], [qw(closeMatch closeMatch)],
            [qw(exactMatch exactMatch)], [qw(relatedMatch relatedMatch)], [qw(broadMatch narrowMatch)],
            [qw(narrowMatch broadMatch)]);
        for (@pairs) {
            my ($there, $back) = @$_;
            for my $o (grep { $of{Concept}{$_} } objects($graph, $s, "skos:$there")) {
                push @problems, "$s $there $o is told at one end only"
                    unless grep { $_ eq $s } objects($graph, $o, "skos:$back");
            }
        }
        my @schemes = objects($graph, $s, 'skos:inScheme');
        push @problems, "$s is in no scheme that there is" unless @schemes && !grep { !$of{ConceptScheme}{$_} } @schemes;
        my $top = grep { my $o = $_; grep { $_ eq $s } objects($graph, $o, 'skos:hasTopConcept') } @schemes;
        push @problems, "$s is a top concept and is not" if $top == !!objects($graph, $s, 'skos:broader');
        push @problems, "$s: topConceptOf and hasTopConcept differ" if $top != objects($graph, $s, 'skos:topConceptOf');
    }
    return @problems;
}

# The checker itself has to see what it looks for.
sub test_checker {
    my @slips = (
        'S9'    => '<a> a skos:Concept, skos:ConceptScheme .',
        'S13'   => '<a> skos:altLabel "x"@en ; skos:hiddenLabel "x"@en .',
        'S14'   => '<a> skos:prefLabel "y"@en .',
        'S27'   => '<a> skos:related <c> . <c> skos:related <a> .',
        'S37'   => '<a> a skos:Collection .',
        'S46'   => '<a> skos:exactMatch <http://x> ; skos:broadMatch <http://x> .',
        'above itself' => '<c> skos:broader <a> . <a> skos:narrower <c> .',
        'one end only' => '<b> skos:related <a> .',
        'no scheme'    => '<d> a skos:Concept ; skos:prefLabel "d"@en .',
    );
    my $good = join "\n", (map { "\@prefix $_: <$NAMES{$_}> ." } sort keys %NAMES),
        '<s> a skos:ConceptScheme ; skos:hasTopConcept <c> .',
        '<a> a skos:Concept ; skos:inScheme <s> ; skos:prefLabel "x"@de, "a"@en ; skos:broader <b> .',
        '<b> a skos:Concept ; skos:inScheme <s> ; skos:prefLabel "b"@en ; skos:narrower <a> ; skos:broader <c> .',
        '<c> a skos:Concept ; skos:inScheme <s> ; skos:topConceptOf <s> ; skos:prefLabel "c"@en ; skos:narrower <b> .';
    my $try = sub {
        my $file = work() . '/try.ttl';
        open my $out, '>:utf8', $file or die;
        print {$out} "$good\n$_[0]\n";
        close $out or die;
        return problems(graph_of(triples($file, 'http://example.org/x')));
    };
    is(join("\n", $try->('')), '', 'the checker has nothing against what is right');
    while (my ($name, $slip) = splice @slips, 0, 2) {
        ok(scalar(grep { index($_, $name) >= 0 } $try->($slip)), "it sees: $name");
    }
}

# Every address of our own leads to a page, and its anchor is there.
sub dead {
    my ($site, $base, $triples) = @_;
    my (@dead, %text);
    for my $address (map { ($_->[0], ref $_->[2] ? () : $_->[2]) } @$triples) {
        next unless index($address, $base) == 0;
        my ($file, $anchor) = page_of($site, $base, $address);
        my $found = -f $file;
        $found &&= ($text{$file} //= slurp($file)) =~ /\bid="\Q$anchor\E"/ if defined $anchor;
        push @dead, $address unless $found;
    }
    return @dead;
}

# JSON-LD, as far as we write it, to triples.
sub triples_of_json {
    my ($data, $base) = @_;
    my $context = $data->{'@context'};
    my $expand = sub { my ($name) = @_; $name =~ s/^(\w+):(?!\/\/)/$context->{$1}/e if $name =~ /^(\w+):/ && $context->{$1}; $name };
    my $resolve = sub { my ($address) = @_; $address =~ m{^\w+:} ? $address : $base =~ s{[^/]*/[^/]*$}{}r . $address =~ s{^\.\./}{}r };
    my @triples;
    for my $node (@{ $data->{'@graph'} }) {
        my $s = $resolve->($node->{'@id'});
        push @triples, [$s, full('rdf:type'), $expand->($node->{'@type'})];
        for my $key (grep { !/^@/ } keys %$node) {
            for my $o (@{ $node->{$key} }) {
                push @triples, [$s, $expand->($key), exists $o->{'@id'} ? $resolve->($o->{'@id'})
                    : { value => $o->{'@value'}, lang => lc($o->{'@language'} // ''), type => $expand->($o->{'@type'} // '') }];
            }
        }
    }
    return \@triples;
}

sub spelled {
    return join "\n", sort map { my ($s, $p, $o) = @$_; "$s $p " . (ref $o ? literal($o) . "^$o->{type}" : $o) } @{ $_[0] };
}

sub test_scheme {
    my ($name, $site, $base, $file_base) = @_;
    my $triples = triples("$site/data/glossary.ttl", $file_base);
    my $graph = graph_of($triples);
    my @concepts = grep { grep { $_ eq full('skos:Concept') } objects($graph, $_, 'rdf:type') } keys %$graph;
    cmp_ok(scalar @concepts, '>=', 6, "$name: there are concepts");
    is(join("\n", problems($graph)), '', "$name: SKOS's conditions hold");
    is(join("\n", dead($site, $base, $triples)), '', "$name: every address leads somewhere");
    is(spelled(triples_of_json(json("$site/data/glossary.jsonld"), $file_base // $base)), spelled($triples),
        "$name: JSON-LD says the same");
    is(join(' ', grep { !/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[a-z0-9]{5,8})*$/i } map { $_->[2]{lang} }
        grep { ref $_->[2] && $_->[1] =~ /Label$/ } @$triples), '', "$name: labels have languages");
    return $graph;
}

sub labels {
    my ($graph, $s, $kind) = @_;
    return join ' | ', sort map { literal($_) } objects($graph, $s, "skos:$kind");
}

test_checker();
my $base = 'https://example.org/book/';
my $graph = test_scheme('a handbook with everything', built('with'), $base);
my $term = "${base}terms/mirotvorchestvo.html";
is(labels($graph, $term, 'prefLabel'), 'Mirotvorchestvo@en | mirotvorchestvo@ru-latn-alalc97 | миротворчество@ru',
    'one preferred label in each language and script');
is(labels($graph, $term, 'altLabel'), 'peace creation@en', 'another name');
is(labels($graph, $term, 'hiddenLabel'), 'mirotvorčestvo@ru-latn-alalc97 | миротворчества@ru',
    'inflections and other spellings are hidden');
my $maxim = "${base}terms/shiyi.html";
is(labels($graph, $maxim, 'prefLabel'), 'Shiyi changji@en | shīyí chángjì@zh-latn-pinyin | 师夷长技@zh-hans', 'Han and pinyin');
is(labels($graph, $maxim, 'altLabel'), '師夷長技@zh-hant', 'traditional characters are told from simplified ones');
is(labels($graph, "${base}terms/marked.html", 'altLabel'),
    'diplomacy of the people@en | narodnaya diplomatiya@ru-latn | λόγος@el | народная дипломатия@ru',
    'without a field for it: what the text marks as foreign, or what the script says');
is(labels($graph, "${base}terms/r2p.html", 'prefLabel'),
    'Responsibility to protect@en | otvetstvennost po zashchite@ru-latn | ответственность по защите@ru', 'or what a form says');
like(labels($graph, "${base}terms/practice.html", 'prefLabel'), qr/ практика\@und-cyrl$/, 'Cyrillic without a word of its language is not English');
is_deeply([objects($graph, "${base}terms/top.html", 'skos:broader')], [], 'a ring is opened');
is_deeply([objects($graph, "${base}terms/top.html", 'skos:related')], [], 'what is above is not related as well');
is_deeply([objects($graph, "${base}terms/r2p.html", 'skos:broadMatch')], [], 'an exact match is not broader as well');
is(objects($graph, "${base}terms/r2p.html", 'skos:exactMatch'), 2, 'terms of other vocabularies');
is(($graph->{$term}{'skos:scopeNote'}[0]{value}) , "Not peacekeeping:\n\nsee R2P.", 'notes without mark-up');

my $site = built_without_base('without');
test_scheme('without base_url, relative to the file', $site, "http://elsewhere.example/deep/er/",
    'http://elsewhere.example/deep/er/data/glossary.ttl');
unlike(slurp("$site/data/glossary.ttl"), qr{https?://(?!www\.w3\.org|purl\.org|creativecommons\.org|example\.org/v)},
    'and no address is made up');

my $own = work() . '/own';
my ($status, undef, $told) = run(glossa(), '-C', root(), qw(build -q -o), $own);
is($status, 0, 'the repository\'s handbook builds') or diag($told);
test_scheme('the handbook', $own, 'https://contested-norms.example/');
done_testing();
