#!/usr/bin/env perl
# What is drawn is what is told: on every page with a figure the marks of the drawing are counted against the list, the
# table or the sentences beside it, and against its data; each mark leads to something that is there; no figure is
# heavy. Over the handbook, and over one that nobody has seen: far years, places at the ends of the world, empty and
# negative numbers, more of everything than a drawing can hold.

use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../command";
use Book qw(root work slurp spew run glossa_run glossa);
use IO::Compress::Gzip qw(gzip);
use JSON::PP qw(decode_json);
use Test::More;

my $MOST_BYTES = 40 * 1024;
my %seen;

sub count { my ($text, $what) = @_; return scalar(() = $text =~ /$what/g) }

# The element that begins at $at, with what is in it.
sub element {
    my ($html, $at, $name) = @_;
    my $depth = 0;
    pos($html) = $at;
    while ($html =~ m{\G.*?<(/?)$name\b}gs) {
        $depth += $1 ? -1 : 1;
        return substr $html, $at, pos($html) - $at if !$depth;
    }
    return substr $html, $at;
}

sub left_out { my ($html) = @_; return $html =~ /class="view-note">[^<]*?(\d+)<\/p>/ ? $1 : 0 }

# CSV as RFC 4180 has it, to a list of lists.
sub parse_csv {
    my ($text) = @_;
    my (@rows, @row);
    while ($text =~ /\G(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gc) {
        my ($quoted, $plain, $end) = ($1, $2, $3);
        push @row, defined $quoted ? $quoted =~ s/""/"/gr : $plain;
        next if $end eq ',';
        push @rows, [@row];
        @row = ();
    }
    return \@rows;
}

sub check_links {
    my ($name, $site, $page, $html, $svg) = @_;
    my @dead;
    (my $folder = $page) =~ s{[^/]*$}{};
    for my $url ($svg =~ /<a href="([^"]*)"/g) {
        my ($path, $id) = $url =~ /^([^#]*)#?(.*)$/;
        my $target = $folder . $path;
        1 while $target =~ s{[^/]+/\.\./}{};
        my $there = $path eq '' ? $html : slurp("$site/$target");
        push @dead, $url if !defined $there || ($id ne '' && $there !~ /id="\Q$id\E"/);
    }
    is("@dead", '', "$name: what is drawn leads somewhere");
}

sub check_svg {
    my ($name, $site, $page, $html, $figure) = @_;
    for my $svg ($figure =~ /(<svg viewBox[^>]*role="group".*?<\/svg>)/gs) {
        gzip(\$svg, \my $packed) or die;
        cmp_ok(length $packed, '<=', $MOST_BYTES, "$name: the figure is light");
        unlike($svg, qr/NaN|inf\b|style=|-0[ "]/, "$name: nothing but numbers and classes");
        like($svg, qr/^<svg [^>]*><title>[^<]+\S/, "$name: it has a name");
        my ($width, $height) = $svg =~ /viewBox="0 0 ([\d.]+) ([\d.]+)"/;
        my @out = grep { $_ < 0 || $_ > $width } $svg =~ /(?:cx| x)="(-?[\d.]+)"/g;
        is("@out", '', "$name: all within the frame");
        check_links($name, $site, $page, $html, $svg);
    }
}

sub timeline {
    my ($name, $html, $figure, $rows) = @_;
    my $drawn = count($figure, '<circle class="point') + count($figure, '<path class="span');
    $drawn += $_ for $figure =~ /class="bin-count"[^>]*>(\d+)</g;
    is($drawn + left_out($figure), $rows, "$name: as many events as rows");
    my $told = count(join('', $figure =~ /<ol>.*?<\/ol>/gs), '<li');
    is($told, $rows, "$name: and as many in the list") if $figure !~ /view-listed/;
}

# A long list is parted by decade: no heading comes twice or stands above nothing, each can be gone to, and what is below
# one begins in it.
sub decades {
    my ($name, $html) = @_;
    my $heading = qr{<(p|h3)(?: class="view-decade")? id="([^"]*-(?:\d+|undated))"><a href="#\2">(\w+)</a>\s*</\1>\s*(<ol>.*?)(?=<p |<h3 id|<section|</section|</figure)}s;
    my (%times, @wrong);
    while ($html =~ /$heading/g) {
        my ($id, $title, $list) = ($2, $3, $4);
        $seen{decade}++;
        push @wrong, "$id twice"           if $times{$id}++;
        push @wrong, "$id without a list"  if $list !~ /<li/;
        my $prefix = substr $title, 0, 3;
        my @dates = $list =~ m{<span class="date">(.*?)</span>|<dt>Date</dt>\s*<dd>(.*?)</dd>}gs;
        push @wrong, "$id: $_" for grep { defined && /(\d{4})/ && substr($1, 0, 3) ne $prefix } @dates;
    }
    is("@wrong", '', "$name: headings by decade");
}

sub map_of_places {
    my ($name, $html, $figure, $rows) = @_;
    my $drawn = 0;
    $drawn += $1 // 1 while $figure =~ /aria-label="[^"]*?(?: \((\d+)\))?"><circle class="spot/g;
    is($drawn + left_out($figure), $rows, "$name: as many places as rows") if $figure =~ /<circle class="spot/;
    is(count($figure, '<tr id='), $rows, "$name: and as many in the table");
}

sub graph {
    my ($name, $html, $figure, $rows) = @_;
    my $told = 0;
    for my $one ($figure =~ /(<figure>.*?<\/figure>)/gs) {
        my ($svg) = $one =~ /(<svg viewBox[^>]*role="group".*?<\/svg>)/s;
        my ($others) = $one =~ /(<details.*?<\/details>)/s;
        my $sentences = count($one, '<span class="edge-label');
        my $undrawn = count($others // '', '<span class="edge-label');
        is(count($svg, '<path class="edge'), $sentences - $undrawn, "$name: as many lines as sentences");
        cmp_ok(count($svg, '<circle class="node'), '<=', 24, "$name: no tangle");
        $told += $sentences;
    }
    is($told, $rows, "$name: and as many in the data");
}

sub bars {
    my ($name, $html, $figure, $rows) = @_;
    is(count($figure, '<tr><th scope="row">'), $rows, "$name: as many rows as data");
    my @cells = $figure =~ /<td class="view-bar">(.*?)<\/td>/gs;
    my @empty = grep { /<rect/ ? !/<\/svg> [^<]*\d/ : !/not-coded/ } @cells;
    is(scalar @empty, 0, "$name: each bar has its number, and what has no number has no bar") or diag(@empty);
    my @far = grep { $_ > 100 } $figure =~ /<rect[^>]* x="([\d.]+)" width="([\d.]+)"/g;
    is("@far", '', "$name: all within the scale");
}

sub rows_of_list  { my ($name, $html, $figure, $rows) = @_; is(count($figure, '<li>'), $rows, "$name: each row is listed") }
sub rows_of_table { my ($name, $html, $figure, $rows) = @_; is(count($figure, '<tr><th scope="row"'), $rows, "$name: each row stands in the table") if $figure !~ /<tr><td><\/td>/ }

my %CHECKS = (timeline => \&timeline, map => \&map_of_places, graph => \&graph, bars => \&bars, list => \&rows_of_list,
    cards => \&rows_of_list, table => \&rows_of_table, matrix => \&rows_of_table);

sub check_view {
    my ($site, $page, $html, $kind, $id, $figure) = @_;
    my $name = "$page $kind $id";
    $seen{$kind}++;
    check_svg($name, $site, $page, $html, $figure);
    my ($csv) = $figure =~ /href="([^"]+)\.csv"/;
    return if !defined $csv;
    (my $folder = $page) =~ s{[^/]*$}{};
    my $stem = "$site/$folder$csv";
    my $rows = parse_csv(slurp("$stem.csv"));
    my $json = decode_json(slurp("$stem.json"));
    is(scalar @$json, $#$rows, "$name: CSV and JSON hold the same rows");
    is(scalar(grep { @$_ != @{ $rows->[0] } } @$rows), 0, "$name: each row has a cell for each name");
    my %names = map { $_ => 1 } @{ $rows->[0] };
    is(scalar keys %names, scalar @{ $rows->[0] }, "$name: no name twice");
    $CHECKS{$kind}->($name, $html, $figure, $#$rows) if $CHECKS{$kind};
    if ($kind eq 'map') {
        my $geo = decode_json(slurp("$stem.geojson"));
        is(scalar @{ $geo->{features} }, $#$rows, "$name: and so does GeoJSON");
    }
    is(count(slurp("$stem.graphml"), '<edge '), $#$rows, "$name: and so does GraphML") if $kind eq 'graph';
}

sub check_page {
    my ($site, $page) = @_;
    my $html = slurp("$site/$page");
    while ($html =~ /<(figure|div) class="view view-(\w+)[^"]*" id="([^"]+)"/g) {
        check_view($site, $page, $html, $2, $3, element($html, $-[0], $1));
    }
    if ($html =~ /<section class="neighbours"/) {
        my $section = element($html, $-[0], 'section');
        $seen{neighbours}++;
        is(count($section, '<path class="edge'), count($section, '<span class="edge-label'), "$page: neighbours are told");
        check_svg("$page neighbours", $site, $page, $html, $section);
        my ($svg) = $section =~ /(<svg.*?<\/svg>)/s;
        gzip(\$svg, \my $packed) or die;
        cmp_ok(length $packed, '<=', 6 * 1024, "$page: and are light");
    }
    decades($page, $html) if $html =~ /class="view view-timeline/;
    my @ids = $html =~ / id="([^"]+)"/g;
    my %times;
    my @twice = grep { $times{$_}++ == 1 } @ids;
    is("@twice", '', "$page: no id twice") if $html =~ /class="view /;
}

sub check_site {
    my ($site) = @_;
    %seen = ();
    my @pages = split /\n/, qx(cd "$site" && grep -rlE 'class="(view|neighbours)' --include='*.html' . | sed 's,^./,,' | LC_ALL=C sort);
    check_page($site, $_) for grep { $_ ne 'print.html' } @pages;
}

# All on one page: what leads to a row there leads to the row of its own entry.
sub check_print {
    my ($site) = @_;
    my $html = slurp("$site/print.html") // return fail('there is a print edition');
    my %times;
    $times{$_}++ for $html =~ / id="([^"]+)"/g;
    my @twice = grep { $times{$_} > 1 } keys %times;
    is("@twice", '', 'print edition: no id twice');
    my @dead = grep { !$times{$_} } $html =~ /href="#([^"]+)"/g;
    is("@dead[0 .. ($#dead > 9 ? 9 : $#dead)]", '', 'print edition: every link leads somewhere');
}

