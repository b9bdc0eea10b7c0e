#!/usr/bin/env perl
# The specifications against the binary: CommonMark 0.30, GitHub's tables, footnotes and task lists through
# `glossa render --plain`, and Mustache's suites through `glossa template`. Their texts are not part of this
# repository: they are looked for in $CONFORMANCE (default: ../shared/conformance) and skipped when absent.
#
#   prove tests/conformance.t                  everything
#   EXAMPLE=commonmark:12 prove -v tests/…     one example, with what was expected and what came out
#
# Two documents agree when their normal forms do: attributes sorted, entities in one form, white space between
# blocks dropped. For GitHub's sections names of classes and ids are ours to choose, so only structure, text and
# the targets of links within the page are compared.

use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname basename);
use File::Temp qw(tempdir);
use Test::More;

my $root   = abs_path(dirname(__FILE__) . '/..');
my $glossa = $ENV{GLOSSA} ? abs_path($ENV{GLOSSA}) : "$root/build/glossa";
my $suite  = $ENV{CONFORMANCE} // "$root/../shared/conformance";
my $only   = $ENV{EXAMPLE} // '';

plan skip_all => "the specifications are not here ($suite); set CONFORMANCE to their folder" unless -d $suite;
die "no program at $glossa: run make first\n" unless -x $glossa;

my $work = tempdir('glossa-conformance-XXXXXX', TMPDIR => 1, CLEANUP => 1);

# ---------------------------------------------------------------- running the program

sub spew {
    my ($path, $bytes) = @_;
    open my $out, '>:raw', $path or die "$path: $!";
    print {$out} $bytes;
    close $out or die "$path: $!";
}

sub slurp {
    my ($path) = @_;
    open my $in, '<:raw', $path or die "$path: $!";
    local $/;
    return scalar <$in>;
}

# Runs the program on $input; gives (status word, standard output, standard error).
sub run_glossa {
    my ($input, @arguments) = @_;
    spew("$work/stdin", $input);
    my $child = fork // die "fork: $!";
    if (!$child) {
        open STDIN,  '<', "$work/stdin"  or die;
        open STDOUT, '>', "$work/stdout" or die;
        open STDERR, '>', "$work/stderr" or die;
        alarm 20;
        exec $glossa, @arguments or die "exec: $!";
    }
    waitpid $child, 0;
    my $status = $? & 127 ? 'signal ' . ($? & 127) : 'exit ' . ($? >> 8);
    return ($status, slurp("$work/stdout"), slurp("$work/stderr"));
}

# ---------------------------------------------------------------- normal form of HTML

my %is_block = map { $_ => 1 } qw(article aside blockquote body button canvas caption col colgroup dd div dl dt
  embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr iframe li map object ol output p
  pre progress script section style table tbody td textarea tfoot th thead tr ul video);

sub decode_entities {
    my ($text) = @_;
    my %named = (quot => '"', apos => "'", lt => '<', gt => '>', nbsp => "\xC2\xA0", amp => '&');
    $text =~ s/&(?:(quot|apos|lt|gt|nbsp|amp)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));/
        defined $1 ? $named{$1} : character(defined $2 ? $2 : hex $3)/ge;
    return $text;
}

sub character {
    my $bytes = chr $_[0];
    utf8::encode($bytes);
    return $bytes;
}

sub encode_entities {
    my ($text) = @_;
    $text =~ s/&/&amp;/g;
    $text =~ s/</&lt;/g;
    $text =~ s/>/&gt;/g;
    return $text;
}

# [[kind, …], …]: text, open (name, attributes), close (name), other (declarations, comments, …).
sub tokens {
    my ($html) = @_;
    my $attribute = qr/\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?/;
    my @tokens;
    pos($html) = 0;
    while (pos($html) < length $html) {
        if    ($html =~ /\G<!--.*?-->|\G<\?.*?\?>|\G<![A-Z].*?>|\G<!\[CDATA\[.*?\]\]>/gcs) { push @tokens, ['other', $&] }
        elsif ($html =~ /\G<([A-Za-z][\w-]*)($attribute*)\s*\/?>/gco) { push @tokens, ['open', lc $1, attributes($2)] }
        elsif ($html =~ /\G<\/([A-Za-z][\w-]*)\s*>/gc)                 { push @tokens, ['close', lc $1] }
        elsif ($html =~ /\G(?:[^<]+|<)/gc)                             { push @tokens, ['text', $&] }
    }
    return \@tokens;
}

