#!/usr/bin/env perl
# The browser's half of search, run in node: it folds as C does (cases.txt) and ranks as `glossa search` does, for every
# query of queries.tsv and some that nobody should type.

use strict;
use warnings;
use utf8;
use Encode qw(encode_utf8 decode_utf8);
use FindBin qw($Bin);
use lib "$Bin/../command";
use Book qw(root glossa work);
use IPC::Open2 qw(open2);
use JSON::PP qw(decode_json encode_json);
use Test::More;

binmode $_, ':utf8' for map { Test::More->builder->$_ } qw(output failure_output todo_output);
my ($root, $glossa, $site) = (root(), glossa(), work() . '/public');
plan skip_all => 'node is not here' if system('node -e 0 >/dev/null 2>&1') != 0;

system($glossa, '-C', $root, 'build', '-q', '-o', $site) == 0 or BAIL_OUT('the handbook does not build');

sub rows {
    my ($name) = @_;
    open my $in, '<:utf8', "$Bin/$name" or die "$name: $!";
    return map { [split /\t/] } grep { /\S/ && !/^#/ } map { chomp; $_ } <$in>;
}

my @cases   = rows('cases.txt');
my @queries = ((map { $_->[0] } rows('queries.tsv')), '"responsibility to protect"', '«суверенная демократия» R2P', 'a', 'the',
    '""', '"', '"the', 'r', '<script>alert(1)</script>', "\x{202e}drawkcab", '师', '~=', 'crim', 'русск', 'x' x 300, 'qqqqqqqq',
    join(' ', ('norm') x 30), '__proto__ constructor', '\\u0000 \\', '“sovereign democracy”');

my $pid = open2(my $from, my $to, 'node', "$Bin/browser.js", $root, $site);
print {$to} encode_json({ texts => [map { $_->[0] } @cases], queries => \@queries });
close $to;
my $told = decode_json(do { local $/; <$from> });
waitpid $pid, 0;
is($?, 0, 'node ran');

for my $i (0 .. $#cases) {
    is($told->{folds}[$i],     $cases[$i][1], "$cases[$i][0] folds");
    is($told->{skeletons}[$i], $cases[$i][2], "$cases[$i][0] has its skeleton");
}
for my $i (0 .. $#queries) {
    open my $out, '-|', $glossa, 'search', '-q', '--json', '-n', '1000', '-o', $site, '--', encode_utf8($queries[$i]) or die;
    my $answer = decode_json(do { local $/; <$out> });
    close $out;
    my @wanted = map { "$_->{address} $_->{score}" } @{ $answer->{results} };
    is(join("\n", @{ $told->{answers}[$i] }), join("\n", @wanted), "the same answers to $queries[$i]");
}
done_testing();
