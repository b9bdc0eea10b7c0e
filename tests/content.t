#!/usr/bin/perl
# The handbook keeps what it promises: how much there is, that paragraphs cite, that nothing is left loose, and that its
# words are its own. Where the documents are at hand (../shared/seeds) the last is measured against them.
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Find qw(find);
use File::Spec;
use Test::More;

my $root = File::Spec->rel2abs(dirname(__FILE__) . '/..');
my $glossa = $ENV{GLOSSA} || "$root/build/glossa";

sub slurp { my ($path) = @_; open my $file, '<:encoding(UTF-8)', $path or die "$path: $!"; local $/; return scalar <$file> }

sub entries {
    my ($type) = @_;
    my @found;
    find(sub { push @found, $File::Find::name if /\.md\z/ && !/\A(?:index|README)\.md\z/ }, "$root/content/$type");
    @found = sort @found;
    return @found;
}

sub body { my ($text) = @_; $text =~ s/\A---\n.*?\n---\n//s; return $text }

# Paragraphs of prose: not headings, captions, tables (whose rows cite), code, comments or the marks of lists.
sub paragraphs {
    my ($text) = @_;
    $text =~ s/^```.*?^```$//gms;
    $text =~ s/<!--.*?-->//gs;
    my @paragraphs;
    for my $block (split /\n\s*\n/, body($text)) {
        $block =~ s/^(?:> ?)+//gm;
        $block =~ s/^\[!\w+\][^\n]*\n?//;
        $block =~ s/\A\s*(?:#+ [^\n]*\n?)?//;
        next if $block !~ /\S/ || $block =~ /\A(?:Table: |\||!\[)/;
        push @paragraphs, $block;
    }
    return @paragraphs;
}

# Whether a paragraph has a citation, or only says where to go on reading.
sub cites { my ($paragraph) = @_; return $paragraph =~ /(?:^|[\s(\[;>-])-?@[\w-]+/m }

sub words { my ($text) = @_; $text =~ s/\[[^\]]*@[^\]]*\]//g; return scalar(() = $text =~ /\w+(?:['’-]\w+)*/g) }

is(cites('As shown [@lewis-2022, 657].'), 1, 'a citation is seen');
ok(!cites('An address me@example.org.'), 'an address is none');
is(scalar(paragraphs("---\ntitle: x\n---\n## H\n\nOne.\n\n| a |\n|---|\n\n> [!CLAIM]\n> Two.\n")), 2, 'paragraphs are counted');

my %least = (cases => 34, terms => 130, frameworks => 14, actors => 50, sources => 65);
for my $type (sort keys %least) {
    cmp_ok(scalar(entries($type)), '>=', $least{$type}, "$type: at least $least{$type}");
}
my $events = () = slurp("$root/content/events.yaml") =~ /^- *id:/gm;
cmp_ok($events, '>=', 100, 'at least 100 events');
cmp_ok(scalar(grep { words(body(slurp($_))) >= 400 } entries('cases')), '>=', 22, 'at least 22 full case notes');
is(scalar(grep { words(body(slurp($_))) < 120 } entries('cases')), 0, 'no case note is a stub');
cmp_ok(scalar(grep { words(body(slurp($_))) >= 80 } entries('terms')), '>=', 90, 'at least 90 full terms');

my ($all, $citing, @silent) = (0, 0);
for my $path (map { entries($_) } qw(cases terms frameworks)) {
    for my $paragraph (paragraphs(slurp($path))) {
        $all++;
        if (cites($paragraph)) { $citing++ }
        else { push @silent, sprintf('%s: %.80s', File::Spec->abs2rel($path, $root), $paragraph =~ s/\n/ /gr) }
    }
}
cmp_ok($citing / $all, '>=', 0.95, sprintf('%.1f %% of %d paragraphs cite', 100 * $citing / $all, $all)) or diag(join "\n", @silent);

my $report = `cd "$root" && "$glossa" check -W 2>&1`;
is($? >> 8, 0, 'glossa check -W is clean') or diag($report);
unlike(slurp("$root/site.yaml"), qr/^rules:/m, 'no rule is switched off to get there');

SKIP: {
    skip 'the documents are not at hand (../shared/seeds)', 1 unless -d "$root/../shared/seeds";
    my (%seen, @runs);
    my $tokens = sub { my $text = lc $_[0]; $text =~ s/\x{fb01}/fi/g; return $text =~ /[a-z0-9à-öø-ÿ]+/g };
    for my $path (glob "$root/../shared/seeds/*.txt") {
        my @words = $tokens->(slurp($path));
        $seen{join ' ', @words[$_ .. $_ + 13]} = 1 for 0 .. $#words - 13;
    }
    for my $path (map { entries($_) } qw(cases terms frameworks actors guides)) {
        my @words = $tokens->(body(slurp($path)));
        push @runs, "$path: " . join ' ', @words[$_ .. $_ + 13] for grep { $seen{join ' ', @words[$_ .. $_ + 13]} } 0 .. $#words - 13;
    }
    is(scalar(@runs), 0, 'no fourteen words in a row are those of a document') or diag(join "\n", @runs);
}
done_testing();