# --- the handbook

my ($status, undef, $said) = run(glossa, '-C', root, 'build', '-o', work . '/handbook');
is($status, 0, 'the handbook builds') or diag($said);
check_site(work . '/handbook');
check_print(work . '/handbook');
ok($seen{$_}, "the handbook has a $_") for qw(table matrix timeline decade map graph bars neighbours);

# --- an unseen one

my $plants = 60;
my $events = 2000;
my @places = ([90, 0], [-90, 0], [0, 180], [0, -180], [-18.1, 178.4], [-18.1, 178.4], [0, 0]);
my @dates = ('-0043', '-1200~', '00XX', '1405-03-02', '../-0300', '1990/..', '2020-21', '1566/1588', '2030');

spew('book/site.yaml', <<'YAML');
title: Field book
base_url: https://field.example/
types:
  plant:
    folder: plants
    role: glossary
    letter: P
    label: {one: Plant, many: Plants}
    fields:
      definition: {type: text}
      family: {type: choice, of: [Rosaceae, Fabaceae, مركبات]}
      height: {type: number}
      genus: {type: ref, to: plant, many: true, inverse: species, acyclic: true}
      relatives: {type: ref, to: plant, many: true, symmetric: true}
      found: {type: place, many: true}
      flowering: {type: period}
      uses: {type: record, many: true, fields: {use: {type: text}, by: {type: ref, to: book}, locator: {type: text}}}
  book:
    folder: books
    role: bibliography
    fields:
      year: {type: date, means: csl:issued}
  reading:
    file: readings.yaml
    page: all
    fields:
      station: {type: text}
      value: {type: quantity}
      date: {type: period}
      plant: {type: ref, to: plant}
