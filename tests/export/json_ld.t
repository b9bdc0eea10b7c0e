#!/usr/bin/env perl
# What pages say of themselves in JSON-LD: on every page it can be read, has classes and properties that schema.org has,
# with values of the right kind, and every address of our own leads to a page.

use strict;
use warnings;
use utf8;
use FindBin qw($Bin);
use lib $Bin, "$Bin/../command";
use Book qw(root glossa work slurp run);
use Exported qw(built built_without_base page_of);
use JSON::PP ();
use Test::More;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);

# The part of schema.org that we use: class above, and what each property takes: text, url, date, number, bool, or classes.
my %ABOVE = (CreativeWork => 'Thing', Article => 'CreativeWork', ScholarlyArticle => 'Article', NewsArticle => 'Article',
    Report => 'Article', BlogPosting => 'Article', Book => 'CreativeWork', Chapter => 'CreativeWork',
    Legislation => 'CreativeWork', Manuscript => 'CreativeWork', Movie => 'CreativeWork', Thesis => 'CreativeWork',
    WebPage => 'CreativeWork', CollectionPage => 'WebPage', DefinedTermSet => 'CreativeWork', Dataset => 'CreativeWork',
    WebSite => 'CreativeWork', DataDownload => 'CreativeWork', DefinedTerm => 'Thing', Person => 'Thing',
    Organization => 'Thing', Place => 'Thing', GeoCoordinates => 'Thing', BreadcrumbList => 'Thing', ListItem => 'Thing',
    SearchAction => 'Thing', EntryPoint => 'Thing', Event => 'Thing');
my %HAS = (
    Thing => { name => 'text', alternateName => 'text', description => 'text', identifier => 'text', url => 'url',
        sameAs => 'url', potentialAction => 'SearchAction' },
    CreativeWork => { about => 'Thing', alternativeHeadline => 'text', author => 'Person Organization', citation => 'CreativeWork',
        creator => 'Person Organization', dateCreated => 'date', dateModified => 'date', datePublished => 'date', editor => 'Person Organization',
        encodingFormat => 'text', inLanguage => 'language', isAccessibleForFree => 'bool', isPartOf => 'CreativeWork',
        license => 'url CreativeWork', spatialCoverage => 'Place', temporalCoverage => 'text', version => 'text' },
    Book => { bookEdition => 'text' },
    DefinedTerm => { inDefinedTermSet => 'DefinedTermSet', termCode => 'text' },
    Person => { familyName => 'text', givenName => 'text' },
    Place => { geo => 'GeoCoordinates' },
    GeoCoordinates => { latitude => 'number', longitude => 'number' },
    BreadcrumbList => { itemListElement => 'ListItem' },
    ListItem => { position => 'number', item => 'url' },
    SearchAction => { target => 'EntryPoint', 'query-input' => 'text' },
    EntryPoint => { urlTemplate => 'text' },
    Dataset => { distribution => 'DataDownload' },
    DataDownload => { contentUrl => 'url' },
);

sub above { my ($class) = @_; my @way; while (defined $class) { push @way, $class; $class = $ABOVE{$class} } return @way }

sub is_a { my ($class, $wanted) = @_; return scalar grep { $_ eq $wanted } above($class) }

