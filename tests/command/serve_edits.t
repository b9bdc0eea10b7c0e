#!/usr/bin/env perl
# `glossa serve` while somebody edits: after any sequence of edits it serves what a clean build makes, byte for byte, and
# nothing more; when a clean build fails, it says the same as that, and the last good site stays.
#
# The edits are the same each time, but for how they fall together; others to look further:
#   EDITS=5000 SEED=42 prove tests/command/serve_edits.t

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(work glossa slurp spew run glossa_run);
use File::Path qw(make_path remove_tree);
use Serving qw(start stop get status body hear listen_in clean_build log_text wait_for logged);
use Test::More;
use Time::HiRes qw(sleep time);

my $edits = $ENV{EDITS} // 500;
my $seed  = $ENV{SEED}  // 1;
my $book  = work() . '/book';
my ($good, %seen, %looks, @done);    # the files of the last good site; addresses there ever were; edits of this round

srand $seed;

# ---- edits ----

sub pick { return $_[int rand @_] }

my @TERMS = qw(alpha beta gamma delta);

# From a file in content/notes/, or in a folder there.
sub sentence {
    my ($up) = @_;
    return pick(
        'It names alpha and the beta thing; gamma comes later.',
        'See [[terms/concordance]] and [[first-note]].',
        'As [@example-2024, ' . int(rand 90) . '] says, a delta is no alpha.',
        'Plain words, number ' . int(rand 1000) . '.',
        "> [!NOTE]\n> A word on concordance.",
        "## Heading " . int(rand 5) . "\n\nUnder it, a sentence about beta.",
        '[[second]]' . (rand() < 0.5 ? '' : " and [a file]($up/pictures/dot.png)"),
        "![a dot]($up/pictures/dot.png)",
        "```view\nshow: list\nof: note\nsort: [title]\n```",
    );
}

my $aliases = 0;

sub note_text {
    my ($name, $up) = @_;
    my $text = "---\ntitle: Note $name " . int(rand 50) . "\nsummary: Of $name.\n";
    $text .= "draft: true\n"                     if rand() < 0.1;
    $text .= "aliases: [old/" . $aliases++ . ".html]\n" if rand() < 0.2;
    $text .= "tags: [" . pick(qw(red green)) . "]\n" if rand() < 0.3;
    $text .= "about: concordance\n"              if rand() < 0.3;
    return "$text---\n" . join("\n\n", map { sentence($up) } 1 .. 1 + int rand 4) . "\n";
}

sub term {
    my ($name) = @_;
    my $title = ucfirst $name;
    my $forms = rand() < 0.3 ? "forms: [$name thing]\n" : '';
    return "---\ntitle: $title\ndefinition: What $name is, " . int(rand 9) . ".\n$forms---\nA term about " . pick(@TERMS) . ".\n";
}

# Those that nothing depends on.
sub notes { return grep { !m{/(?:first-note|second|index)\.md$} } glob("$book/content/notes/*.md $book/content/notes/*/*.md") }
sub up_from { return $_[0] =~ m{/notes/[^/]+/} ? '../..' : '..' }
sub remove { unlink $_[0] }

# As vim does: the old file aside, a new one in its place, the old one gone.
sub save_as_vim {
    my ($path, $text) = @_;
    rename "$book/$path", "$book/$path~";
    spew("book/content/notes/4913", '') && unlink "$book/content/notes/4913" if rand() < 0.5;
    spew("book/$path", $text);
    unlink "$book/$path~";
}

# As most others do: a new file beside it, moved over it.
sub save_by_rename {
    my ($path, $text) = @_;
    spew("book/$path.tmp~", $text);
    rename "$book/$path.tmp~", "$book/$path";
}

my @SAVES = (sub { spew("book/$_[0]", $_[1]) }, \&save_as_vim, \&save_by_rename);

