#!/usr/bin/perl
# Our own cases for each part of the Markdown that glossa reads: tests/markdown/TOPIC.txt holds examples
#
#     ```````` example [--plain] [--unsafe]
#     the text
#     ````````  (a line of one full stop between the parts)
#     the HTML
#     .
#     what is reported, if anything: LINE:COLUMN: severity: message [code]
#     ````````
#
# UPDATE=1 writes what glossa says now, to be read through before it is kept.
use strict;
use warnings;
use File::Basename qw(dirname basename);
use File::Temp qw(tempfile);
use Test::More;

my $here = dirname(__FILE__);
my $glossa = $ENV{GLOSSA} || "$here/../build/glossa";
my $update = $ENV{UPDATE};
my ($handle, $input) = tempfile(UNLINK => 1);
close $handle;

sub slurp { my ($path) = @_; open my $file, '<:raw', $path or die "$path: $!"; local $/; return scalar <$file> // '' }
sub spew { my ($path, $text) = @_; open my $file, '>:raw', $path or die "$path: $!"; print $file $text; close $file or die $! }

sub run_glossa {
    my ($options, $text) = @_;
    spew($input, $text);
    my $html = `"$glossa" render $options - < "$input" 2> "$input.err"`;
    my $status = $? & 127 ? "killed by signal " . ($? & 127) . "\n" : '';
    # the quoted lines and carets have tests of their own
    my $report = join '', map { s/^-://r } grep { /^-:\d+/ } split /^/, slurp("$input.err");
    unlink "$input.err";
    return ($html, $status . $report);
}

for my $file (sort glob "$here/markdown/*.txt") {
    my $topic = basename($file, '.txt');
    my $text = slurp($file);
    my ($number, $out) = (0, '');
    while ($text =~ /\G(.*?)^(`{8} example ?([^\n]*)\n)(.*?)^`{8}\n/gcms) {
        my ($before, $head, $options, $example) = ($1, $2, $3, $4);
        my ($source, $html, $report) = split /^\.\n/m, $example, 3;
        $html //= '';
        $report //= '';
        my ($got_html, $got_report) = run_glossa($options, $source);
        $number++;
        $out .= "$before$head$source.\n$got_html" . (length $got_report ? ".\n$got_report" : '') . "````````\n";
        next if $update;
        is($got_html, $html, "$topic $number: html") or diag($source);
        is($got_report, $report, "$topic $number: report") or diag($source);
    }
    if ($update) {
        spew($file, $out . substr($text, pos($text) // 0));
        pass("$topic written");
    }
}
done_testing();
