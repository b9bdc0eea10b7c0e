#!/usr/bin/env perl
# The shape of generator/: a folder includes only what stands above it in this list, and the stages, which stand
# side by side, never include one another; they meet in model/.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Rules qw(root slurp sources folder_of numbered);
use Test::More;

my @levels = ( ['base'], ['formats'], ['model'], [qw(read parse link view render export publish)],
    [qw(build.c build.h build_export.c build_export.h build_history.c build_history.h build_link.c build_parse.c),
    qw(build_progress.h build_site.c build_stage.c build_stage.h build_steps.h build_update.c build_update.h)],
    ['serve'], ['command'], ['main.c'] );
my %level_of;
for my $level (0 .. $#levels) { $level_of{$_} = $level for @{ $levels[$level] } }

# What is wrong with the includes of one file, as "line: why".
sub problems {
    my ($path, $text, $exists) = @_;
    my $own = folder_of($path);
    return ("1: generator/$own has no place in the order") unless defined $level_of{$own};
    my @problems;
    for (numbered($text)) {
        my ($number, $line) = @$_;
        next unless $line =~ /^\s*#\s*include\s*"([^"]+)"/;
        my $included = $exists->($1) ? $1 : $own =~ /\.[ch]$/ ? $1 : "$own/$1";
        my $target = folder_of($included);
        if    ($included =~ m{(?:^|/)\.\./})            { push @problems, "$number: \"$1\" climbs; name it from generator/" }
        elsif (!$exists->($included))                   { push @problems, "$number: no such header: \"$1\"" }
        elsif ($target eq $own)                         { next }
        elsif ($level_of{$target} >= $level_of{$own} && !together($own, $target)) {
            push @problems, "$number: $own may not include $target";
        }
    }
    return @problems;
}

sub together { return !grep { !/^build(?:_\w+)?\.[ch]$/ } @_ }

sub test_itself {
    my %header = map { $_ => 1 } qw(base/str.h formats/yaml.h model/site.h parse/body.h link/links.h build.h build_stage.h command/all.h);
    my $exists = sub { $header{ $_[0] } };
    my $try = sub { scalar(() = problems($_[0], "#include \"$_[1]\"\n", $exists)) };
    is($try->('parse/body.c', 'model/site.h'),  0, 'a stage may include model');
    is($try->('parse/body.c', 'body.h'),        0, 'a file may include its own folder');
    is($try->('command/build.c', 'build.h'),    0, 'a command may include the pipeline');
    is($try->('build.c', 'build.h'),            0, 'build.c may include its header');
    is($try->('build.c', 'build_stage.h'),      0, 'and what is shared with its neighbours');
    is($try->('link/links.c', 'parse/body.h'),  1, 'seen: a stage that includes another');
    is($try->('base/str.c', 'formats/yaml.h'),  1, 'seen: base that includes formats');
    is($try->('formats/yaml.c', 'model/site.h'), 1, 'seen: formats that includes model');
    is($try->('render/pages.c', 'build.h'),     1, 'seen: a stage that includes the pipeline');
    is($try->('model/site.c', 'base/gone.h'),   1, 'seen: a header that is not there');
    is($try->('extra/new.c', 'base/str.h'),     1, 'seen: a folder without a place');
}

test_itself();
my @sources = sources();
my %known = map { $_ => 1 } @sources;
cmp_ok(scalar @sources, '>=', 20, 'there are sources to look at');
for my $path (@sources) {
    my @problems = problems($path, slurp(root() . "/generator/$path"), sub { $known{ $_[0] } });
    ok(!@problems, "includes of $path") or diag(map { "generator/$path:$_\n" } @problems);
}
done_testing();
