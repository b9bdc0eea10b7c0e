#!/usr/bin/env perl
# `glossa search`, and which files of the index a build writes.

use strict;
use warnings;
use FindBin qw($Bin);
use lib "$Bin/../command";
use Book qw(root work slurp spew glossa_run);
use JSON::PP qw(decode_json);
use Test::More;

my ($root, $work) = (root(), work());
my $book = "$work/book";

# (exit status, all that was said)
sub run {
    my ($status, $out, $err) = glossa_run('book', @_);
    return ($status, $out . $err);
}

sub entry { spew("book/content/terms/$_[0].md", "---\ntitle: $_[1]\ndefinition: $_[2]\n---\n\n$_[3]\n") }

my $settings = "title: T\nlang: en\nbase_url: https://a.example/\ntypes:\n  term:\n    folder: terms\n    role: glossary\n"
  . "    label: {one: Term, many: Terms}\n    fields:\n      definition: {type: text, required: true, means: skos:definition}\n";
spew('book/site.yaml', $settings);
spew('book/content/index.md', "---\ntitle: Home\n---\n\nSee [[mir]].\n");
entry('mir', 'Мир', 'Peace or world.', "A note.[^1] Beside [[war]] it stands \&amp; falls.\n\n[^1]: Marginalia here.");
entry('war', 'Война', 'War.', "## Heading words\n\n| a | b |\n|---|---|\n| celltext | x |");
entry('turn', 'Turn', "Here is a \xe2\x80\x8bturning point.", 'Text.');
system('cp', '-R', "$root/templates", "$root/static", $book) == 0 or die;

my ($status, $said) = run('search', 'mir');
is($status, 2, 'without an index it says so') or diag($said);
like($said, qr/glossa build/, 'and what to do');
($status, $said) = run('build', '-q');
is($status, 0, 'the handbook builds') or diag($said);
ok(-f "$book/public/search/manifest.js", 'there is an index');
for (['mir', 'Мир'], ['voina', 'Война'], ['vojna', 'Война'], ['marginalia', 'Мир'], ['celltext', 'Война'], ['"heading words"', 'Война'], ['"stands & falls"', 'Мир']) {
    my ($query, $title) = @$_;
    utf8::encode(my $wanted = do { utf8::decode(my $t = $title); $t });
    (undef, $said) = run('search', '--json', $query);
    utf8::encode(my $found = (decode_json($said)->{results}[0] // {})->{title} // '');
    is($found, $wanted, "$query finds $title");
}
($status, $said) = run('search', '--json', 'turning');
unlike($said, qr/\xe2\x80\x8b/, 'what a terminal does not show never reaches one');
like(decode_json($said)->{results}[0]{summary}, qr/a \x{200b}turning/, 'and is still there to read');
($status, $said) = run('search', '"falls stands"');
like($said, qr/nothing found/, 'a phrase is words in their order');
is($status, 0, 'which is no error');
($status) = run('search', '-n', 'x', 'mir');
is($status, 2, 'a count is a number');

my $before = qx(cd "$book/public" && cat search/*.js | cksum);
for my $jobs (1, 2, 5) {
    run('build', '-q', '-j', $jobs, '-o', "$work/again$jobs");
    is(qx(cd "$work/again$jobs" && cat search/*.js | cksum), $before, "the same bytes from $jobs workers");
}
spew('book/site.yaml', $settings . "outputs: {search: false}\n");
run('build', '-q');
ok(!-e "$book/public/search" && !-e "$book/public/search.html", 'outputs: {search: false} leaves it out');
unlike(slurp("$book/public/index.html") // die, qr/role="search"/, 'and the field in the header');
done_testing();