YAML
system('cp', '-r', root . '/templates', root . '/static', work . '/book/') == 0 or die;
spew('book/content/land.geojson', slurp(root . '/content/land-110m.geojson'));
spew("book/content/books/b$_.md", "---\ntitle: Book $_\nyear: 175$_\n---\n") for 0 .. 3;
for my $i (0 .. $plants - 1) {
    my ($lat, $lon) = @{ $places[$i % @places] };
    my $title = ('Apple', 'قرطم العصفر', '牡丹花', 'A name that is far too long for any label in any drawing of any kind', '=1+1')[$i % 5];
    my $genus = $i ? "genus: [p" . int($i / 3) . "]\n" : '';
    my $height = $i % 4 ? 'height: ' . ($i - 30) * 1.5 . "\n" : '';
    $title =~ s/$/ $i/;
    my @others = grep { int($i / 3) != $_ && int($_ / 3) != $i } ($i + 20) % $plants, ($i - 20) % $plants;
    my $relatives = join ', ', map { "p$_" } @others;
    my $unknown = $i % 7 ? '' : ', {name: Nowhere}';
    my $family = ('Rosaceae', 'Fabaceae', 'مركبات')[$i % 3];
    spew("book/content/plants/p$i.md", <<"MD");
---
title: "$title"
number: @{[$i + 1]}
definition: "-2+3, \\"quoted\\""
family: $family
${height}${genus}relatives: [$relatives]
found: [{name: "Place $i", lat: $lat, lon: $lon}$unknown]
flowering: "$dates[$i % @dates]"
uses: [{use: "none", by: b@{[$i % 4]}, locator: "$i"}, {use: "disputed, by some", by: b1}]
---
MD
}
my $readings = '';
for my $i (0 .. $events - 1) {
    my $value = $i % 5 ? sprintf("{value: %.1f, unit: %s}", ($i % 200 - 100) * 1.7, $i % 2 ? 'mm' : 'kg') : '';
    my $date = $i % 10 ? ($i % 9 == 0 ? 1000 + $i . '~/..' : 1000 + $i % 997 . '-0' . ($i % 9 + 1)) : '';
    $readings .= "- id: r$i\n  title: Reading number $i of the whole long series\n  station: S@{[$i % 6]}\n  plant: p@{[$i % $plants]}\n";
    $readings .= "  value: $value\n" if $value;
    $readings .= "  date: $date\n"   if $date;
}
spew('book/content/readings.yaml', $readings);

