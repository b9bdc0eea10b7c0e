#!/usr/bin/env perl
# Every diagnostic is documented and has been seen: `glossa explain` tells of each code what it means and how to mend
# it, and a golden handbook, a hostile case or a command test expects it. No other code is ever printed.

use strict;
use warnings;
use Cwd qw(abs_path);
use FindBin qw($Bin);
use lib $Bin;
use Rules qw(root slurp tracked_files);
use Test::More;

my $root   = root();
my $glossa = abs_path($ENV{GLOSSA} // "$root/build/glossa");
die "no program: run make first\n" unless $glossa && -x $glossa;

# {code => severity} as the table of the source has them.
sub codes_of_table {
    my %severity;
    for (slurp("$root/generator/base/diag_codes.h") =~ /^X\((\w+, "[a-z0-9-]+", \w+), \\$/mg) {
        my ($id, $name, $severity) = /^(\w+), "([a-z0-9-]+)", (\w+)$/;
        is($name, lc($id =~ tr/_/-/r), "$id is spelled as its code");
        $severity{$name} = lc $severity;
    }
    return %severity;
}

# Codes that a test expects, in whatever form it writes them down.
sub expected_codes {
    my ($path) = @_;
    my $text = slurp("$root/$path");
    return $text =~ /^expect: (?:error|warning) ([a-z0-9-]+)/mg if $path =~ /\.case$/;
    return $text =~ /\[([a-z0-9]+(?:-[a-z0-9]+)+)\\?\]/g;
}

my %severity = codes_of_table();
cmp_ok(scalar keys %severity, '>=', 70, 'the table was read');

my %listed = map { /^(\S+)\s+(\S+)$/ ? ($1, $2) : () } split /\n/, qx('$glossa' explain);
is_deeply(\%listed, \%severity, '`glossa explain` lists all codes with their severity');
for my $code (sort keys %severity) {
    my $text = qx('$glossa' explain $code);
    is($?, 0, "`glossa explain $code`");
    like($text, qr/\A\Q$code\E \(\Q$severity{$code}\E\)\n\n(?:\S[^\n]*\n)+\z/, "$code is explained");
    cmp_ok(length $text, '>=', 60, "$code is explained at some length");
}

my %seen;
for my $path (grep { m{^tests/(?:golden/.*/expected\.txt|hostile/.*\.case|command/.*\.t)$} } tracked_files()) {
    push @{ $seen{$_} }, $path for expected_codes($path);
}
ok($seen{$_}, "some test expects $_") for sort keys %severity;
my @unknown = grep { !$severity{$_} } map { /\[([a-z0-9]+(?:-[a-z0-9]+)+)\]$/mg } map { slurp("$root/$_") }
    grep { m{^tests/golden/.*/expected\.txt$} } tracked_files();
is("@unknown", '', 'no golden handbook expects a code that does not exist');
done_testing();
