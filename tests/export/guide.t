#!/usr/bin/env perl
# The guide to the data: its commands are run as readers would, in a folder with the files, and each has to answer; every
# file that there is stands in its table, and on the page that lists them.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin, "$Bin/../command";
use Book qw(root glossa work slurp spew run);
use Exported qw(tool);
use Test::More;

my $own = work() . '/own';
is((run(glossa(), '-C', root(), qw(build -q -o), $own))[0], 0, "the repository's handbook builds");
my $guide = slurp(root() . '/content/guides/data.md');

my @blocks;
push @blocks, [$1, $2] while $guide =~ /^```(sh|python)\n(.*?)^```$/gms;
cmp_ok(scalar @blocks, '>=', 9, 'there are commands');
for my $block (@blocks) {
    my ($language, $text) = @$block;
    my ($name) = $text =~ /^(.{0,60})/;
    spew('block', $text);
    my ($program) = $language eq 'sh' ? $text =~ /^(\w+)/ : 'python3';
    SKIP: {
        skip "$program is not installed", 2 unless tool($program);
        my $shell = $language eq 'sh' ? 'set -e -o pipefail; . ' . work() . '/block' : 'python3 ' . work() . '/block';
        my ($status, $out, $told) = run('bash', '-c', "cd '$own/data' && $shell");
        is("$status$told", '0', "works: $name") or diag($told);
        like($out, qr/\S.*\n/, "and answers: $name");
    }
}

my ($table) = $guide =~ /^(\| File .*?)\n\n/ms;
my $page = slurp("$own/data/index.html");
for my $file (map { m{([^/]+)$} } glob "$own/data/{handbook,glossary,references,places}.* $own/data/events.csv") {
    like($table, qr/`\Q$file\E`/, "$file stands in the guide") unless $file =~ /\.gz$/;
    like($page, qr/<a href="\Q$file\E"/, 'and on the page about the data');
}
for my $extension (qw(md bib json)) {
    like(slurp("$own/cases/syria.html"), qr{<link rel="alternate" type="[^"]+" href="syria\.$extension"}, ".$extension is named in the head");
    ok(-s "$own/cases/syria.$extension", 'and there');
}
like(slurp("$own/glossary.html"), qr{<link rel="alternate" type="text/turtle" href="data/glossary\.ttl"}, 'the glossary names its SKOS');
like(slurp("$own/bibliography.html"), qr{<link rel="alternate" type="application/x-bibtex" href="data/references\.bib"}, 'the bibliography its BibTeX');
like(slurp("$own/cases/syria.html"), qr{<p class="cite-files">.*href="syria\.bib".*BibTeX}, 'an entry offers its citation where it is cited');
done_testing();
