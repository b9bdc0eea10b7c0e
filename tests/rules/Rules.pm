# What the rule tests share: which files there are, and C source without its comments and strings.
package Rules;

use strict;
use warnings;
use Cwd qw(abs_path);
use Exporter qw(import);
use File::Basename qw(dirname);
use File::Find ();

our @EXPORT_OK = qw(root slurp tracked_files sources folder_of bare_code numbered);

sub root { return abs_path(dirname(__FILE__) . '/../..') }

sub slurp {
    my ($path) = @_;
    open my $in, '<:raw', $path or die "$path: $!";
    local $/;
    return scalar <$in>;
}

# Paths below the root that belong to the repository: tracked, or new and not ignored. Without git (a tarball): all
# but what builds make.
sub tracked_files {
    my $root = root();
    my @paths = split /\0/, qx(git -C "$root" ls-files -z --cached --others --exclude-standard 2>/dev/null);
    if (!@paths) {
        my $keep = sub { -f && push @paths, $File::Find::name =~ s{^\Q$root\E/}{}r };
        my $skip = sub { grep { !/^(?:\.git|build|public)$/ } @_ };
        File::Find::find({ wanted => $keep, preprocess => $skip }, $root);
    }
    my %seen;
    return sort grep { !$seen{$_}++ && -f "$root/$_" } @paths;
}

# C sources and headers, as paths below generator/.
sub sources { return map { m{^generator/(.+\.[ch])$} ? $1 : () } tracked_files() }

# "parse" of "parse/body.c", "build.c" of "build.c".
sub folder_of {
    my ($path) = @_;
    return $path =~ m{^([^/]+)/} ? $1 : $path;
}

# The text with comments and the insides of strings and characters blanked, line numbers kept. Lines that include a
# header keep it.
sub bare_code {
    my ($text) = @_;
    my $blank = sub { my ($cut) = @_; $cut =~ s/[^\n]/ /g; return $cut };
    $text =~ s{(/\*.*?\*/|//[^\n]*) | ^(\h*\#\h*include[^\n]*) | ("(?:[^"\\\n]|\\.)*") | ('(?:[^'\\\n]|\\.)*')}
              { defined $1 ? $blank->($1)
              : defined $2 ? $2
              : defined $3 ? '"' . (' ' x (length($3) - 2)) . '"'
              : "'" . (' ' x (length($4) - 2)) . "'" }gsmex;
    return $text;
}

# [[line number, line], …]
sub numbered {
    my ($text) = @_;
    my $number = 0;
    return map { [++$number, $_] } split /\n/, $text;
}

1;