sub fits {
    my ($value, $kind) = @_;
    return JSON::PP::is_bool($value) if $kind eq 'bool';
    return ref $value eq 'HASH' && is_a($value->{'@type'} // '', $kind) if $kind =~ /^[A-Z]/;
    return 0 if ref $value;
    return $value =~ m{^https?://[^\s<>"{}|\\^`]+$} if $kind eq 'url';
    return $value =~ /^\d{4}(?:-\d\d(?:-\d\d)?)?$/ if $kind eq 'date';
    return $value =~ /^-?\d+(?:\.\d+)?$/ if $kind eq 'number';
    return $value =~ /^[a-z]{2,3}(?:-\w+)*$/ if $kind eq 'language';
    return length $value;
}

sub problems {
    my ($thing, $way) = @_;
    my $class = $thing->{'@type'} // '';
    return ("$way: no class \"$class\"") unless $class eq 'Thing' || $ABOVE{$class};
    my @problems;
    for my $key (grep { $_ ne '@type' } sort keys %$thing) {
        my ($kinds) = $key eq '@id' ? 'url' : grep { defined } map { $HAS{$_}{$key} } above($class);
        push @problems, "$way: a $class has no $key" and next unless $kinds;
        for my $value (ref $thing->{$key} eq 'ARRAY' ? @{ $thing->{$key} } : $thing->{$key}) {
            push @problems, "$way.$key is no $kinds: " . (ref $value ? $value->{'@type'} // '?' : $value)
                unless grep { fits($value, $_) } split / /, $kinds;
            push @problems, problems($value, "$way.$key") if ref $value eq 'HASH';
        }
    }
    push @problems, "$way: crumbs are not counted" if $class eq 'BreadcrumbList'
        && join(' ', map { $_->{position} } @{ $thing->{itemListElement} }) ne join ' ', 1 .. @{ $thing->{itemListElement} };
    return @problems;
}

sub addresses {
    my ($value) = @_;
    return map { addresses($_) } @$value if ref $value eq 'ARRAY';
    return () unless ref $value eq 'HASH';
    return map { my $key = $_; ref $value->{$key} ? addresses($value->{$key})
        : $key =~ /^(?:\@id|url|item|contentUrl|urlTemplate)$/ ? $value->{$key} =~ s/\?.*//r : () } keys %$value;
}

sub pages {
    my ($site) = @_;
    my $found = (run('find', $site, '-name', '*.html'))[1];
    return sort split /\n/, $found;
}

sub check_site {
    my ($name, $site, $base, $least) = @_;
    my (%classes, @problems, @dead, $count);
    for my $file (pages($site)) {
        my $page = $file =~ s{^\Q$site\E/}{}r;
        my @scripts = slurp($file) =~ m{<script type="application/ld\+json">(.*?)</script}gs;
        push @problems, "$page has several" if @scripts > 1;
        for my $text (@scripts) {
            my $data = eval { JSON::PP->new->utf8->decode($text) };
            push @problems, "$page cannot be read" and next unless $data;
            push @problems, "$page: context" unless $data->{'@context'} eq 'https://schema.org';
            push @problems, map { problems($_, $page) } @{ $data->{'@graph'} };
            push @dead, map { "$page: $_" } grep { index($_, $base) == 0 && !-f((page_of($site, $base, $_))[0]) }
                addresses($data) if length $base;
            $classes{ $_->{'@type'} }++ for @{ $data->{'@graph'} };
            $count++;
        }
    }
    cmp_ok($count, '>=', $least, "$name: pages say what they are");
    is(join("\n", @problems), '', "$name: in schema.org's words");
    is(join("\n", @dead), '', "$name: with addresses that lead somewhere");
    return \%classes;
}

sub theme {
    my ($folder) = @_;
    system('rm', '-rf', "$folder/templates") == 0 && system('cp', '-R', root() . '/templates', "$folder/templates") == 0 or die;
}

ok(scalar problems({ '@type' => 'Novel' }, 'x'), 'seen: a class that schema.org has not');
ok(scalar problems({ '@type' => 'DefinedTerm', isPartOf => 'x' }, 'x'), 'seen: a property of another class');
ok(scalar problems({ '@type' => 'Book', license => 'CC BY' }, 'x'), 'seen: a text for an address');
ok(!problems({ '@type' => 'Book', name => 'x', license => { '@type' => 'CreativeWork', name => 'CC BY' } }, 'x'), 'and silence');

my $own = work() . '/own';
is((run(glossa(), '-C', root(), qw(build -q -o), $own))[0], 0, "the repository's handbook builds");
my $classes = check_site('the handbook', $own, 'https://contested-norms.example/', 440);
ok($classes->{$_}, "some page is a $_") for qw(WebSite Book DefinedTermSet DefinedTerm ScholarlyArticle Person Organization
  CollectionPage Dataset BreadcrumbList);
my ($timeline) = slurp("$own/timeline.html") =~ m{<script type="application/ld\+json">(.*?)</script}s;
my ($figure) = grep { $_->{'@type'} eq 'Dataset' } @{ JSON::PP->new->utf8->decode($timeline)->{'@graph'} };
is($figure->{url}, 'https://contested-norms.example/timeline.html#since-1985', 'a figure is a dataset');
is(join(' ', map { $_->{contentUrl} } @{ $figure->{distribution} }),
    'https://contested-norms.example/data/timeline.csv https://contested-norms.example/data/timeline.json', 'to be taken away');
$classes = check_site('a handbook with everything', built('everything', \&theme), 'https://example.org/book/', 12);
check_site('without base_url', built('bare', sub {
    theme($_[0]);
    my $text = slurp("$_[0]/site.yaml") =~ s/^(?:base_url|licence):.*\n//gmr . "licence: To be asked for\n";
    open my $out, '>', "$_[0]/site.yaml" or die;
    print {$out} $text;
    close $out or die;
}), '', 10);

# Nothing that an author writes ends the script.
my $case = slurp(work() . '/everything/out/cases/one.html');
my ($script) = $case =~ m{<script type="application/ld\+json">(.*?)</script}s;
like(JSON::PP->new->utf8->decode($script)->{'@graph'}[0]{description}, qr{</script><script>alert}, 'hostile words come through');
unlike($case, qr{<script>alert}, 'as words');
done_testing();
