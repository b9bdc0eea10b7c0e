#!/usr/bin/env perl
# `glossa export`: each file of data/ alone, on standard output or in a file that is there whole or not at all.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(root glossa work slurp spew run glossa_run files);
use Test::More;

my $book = work() . '/book';
system('cp', '-R', root() . '/tests/golden/data', $book) == 0 or die;
system('cp', '-R', root() . '/tests/golden/_templates', "$book/templates") == 0 or die;
system("cd '$book' && sh -e setup") == 0 or die;

my ($status, $help) = glossa_run('.', qw(export --help));
is($status, 0, 'help needs no handbook');
my ($list) = $help =~ /^FORMAT:\n(.*?)\n\n/ms;
my @formats = $list =~ /^ {4}([\w-]+)/mg;
cmp_ok(scalar @formats, '>=', 9, 'it lists the formats');
my %file = map { /STR_INIT\("([\w-]+)"\), STR_INIT\("(data\/[\w.]+)"\)/g } slurp(root() . '/generator/model/data_files.c');
is(join(' ', sort @formats), join(' ', sort keys %file), 'those of the table');
like((glossa_run('.', qw(completion bash)))[1], qr/^ +export\) .*words="\Q@formats\E"/m, 'which shells complete');
like((glossa_run('.', qw(help --man=glossa)))[1], qr/^\.It Cm \Q$_\E$/m, "and the manual has: $_") for @formats;

is((glossa_run('book', qw(build -q -o out)))[0], 0, 'a handbook with everything builds');
for my $format (@formats) {
    my $built = slurp("$book/out/$file{$format}");
    my ($name) = $file{$format} =~ m{/(.*)};
    for my $called ($format, $name, $file{$format}) {
        my ($code, $out, $told) = glossa_run('book', 'export', $called);
        is("$code$told", '0', "export $called");
        ok($out eq $built, 'gives what a build writes');
    }
    glossa_run('book', 'export', $format, '-o', 'alone');
    ok(slurp("$book/alone") eq $built, "and so does -o: $format");
}

# A file is exchanged, not written over, and keeps its mode; nothing is left beside it.
spew('book/alone', 'what was there');
chmod 0600, "$book/alone" or die;
link "$book/alone", "$book/other" or die;
glossa_run('book', qw(export csl -o alone));
is(slurp("$book/other"), 'what was there', 'a file is exchanged, not written over');
is((stat "$book/alone")[2] & 07777, 0600, 'and keeps its mode');
symlink 'alone', "$book/link" or die;
glossa_run('book', qw(export bibtex -o link));
ok(-l "$book/link" && slurp("$book/alone") =~ /^\@/, 'a link is followed');
is((glossa_run('book', qw(export csl -o), "$book/out"))[0], 3, 'a folder is no file');
my ($code, undef, $told) = glossa_run('book', qw(export csl -o nowhere/x.json));
is($code, 3, 'a folder that is not there');
like($told, qr{cannot write "nowhere/x\.json": No such file}, 'is told');
is((glossa_run('book', qw(export csl -o /dev/null)))[0], 0, 'a device is written as it is');
is((glossa_run('book', qw(export csl -o -)))[1], slurp("$book/out/data/references.json"), '- is standard output');
SKIP: {
    skip 'there is no /dev/full', 3 unless -c '/dev/full';
    is((glossa_run('book', qw(export handbook -o /dev/full)))[0], 3, 'a full device');
    my ($full, undef, $why) = run('sh', '-c', glossa() . " -C '$book' export handbook >/dev/full");
    is($full, 3, 'a full disk behind a redirection');
    like($why, qr/cannot write "standard output": No space left/, 'is told');
}
is(join(' ', grep { /glossa-\d/ } keys %{ files('book') }), '', 'nothing is left behind');

# Whoever reads may have had enough, with SIGPIPE or without.
for my $before ('', 'trap "" PIPE; ') {
    my ($quiet, $out, $said) = run('bash', '-c', "$before'" . glossa() . "' -C '" . root() . "' export handbook | head -c 20");
    is("$quiet " . length($out) . $said, '0 20', 'a pipe that closes is no trouble');
}

# What is asked for and is not there.
($code, my $out, $told) = glossa_run('book', qw(export bibtext));
is("$code$out", '2', 'no such format');
like($told, qr/no format "bibtext"; did you mean "bibtex"\?/, 'a suggestion');
($code, undef, $told) = glossa_run('book', qw(export spreadsheet));
like($told, qr/glossa help export/, 'or where the list is');
is((glossa_run('book', 'export'))[0], 2, 'no format at all');
is((glossa_run('.', qw(export csl)))[0], 2, 'no handbook here');

# The base can be another; errors are told and nothing is written.
like((glossa_run('book', qw(export skos --base-url https://other.example/x)))[1], qr{<https://other\.example/x/terms/top\.html>},
    'another base_url');
is((glossa_run('book', qw(export skos --base-url nonsense)))[0], 2, 'which has to be one');
like((glossa_run('book', qw(export handbook --drafts)))[1], qr{"id":"terms/draft"}, 'drafts, where they are asked for');
spew('book/content/broken.md', "---\ntitle: Broken\n---\n[[nowhere]]\n");
unlink "$book/alone";
($code, $out, $told) = glossa_run('book', qw(export csl -o alone));
is("$code$out", '1', 'a handbook with errors');
like($told, qr{content/broken\.md:4:3: error: .*\[link-unknown\]}, 'which are told');
ok(!-e "$book/alone", 'and nothing is written');
unlink "$book/content/broken.md";

# `outputs:` has no say, and what there is nothing for is empty but valid.
spew('plain/site.yaml', "title: Plain\noutputs: {data: false}\n");
spew('plain/content/index.md', "---\ntitle: Home\n---\nText.\n");
like((glossa_run('plain', qw(export handbook)))[1], qr/"id":"index"/, 'whatever `outputs:` says');
($code, $out, $told) = glossa_run('plain', qw(export places));
is($code, 0, 'a handbook without places');
is($out, qq({"type":"FeatureCollection","features":[]}\n), 'has an empty collection');
like($told, qr/has nothing for "places"/, 'and is told so');
is((glossa_run('plain', qw(export csl)))[1], "[]\n", 'no sources');
like((glossa_run('plain', qw(export events)))[1], qr/\Afrom,to,date,[\w,]+\r\n\z/, 'no dates: the names of the columns');
done_testing();
