#!/usr/bin/perl
# What the README shows is what happens: its example is put into a copy of the handbook, and `glossa check` has to say what
# the README says it does. The commands that it names have to exist.
use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(root glossa work slurp spew);
use Test::More;

my ($root, $glossa, $work) = (root(), glossa(), work());

# Puts text at the end of a file of the copy.
sub append { my ($path, $text) = @_; spew($path, slurp("$work/$path") . $text) }

my $readme = slurp("$root/README.md");
my ($path, $entry) = $readme =~ /This is `(content\/[^`]+)`:\n\n```markdown\n(.*?)```\n/s or die 'no example';
my ($report) = $readme =~ /^```\n(\Q$path\E:\d+.*?)```\n/ms or die 'no report';

system('cp', '-r', map({ "$root/$_" } qw(content templates static site.yaml)), $work) == 0 or die 'cp';
spew($path, $entry);
my $said = qx(cd "$work" && "$glossa" check 2>&1);
is($? >> 8, 1, 'the slip is an error');
ok(index($said, $report) >= 0, 'the report is as the README shows it') or diag($said);
$entry =~ s/soverein/sovereign/;
spew($path, $entry);
$said = qx(cd "$work" && "$glossa" check 2>&1);
is($? >> 8, 0, 'mended, the entry is fine') or diag($said);

# The line that makes git check each commit, typed as it stands.
SKIP: {
    my ($hook) = $readme =~ /`(printf '#!\/bin\/sh[^`]*pre-commit)`/ or die 'no line for git';
    skip 'git is not installed', 4 if system('git --version >/dev/null 2>&1') != 0;
    my $git = qq(cd "$work" && PATH="$work/bin:\$PATH" && export PATH && );
    symlink $glossa, "$work/bin/glossa" or die if mkdir "$work/bin";
    append('content/index.md', "\n[[public-diplomacy]]\n");    # a term that nobody uses is a warning, and -W stops at those
    is(system("$git git init -q . && $hook"), 0, 'the line for git runs');
    my $commit = "$git git add -A && git -c user.name=N -c user.email=n\@example.org commit -qm x 2>&1";
    $said = qx($commit);
    is($?, 0, 'a sound handbook is committed') or diag($said);
    append($path, "\n[[nowhere]]\n");
    $said = qx($commit);
    isnt($?, 0, 'one with a slip is not');
    like($said, qr/\Q$path\E:\d+:3: error: no entry named "nowhere"/, 'and git shows where it is');
}

my %seen;
for my $command (grep { !$seen{$_}++ } $readme =~ /\bbuild\/glossa (\w+)/g, $readme =~ /`glossa (\w+)/g) {
    qx("$glossa" help $command);
    is($?, 0, "glossa $command exists");
}
my $rules = join '', map { slurp("$root/$_") // die "no $_" } qw(Makefile .ci/packages.mk tests/fuzz/rules.mk);
for my $target ($readme =~ /^make ([a-z]\w*)/gm, $readme =~ /`make ([a-z]\w*)/g) {
    next if $seen{"make $target"}++;
    like($rules, qr/^$target:/m, "make $target exists");
}
for my $page ('README.md', 'generator/hosts/README.md') {
    my ($folder) = "$root/$page" =~ m{^(.*)/};
    my $text = slurp("$root/$page") // die "no $page";
    my $prose = $text =~ s/^```.*?^```$|`[^`\n]*`//gmsr;
    ok(-e "$folder/$_", "$_ is there") for $prose =~ /\]\((?!https?:)([^)#]+)\)/g;
    like($rules, qr/^$_:/m, "make $_ exists") for $text =~ /(?:^|`)make ([a-z]\w*)/gm;
}
done_testing();
