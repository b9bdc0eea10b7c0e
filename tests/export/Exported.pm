package Exported;
# The handbook of tests/golden/data and the repository's own, built, with their data as others read it: what the tests of
# exports share. A tool that is not installed makes the test that needs it skip; .ci/deps installs them where it can.

use strict;
use warnings;
use Cwd qw(abs_path);
use Exporter qw(import);
use File::Basename qw(dirname);
use FindBin qw($Bin);
use lib "$Bin/../command";
use Book qw(root glossa work slurp spew run glossa_run);
use JSON::PP ();

our @EXPORT_OK = qw(built built_without_base tool python_with triples csv_rows json page_of);

sub copy_of {
    my ($name, $edit) = @_;
    my $golden = root() . '/tests/golden';
    my $folder = work() . "/$name";
    system('cp', '-R', "$golden/data", $folder) == 0 && system('cp', '-R', "$golden/_templates", "$folder/templates") == 0
      or die "cannot copy";
    system("cd '$folder' && sh -e setup") == 0 or die 'cannot set up';
    $edit->($folder) if $edit;
    return $folder;
}

# Builds a copy of the golden handbook and returns where the site is.
sub built {
    my ($name, $edit) = @_;
    my $folder = copy_of($name, $edit);
    my ($status, undef, $told) = run(glossa(), '-C', $folder, qw(build -q -o out));
    die "it does not build:\n$told" if $status;
    return "$folder/out";
}

sub built_without_base {
    my ($name) = @_;
    return built($name, sub {
        my $site = slurp("$_[0]/site.yaml") =~ s/^base_url:.*\n//mr;
        open my $out, '>', "$_[0]/site.yaml" or die;
        print {$out} $site;
        close $out or die;
    });
}

# The path of a program, or nothing.
sub tool {
    my ($name) = @_;
    my ($path) = grep { -x } map { "$_/$name" } split /:/, $ENV{PATH};
    return $path;
}

# A python3 that has a module: Debian's own is the one that .ci/deps installs for.
sub python_with {
    my ($module) = @_;
    for my $python ('/usr/bin/python3', tool('python3')) {
        return $python if $python && -x $python && (run($python, '-c', "import $module"))[0] eq '0';
    }
    return undef;
}

# What rapper reads: [subject, predicate, object] each, literals as {value, lang, type}.
sub triples {
    my ($file, $base) = @_;
    my ($status, $out, $told) = run(tool('rapper'), '-q', '-i', 'turtle', '-o', 'ntriples', $file, $base ? $base : ());
    die "rapper: $told" if $status || $told =~ /\S/;
    my @triples;
    for (split /\n/, $out) {
        my ($s, $p, $o) = /^<([^>]*)> <([^>]*)> (.*) \.$/ or die "not understood: $_";
        if ($o =~ /^<([^>]*)>$/) { push @triples, [$s, $p, $1]; next }
        my ($text, $lang, $type) = $o =~ /^"(.*)"(?:\@([\w-]+)|\^\^<([^>]*)>)?$/ or die "not understood: $o";
        push @triples, [$s, $p, { value => unescaped($text), lang => lc($lang // ''), type => $type // '' }];
    }
    return \@triples;
}

sub unescaped {
    my ($text) = @_;
    my %plain = (n => "\n", t => "\t", r => "\r", '"' => '"', '\\' => '\\');
    utf8::decode($text);
    $text =~ s/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/$1 ? chr hex $1 : $2 ? chr hex $2 : $plain{$3}/ge;
    return $text;
}

sub json { return JSON::PP->new->utf8->decode(slurp($_[0]) // die "no $_[0]") }

# Rows of a CSV file as hashes, by RFC 4180: any slip in its quoting dies.
sub csv_rows {
    my ($text) = @_;
    my (@rows, @row);
    while (length $text) {
        $text =~ s/^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)//s or die 'no CSV: ' . substr $text, 0, 60;
        my ($quoted, $plain, $end) = ($1, $2, $3);
        push @row, defined $quoted ? $quoted =~ s/""/"/gr : $plain;
        next if $end eq ',';
        push @rows, [@row];
        @row = ();
    }
    my $names = shift @rows;
    return map { my %row; @row{@$names} = @$_; @$_ == @$names or die "a row of another length"; \%row } @rows;
}

# The file that an address of the site leads to, with the anchor behind it.
sub page_of {
    my ($site, $base, $address) = @_;
    my ($path, $anchor) = $address =~ /^\Q$base\E([^#]*)(?:#(.*))?$/ or return;
    $path =~ s/%([0-9A-F]{2})/chr hex $1/ge;
    $path .= 'index.html' if $path =~ m{(?:^|/)$};
    return ("$site/$path", $anchor);
}

1;
