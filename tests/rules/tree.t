#!/usr/bin/env perl
# The repository as a whole: its top level, the length of its files, and nothing of the machine it was written on.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Rules qw(root slurp tracked_files numbered);
use Test::More;

my @top_level = qw(generator templates content static tests Makefile site.yaml README.md LICENSE
  .ci .github .gitlab-ci.yml .gitignore .gitattributes .mailmap .editorconfig .clang-format .clang-tidy);
my %allowed_on_top = map { $_ => 1 } @top_level;

# The longest a file may be, by its path; the first that matches speaks.
my @lengths = (
    [ qr{^Makefile$},                                        200 ],
    [ qr{^generator/base/diag_codes\.h$},                   600 ],   # a table, a row or two each
    [ qr{^generator/.*\.h$},                                  80 ],
    [ qr{^(?:generator|templates|static)/.*\.(?:c|md|css|js|html|svg)$}, 600 ],
    [ qr{^tests/.*\.(?:c|h|t|pl|pm|sh)$},                    600 ],
);

# Folders of the machines this was written on, and hosts that only answer there. (Written so that this file does not
# match itself.)
my $folder = join '|', map { "/$_/" } qw(home root work Users), 'var/folders';
my $host   = join '|', 'registry\.[a-z0-9-]+\.[a-z]+', 'pypi\.' . 'org', 'pythonhosted\.' . 'org', 'crates\.' . 'io',
  'arti' . 'factory', '[a-z0-9-]+\.' . 'internal\b', '(?<![\d.])10\.\d+\.\d+\.\d+', '192\.' . '168\.\d+\.\d+';
my $machine = qr{(?<![\w./~-])(?:$folder)[\w.]|\b(?:$host)}i;

sub strangers {
    my %on_top = map { m{^([^/]+)} ? ($1 => 1) : () } @_;
    return sort grep { !$allowed_on_top{$_} } keys %on_top;
}

sub too_long {
    my ($path, $text) = @_;
    my ($limit) = map { $_->[1] } grep { $path =~ $_->[0] } @lengths;
    my $lines = $text =~ tr/\n//;
    return defined $limit && $lines > $limit ? ("$path has $lines lines; at most $limit") : ();
}

sub machine_traces {
    my ($path, $text) = @_;
    return () if $text =~ /\0/;                                      # images, fonts
    return map { "$path:$_->[0]: $_->[1]\n" } grep { $_->[1] =~ $machine } numbered($text);
}

sub test_itself {
    is(join(' ', strangers('generator/a.c', 'package.json', 'docs/x.md')), 'docs package.json', 'seen: strangers on top');
    is(scalar(() = too_long('generator/a.c', "x\n" x 601)), 1, 'seen: a long source');
    is(scalar(() = too_long('generator/a.h', "x\n" x 81)),  1, 'seen: a long header');
    is(scalar(() = too_long('generator/a.c', "x\n" x 600)), 0, 'silent: a source of 600 lines');
    is(scalar(() = machine_traces('a', "see /ho" . "me/me/x\n")),           1, "seen: a user's folder");
    is(scalar(() = machine_traces('a', '"https://regis' . "try.npmjs.org/x\"\n")), 1, 'seen: a registry');
    is(scalar(() = machine_traces('a', 'proxy 10' . ".0.0.7\n")),           1, 'seen: a private address');
    is(scalar(() = machine_traces('a', "https://example.org/work/x\n/usr/bin/env\n")), 0, 'silent: an ordinary address');
}

test_itself();
my @files = tracked_files();
my %text  = map { $_ => slurp(root() . "/$_") } @files;
cmp_ok(scalar @files, '>=', 20, 'there are files to look at');
my @strangers = strangers(@files);
ok(!@strangers, 'the top level holds what the design lists') or diag("not in the list: @strangers");
my @long = map { too_long($_, $text{$_}) } @files;
ok(!@long, 'no file is too long') or diag(join "\n", @long);
my @traces = map { machine_traces($_, $text{$_}) } @files;
ok(!@traces, 'no path or host of a machine') or diag(@traces);
done_testing();