my @GIT = ('git', '-C', $book, '-c', 'user.name=N', '-c', 'user.email=n@example.org');
my %EDITS = (
    note          => sub { my $n = 'n' . int rand 12; pick(@SAVES)->("content/notes/$n.md", note_text($n, "..")) },
    deep_note     => sub { my $n = 'd' . int rand 4; pick(@SAVES)->("content/notes/deep/$n.md", note_text($n, "../..")) },
    body          => sub { my $n = pick(notes()) // return; spew(substr($n, length(work()) + 1), slurp($n) . sentence(up_from($n)) . "\n") },
    second        => sub { spew('book/content/notes/second.md', note_text("second", "..")) },
    term          => sub { my $n = pick(@TERMS); pick(@SAVES)->("content/terms/$n.md", term($n)) },
    remove        => sub { remove(pick(notes()) // return) },
    remove_term   => sub { remove("$book/content/terms/" . pick(@TERMS) . '.md') },
    rename        => sub { my $n = pick(grep { up_from($_) eq '..' } notes()) // return; rename $n, "$book/content/notes/n" . int(rand 12) . '.md' },
    rename_folder => sub { rename "$book/content/notes/deep", "$book/content/notes/other" or rename "$book/content/notes/other", "$book/content/notes/deep" },
    index         => sub { rand() < 0.5 ? remove("$book/content/notes/index.md") : spew('book/content/notes/index.md', "---\ntitle: The notes " . int(rand 9) . "\n---\n" . sentence("..") . "\n") },
    records       => sub {
        my $i = 0;
        spew('book/content/events.yaml', join '', map { $i++; "- {id: e$i, title: Event $i " . int(rand 20) . ", when: 19" . (10 + int rand 80) . "}\n" } 1 .. 1 + int rand 5);
    },
    picture => sub { spew('book/content/pictures/dot.png', "\x89PNG\r\n\x1a\n\0\0\0\rIHDR" . pack('N2', 1 + int rand 40, 1 + int rand 40) . "\x08\2\0\0\0") },
    script  => sub { spew('book/static/js/own' . int(rand 2) . '.js', '/* ' . int(rand 1000) . ' */') },
    remove_script => sub { remove("$book/static/js/own" . int(rand 2) . '.js') },
    styles  => sub { spew('book/static/css/own.css', 'body { margin: ' . int(rand 1000) . 'px }') },
    template => sub { spew('book/templates/site-footer.html', '<footer>' . int(rand 1000) . " {{site.title}}</footer>\n") },
    head     => sub { rand() < 0.5 ? remove("$book/templates/head.html") : spew('book/templates/head.html', '<meta name="x" content="' . int(rand 100) . "\">\n") },
    settings => sub { spew('book/site.yaml', slurp("$book/site.yaml") =~ s/^subtitle: .*$/'subtitle: S' . int rand 1000/mre) },
    words    => sub { spew('book/templates/words.yaml', slurp("$book/templates/words.yaml") =~ s/^(\s+)search: .*$/"$1search: Find" . int rand 10/mre) },
    commit   => sub { run(@GIT, 'add', '-A'); run(@GIT, 'commit', '-qm', 'Change ' . int rand 1000) },
    touch    => sub { my $n = pick(notes()) // return; utime undef, undef, $n },
    swap_files => sub { spew('book/content/notes/.n1.md.swp', 'x'); spew('book/content/notes/#n1.md#', 'x'); unlink "$book/content/notes/.n1.md.swp", "$book/content/notes/#n1.md#" },
);
my @KINDS = (('note') x 4, ('body') x 6, ('second') x 2, ('term') x 2, sort keys %EDITS);

# What is wrong, in another file each, and how it is mended.
my %WRONGS = (
    link     => ['content/wrong.md', "---\ntitle: Wrong\n---\n[[nowhere]] and \"<script>alert(1)</script>\"\n"],
    yaml     => ['content/wrong.md', "---\ntitle: [Wrong\n---\nText.\n"],
    field    => ['content/notes/wrong.md', "---\ntitle: Wrong\n---\nNo summary.\n"],
    template => ['templates/site-footer.html', "<footer>{{#unclosed}}</footer>\n"],
    name     => ['templates/site-footer.html', "<footer>{{site.tittle}}</footer>\n"],
    endless  => ['templates/site-footer.html', "<footer>{{> site-footer}}</footer>\n"],
    drawing  => ['templates/views/list.html', undef],       # is gone, though a page may want it
    settings => ['site.yaml', "title: X\ntypes: [\n"],
    record   => ['content/events.yaml', "- {id: e1}\n- {id: e1, title: Twice}\n"],
    outside  => ['content/notes/out.md', \'/etc/passwd'],    # a link
    nowhere  => ['static/js/gone.js', \'nothing'],
    address  => ['content/notes/wrong.md', "---\ntitle: Wrong\nsummary: x\naliases: [terms/concordance.html]\n---\nText.\n"],
);

# ---- comparing ----

# "file:line:col: severity: … [code]", in order.
sub said { return join "\n", $_[0] =~ /^(\S+: (?:error|warning): .*\[[a-z-]+\])$/mg }

# The first line in which two texts differ, of either.
sub first_difference {
    my @lines = map { [split /\n/] } @_;
    my $at = 0;
    $at++ while $at < @{ $lines[0] } && ($lines[0][$at] // '') eq ($lines[1][$at] // '');
    return join ' | ', map { substr $_->[$at] // 'nothing', 0, 600 } @lines;
}

# What the server gives otherwise than the files say, or beyond them.
sub differences {
    my ($files) = @_;
    my @wrong = grep { body(get("/$_")) ne $files->{$_} } sort keys %$files;
    $wrong[0] .= ': ' . first_difference(body(get("/$wrong[0]")), $files->{ $wrong[0] }) if @wrong;
    return @wrong, grep { !exists $files->{$_} && status(get("/$_")) eq '200' } sort keys %seen;
}

# Until the server has caught up; what is still different after ten seconds. What the last good site was is only known
# when what is wrong came alone: of several edits at once, some may have been served before.
sub settle {
    my ($alone) = @_;
    my ($status, $files, $err) = clean_build($book);
    $good = !$status ? $files : $alone ? $good : undef;
    $seen{$_} = 1 for keys %$files;
    $looks{$status ? 'wrong' : 'right'}++;
    my ($until, @wrong) = (time + 10);
    do {
        my $told = said(hear(listen_in())->{errors});
        my $want = $status ? said($err) : '';
        @wrong = $told eq $want ? () : "it says\n$told\nbut a build says\n$want";
        push @wrong, differences($good) unless @wrong || !$good;
    } while (@wrong && time < $until && sleep 0.01);
    return @wrong;
}

sub edit_for_a_while {
    my $burst = 1 + int rand 20;
    for (1 .. $burst) {
        my $kind = pick(@KINDS);
        push @done, $kind;
        $EDITS{$kind}->();
        sleep 0.03 * rand if rand() < 0.3;
    }
    return $burst;
}

my $broken = int rand 100;

# Breaks something, looks, edits something else while it is broken, looks, mends it, looks.
sub break_and_mend {
    my @kinds = sort keys %WRONGS;
    my $kind  = $kinds[ $broken++ % @kinds ];
    my ($path, $text) = @{ $WRONGS{$kind} };
    my $before = slurp("$book/$path");
    push @done, "break $kind";
    !defined $text ? unlink "$book/$path" : ref $text ? symlink $$text, "$book/$path" : spew("book/$path", $text);
    my @wrong = settle('alone');
    push @done, 'then body';
    $EDITS{body}->();
    @wrong = settle('alone') unless @wrong;
    defined $before ? spew("book/$path", $before) : unlink "$book/$path";
    push @done, 'mend';
    return @wrong;
}

is((glossa_run('.', 'init', 'book'))[0], 0, 'a new handbook') or BAIL_OUT('no handbook to serve');
spew('book/site.yaml', slurp("$book/site.yaml")
      =~ s/^types:\n/types:\n  event:\n    file: events.yaml\n    page: index\n    label: {one: Event, many: Events}\n    fields:\n      when: {type: date}\n/mr
      . "rules: {term-unused: ignore, source-uncited: ignore}\n");
spew('book/site.yaml', slurp("$book/site.yaml") . "outputs: [print, entries]\n") if slurp("$book/site.yaml") !~ /^outputs:/m;
spew('book/content/events.yaml', "- {id: e1, title: The first, when: 1950}\n");
run(@GIT, 'init', '-q');
$EDITS{commit}->();
$EDITS{$_}->() for qw(picture second);
spew("book/content/terms/$_.md", term($_)) for @TERMS;
my ($status, $files, $err) = clean_build($book);
is($status, 0, 'that builds') or diag $err;
start($book);

like(body(get('/notes/first-note.html')), qr/class="history"/, 'it knows what git knows');

my ($count, $rounds, @wrong) = (0, 0);
my $begun = time;
while ($count < $edits && !@wrong) {
    @done = ();
    $count += edit_for_a_while();
    @wrong = settle();
    @wrong = break_and_mend() if !@wrong && rand() < 0.4;
    $rounds++;
}
is(scalar @wrong, 0, sprintf '%d edits, looked at %d times: it serves what a clean build makes (SEED=%s)', $count, $rounds, $seed)
    or diag "after: @done\n", join "\n", @wrong[0 .. (@wrong > 9 ? 9 : $#wrong)];
diag sprintf '%.1f s', time - $begun if $ENV{VERBOSE};
cmp_ok($looks{right}, ">", $rounds / 4, "$looks{right} times all was right");
is(stop(), 0, 'it ends when told to');

# What git has never heard of costs no more than another text; what it has comes back with its history.
my $note = "---\ntitle: Never before\nsummary: x\n---\nText.\n";
start($book);
spew('book/content/notes/never-before.md', $note);
ok(wait_for('/notes/never-before.html', qr/Never before/), 'a new entry');
ok(logged(qr/never-before\.md(?: and \d+ more)?: 1 entry parsed/), 'is read alone') or diag log_text();
$EDITS{commit}->();
ok(wait_for('/notes/never-before.html', qr/class="history"/), 'and known when it has been committed');
unlink "$book/content/notes/never-before.md";
$EDITS{commit}->();
is(stop(), 0, 'it is gone');
start($book);
is(status(get('/notes/never-before.html')), 404, 'with its page');
spew('book/content/notes/never-before.md', $note);
ok(wait_for('/notes/never-before.html', qr/class="history"/), 'and has its history when it is there again');
is(stop(), 0, 'it ends when told to');
is(join(' ', log_text() =~ /(Sanitizer|assert)/g), '', 'and nothing was wrong with it');
done_testing();
