#!/usr/bin/env perl
# What scholars type, over the handbook itself: the entry that must come first does so for at least 95 of 100 queries of
# queries.tsv, and is among the first three for all of them. With PRINT=1 the figures alone, for `make bench-search`.

use strict;
use warnings;
use utf8;
use FindBin qw($Bin);
use lib "$Bin/../command";
use Book qw(root glossa work);
use JSON::PP qw(decode_json);
use Test::More;

binmode $_, ':utf8' for *STDOUT, *STDERR, map { Test::More->builder->$_ } qw(output failure_output todo_output);

my ($root, $glossa, $site) = (root(), glossa(), work() . '/public');
system($glossa, '-C', $root, 'build', '-q', '-o', $site) == 0 or BAIL_OUT('the handbook does not build');

sub ask {
    my ($query) = @_;
    utf8::encode(my $bytes = $query);
    open my $out, '-|', $glossa, 'search', '-q', '--json', '-n', '5', '-o', $site, '--', $bytes or die "search: $!";
    local $/;
    return map { $_->{address} =~ s/\.html$//r } @{ decode_json(<$out>)->{results} };
}

open my $in, '<:utf8', "$root/tests/search/queries.tsv" or die "queries.tsv: $!";
my ($asked, $first, $three) = (0, 0, 0);
while (<$in>) {
    chomp;
    next if /^#/ || !/\S/;
    my ($query, $wanted) = split /\t/;
    my %right = map { $_ => 1 } split /\|/, $wanted;
    my @found = ask($query);
    $asked++;
    $first += @found && $right{ $found[0] } // 0;
    $three += grep({ $right{$_} } grep { defined } @found[0 .. 2]) > 0;
    diag("$query: wanted $wanted, found @found") if !@found || !$right{ $found[0] };
}
my $share = sprintf '%d queries: %.1f %% first, %.1f %% in the first three', $asked, 100 * $first / $asked, 100 * $three / $asked;
if ($ENV{PRINT}) {
    print "$share\n";
    exit;
}
cmp_ok($asked, '>=', 400, 'there are enough queries');
cmp_ok($first / $asked, '>=', 0.95, "the right entry comes first ($share)");
is($three, $asked, 'it is always among the first three');
done_testing();