sub attributes {
    my ($source) = @_;
    my %value;
    while ($source =~ /([A-Za-z_:][\w.:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g) {
        my ($name, $given) = (lc $1, $2 // $3 // $4 // '');
        $value{$name} //= decode_entities($given);
    }
    return \%value;
}

# Loose: our own classes, ids and ARIA are dropped, and a link within the page names the rank of its target.
sub loosen {
    my ($tokens) = @_;
    my (%rank, $count);
    for my $token (grep { $_->[0] eq 'open' } @$tokens) {
        $count++;
        $rank{ '#' . $token->[2]{id} } = "#element-$count" if defined $token->[2]{id};
    }
    for my $token (grep { $_->[0] eq 'open' } @$tokens) {
        my $given = $token->[2];
        $given->{href} = $rank{ $given->{href} } // 'dead' if ($given->{href} // '') =~ /^#/;
        delete @$given{ grep { /^(?:class|id|role|tabindex|scope|aria-.*|data-.*)$/ } keys %$given };
    }
}

sub normalise {
    my ($html, $loose) = @_;
    my $tokens = tokens($html);
    loosen($tokens) if $loose;
    my ($out, $in_pre, $after_block) = ('', 0, 1);
    for my $token (@$tokens) {
        my ($kind, $name, $given) = @$token;
        if ($kind eq 'text') {
            my $text = encode_entities(decode_entities($name));
            if (!$in_pre) {
                $text =~ s/[ \t\r\n]+/ /g;
                $text =~ s/^ // if $after_block;
            }
            $out .= $text;
            $after_block = 0 if length $text;
            next;
        }
        my $block = $kind ne 'other' && $is_block{$name};
        $out =~ s/ $// if $block && !$in_pre;
        $out .= "\n" if $block && $kind eq 'open';
        $out .= $kind eq 'other' ? $name : $kind eq 'close' ? "</$name>" : open_tag($name, $given);
        $in_pre = $kind eq 'open' if $kind ne 'other' && $name eq 'pre';
        $after_block = $block;
    }
    $out =~ s/\s+$//;
    return $out;
}

sub open_tag {
    my ($name, $given) = @_;
    my $tag = "<$name";
    for my $key (sort keys %$given) {
        my $value = encode_entities($given->{$key});
        $value =~ s/"/&quot;/g;
        $tag .= qq( $key="$value");
    }
    return "$tag>";
}

# ---------------------------------------------------------------- Markdown

# Examples of a specification's text: {number, section, markdown, html}.
sub examples {
    my ($path) = @_;
    my (@examples, $section);
    my $text = slurp($path);
    my $fence = '`' x 32;
    while ($text =~ /^## (.+?)\n|^$fence example.*?\n(.*?)^\.\n(.*?)^$fence\n?/gms) {
        if (defined $1) { $section = $1; next }
        my ($markdown, $html) = ($2, $3);
        s/\xE2\x86\x92/\t/g for $markdown, $html;      # the specification prints tabs as arrows
        push @examples, { number => @examples + 1, section => $section, markdown => $markdown, html => $html };
    }
    return @examples;
}

sub wanted {
    my ($name) = @_;
    return $only eq '' || $name eq $only;
}

sub show {
    my ($example, $status, $expected, $got, $messages) = @_;
    diag(join "\n", '--- source', $example->{markdown}, '--- expected', $expected, "--- got ($status)", $got, $messages);
}

sub test_unsafe {
    my ($suite_name, $example, $loose) = @_;
    my $name = "$suite_name:$example->{number}";
    return unless wanted($name);
    my ($status, $html, $messages) = run_glossa($example->{markdown}, qw(render --plain --unsafe -));
    my ($expected, $got) = map { normalise($_, $loose) } $example->{html}, $html;
    ok($status eq 'exit 0' && $got eq $expected, "$name $example->{section}")
      or show($example, $status, $expected, $got, $messages);
}

my %made_by_markdown = map { $_ => 1 } qw(a blockquote br code em h1 h2 h3 h4 h5 h6 hr img input li ol p pre section
  strong sup table tbody td th thead tr ul);

# What must never be live without --unsafe, whatever the source.
sub dangers {
    my ($html) = @_;
    my @found;
    for my $token (@{ tokens($html) }) {
        my ($kind, $name, $given) = @$token;
        next if $kind eq 'text';
        if ($kind eq 'other') { push @found, "raw $name"; next }
        push @found, "element $name" unless $made_by_markdown{$name};
        next unless $kind eq 'open';
        push @found, map { "attribute $_" } grep { /^on|^style$|^srcdoc$/ } keys %$given;
        for my $address (grep { defined } @$given{qw(href src)}) {
            next if $address !~ /^\s*([A-Za-z][A-Za-z0-9+.-]*):/;
            push @found, "address $address" unless lc($1) =~ /^(?:https?|mailto|tel)$/ || $name eq 'img';
        }
    }
    return @found;
}

# Without --unsafe: the same result where the source holds neither HTML nor an address outside the allow-list,
# and nothing live where it does.
sub test_safe {
    my ($suite_name, $example) = @_;
    my $name = "$suite_name:$example->{number}";
    return unless wanted($name);
    my ($status, $html, $messages) = run_glossa($example->{markdown}, qw(render --plain -));
    my @dangers = dangers($html);
    my $refused  = qr/(?:href|src)="(?:(?!https?:|mailto:|tel:)[\w+.-]+:|(?:https?:)?\/\/)/;
    my $harmless = $example->{markdown} !~ /</ && $example->{html} !~ $refused;
    my ($expected, $got) = map { normalise($_) } $harmless ? $example->{html} : '', $html;
    ok($status =~ /^exit [01]$/ && !@dangers && (!$harmless || $got eq $expected), "$name safe, $example->{section}")
      or show($example, "$status; live: @dangers", $expected, $got, $messages);
}

sub test_markdown {
    my @commonmark = examples("$suite/commonmark-0.30.txt");
    is(scalar @commonmark, 652, 'the specification has 652 examples');
    test_unsafe('commonmark', $_, 0) for @commonmark;
    test_safe('commonmark', $_) for @commonmark;
    my @tables = examples("$suite/gfm-tables.txt");
    is(scalar @tables, 8, "GitHub's table section has 8 examples");
    test_unsafe('gfm-tables', $_, 1) for @tables;
    for my $example (examples("$suite/gfm-extensions.txt")) {
        test_unsafe('gfm-extensions', $example, 1) if $example->{section} =~ /^(?:Tables|Footnotes|Task lists)$/;
    }
}

# ---------------------------------------------------------------- Mustache

# The suites are regular YAML; this reads just what they use. A value of `data` is kept as text, to be read by
# the program itself.
sub mustache_tests {
    my ($path) = @_;
    my ($body) = slurp($path) =~ /^tests:\n(.*)/ms or die "$path: no tests";
    $body =~ s/^ *#.*\n//gm;
    my @tests;
    for my $item (split /^  - /m, $body) {
        next if $item !~ /\S/;
        push @tests, yaml_map("    $item", 4);
    }
    return @tests;
}

# A block mapping whose keys stand at $indent: key => [text on the key's line, lines below it, dedented].
sub yaml_map {
    my ($text, $indent) = @_;
    my (%raw, $key);
    for my $line (split /^/, $text) {
        if ($line =~ /^ {$indent}("[^"]+"|'[^']+'|[^\s:'"][^:]*):(?: +(.*))?$/) {
            ($key, my $first) = ($1, $2 // '');
            $key =~ s/^["']|["']$//g;
            $raw{$key} = [$first, ''];
        }
        elsif (defined $key) { $raw{$key}[1] .= $line }
    }
    return \%raw;
}

sub dedent {
    my ($text) = @_;
    my ($indent) = $text =~ /^( *)\S/m;
    $text =~ s/^$indent//gm if length($indent // '');
    return $text;
}

# A scalar in any of the styles the suites use.
sub yaml_scalar {
    my ($first, $below) = @{ $_[0] };
    if ($first eq '|') {
        $below =~ s/\n\n+\z/\n/;
        return dedent($below);
    }
    my $text = $first ne '' ? $first : $below;
    $text =~ s/^\s+|\s+$//g;
    if ($text =~ /^'(.*)'$/s) { (my $plain = $1) =~ s/''/'/g; return $plain }
    if ($text =~ /^"(.*)"$/s) { return unescape($1) }
    return $text;
}

sub unescape {
    my ($text) = @_;
    my %escape = (n => "\n", r => "\r", t => "\t", '"' => '"', '\\' => '\\');
    $text =~ s/\\(.)/$escape{$1} \/\/ die "unknown escape \\$1"/ge;
    return $text;
}

sub yaml_data {
    my ($first, $below) = @{ $_[0] };
    return $first ne '' ? "$first\n$below" : dedent($below);
}

sub yaml_partials {
    my ($value) = @_;
    return {} unless $value;
    my ($first, $below) = @$value;
    my %partials;
    if ($first eq '') {
        my $raw = yaml_map(dedent($below), 0);
        return { map { $_ => yaml_scalar($raw->{$_}) } keys %$raw };
    }
    $first =~ s/^\{\s*//;
    while ($first =~ /\G([\w-]+):\s*('(?:[^']|'')*'|"(?:[^"\\]|\\.)*")\s*,?\s*/gc) {
        $partials{$1} = yaml_scalar([$2, '']);
    }
    $first =~ /\G\}/gc or die "cannot read partials: $first";
    return \%partials;
}

sub test_mustache {
    my ($path) = @_;
    (my $suite_name = basename($path, '.yml')) =~ s/^~//;
    my $number = 0;
    for my $test (mustache_tests($path)) {
        $number++;
        next unless wanted("$suite_name:$number");
        my $partials = yaml_partials($test->{partials});
        my $folder   = "$work/$suite_name-$number";
        mkdir $folder or die "$folder: $!";
        spew("$folder/$_.html", $partials->{$_}) for keys %$partials;
        spew("$work/template.html", yaml_scalar($test->{template}));
        spew("$work/data.yaml",     yaml_data($test->{data}));
        my ($status, $got, $messages) =
          run_glossa('', 'template', "$work/template.html", "$work/data.yaml", '--partials', $folder);
        my $expected = yaml_scalar($test->{expected});
        ok($status eq 'exit 0' && $got eq $expected, "$suite_name:$number " . yaml_scalar($test->{name}))
          or diag(join "\n", '--- template', slurp("$work/template.html"), '--- data', slurp("$work/data.yaml"),
            (map { "--- partial $_\n$partials->{$_}" } sort keys %$partials),
            '--- expected', $expected, "--- got ($status)", $got, $messages);
    }
    return $number;
}

# ---------------------------------------------------------------- the tests of this test

sub test_normaliser {
    is(normalise('<p>a &quot;b&quot;</p> '), normalise("<p>a \"b\"</p>\n"),   'entities have one form');
    is(normalise('<a title="t" href="u">'),  normalise("<A href='u' title=t>"), 'attributes are sorted');
    is(normalise("<ul>\n<li>a</li>\n</ul>"), normalise('<ul><li>a</li></ul>'),  'space between blocks is dropped');
    isnt(normalise('<p>a b</p>'),            normalise('<p>ab</p>'),            'space within text is not');
    isnt(normalise('<pre>a  b</pre>'),       normalise('<pre>a b</pre>'),       'nor in pre');
    isnt(normalise('<p>&amp;lt;</p>'),       normalise('<p>&lt;</p>'),          'a double escape is seen');
    isnt(normalise('<p><em>a</em></p>'),     normalise('<p>a</p>'),             'a missing element is seen');
    is(normalise('<a href="#x">1</a><p id="x">', 1), normalise('<a href="#fn">1</a><p id="fn" class="c">', 1), 'loose ids');
    isnt(normalise('<a href="#x">1</a><p id="x">', 1), normalise('<a href="#y">1</a><p id="x">', 1), 'dead ones are seen');
    is(scalar dangers('<p>a</p><a href="https://x">b</a>'), 0, 'plain elements are no danger');
    is(scalar(my @found = dangers($_)), 1, "danger seen: $_")
      for '<script>', '<a href="JavaScript:x">', '<p onclick="x">', '<!-- x -->';
}

test_normaliser();
test_markdown();
my $mustache = 0;
for my $path (sort glob "$suite/mustache/*.yml") {
    $mustache += test_mustache($path) unless $path =~ /lambdas/;   # data cannot hold code here
}
ok($only ne '' || $mustache >= 180, "$mustache Mustache examples were read");
done_testing();