my %views = (
    lists => ["show: list\nof: [plant, book]\ngroup: type\nsort: -title", "show: cards\nof: plant\nwhere: {height: {from: 0}}\ncolumns: [title, uses.use, height]",
        "show: index\nof: plant"],
    tables => ["show: table\nof: plant\ncolumns: [title, flowering, height, uses.use]\nsort: [-flowering, title]\nlimit: 40",
        "show: matrix\nof: plant\nsets: {Sizes: height, Uses: [uses.use, {field: family, source: uses}]}",
        "show: matrix\nof: plant\ndown: family\nacross: flowering\ncolumns: [title, height]",
        "show: table\nof: plant\neach: uses\ngroup: title\ncolumns: [use, title]"],
    times => ["show: timeline\nof: plant\ngroup: family", "show: timeline\nof: plant\nwhere: {flowering: {from: -0100, to: 1600}}"],
    many => ["show: timeline\nof: reading", "show: timeline\nof: reading\ngroup: station\nwhere: {station: [S1, S2]}"],
    all => ["show: timeline\nof: reading\ngroup: station"],
    maps => ["show: map\nof: plant\nland: land.geojson", "show: map\nof: plant\nland: land.geojson\narea: [170, -40, -150, 40]\ncolumns: [title, height]",
        "show: map\nof: plant\nwhere: {height: 0}", "show: map\nof: reading\nplace: plant.found"],
    graphs => ["show: graph\nof: plant", "show: graph\nof: plant\ngroup: family\nedges: genus", "show: graph\nof: plant\naround: p1"],
    bars => ["show: bars\nof: reading\ngroup: station\ncolumns: [title, value, date]", "show: bars\nof: plant\nvalue: height\ncolumns: [title, height]",
        "show: bars\nof: plant\nvalue: height\nwhere: {height: {from: 1000}}\ncolumns: [title, height]", "show: bars\nof: plant\nwhere: {id: p31}\ncolumns: [title, height]"],
);
for my $page (sort keys %views) {
    spew("book/content/$page.md", "---\ntitle: \u$page\n---\n" . join('', map { "```view\n$_\ncaption: Of $page\n```\n\n" } @{ $views{$page} }));
}

spew('book/site.yaml', slurp(work . '/book/site.yaml') . "outputs: [print]\n");

my $begun = time;
($status, undef, $said) = glossa_run('book', 'build', '-j1', '-o', work . '/out');
is($status, 0, 'a handbook of other types builds') or diag($said);
cmp_ok(time - $begun, '<=', 10, 'soon');
is(count($said, '\[view-empty\]'), 1, 'one view is empty, and told');
unlike($said, qr/error/, 'nothing else is wrong') or diag($said);
check_site(work . '/out');
check_print(work . '/out');
ok($seen{$_}, "it has a $_") for qw(list cards table matrix timeline decade map graph bars neighbours);
unlike(slurp(work . '/out/data/lists.csv'), qr/(?:^|,|\n)[=@]/, 'no cell of CSV is a formula');
like(slurp(work . '/out/data/many.csv'), qr/1000-01|1001/, 'dates stay as they are written');

($status) = glossa_run('book', 'build', '-j7', '-o', work . '/again');
is(qx(diff -r @{[work]}/out @{[work]}/again), '', 'seven threads draw the same');
done_testing();
