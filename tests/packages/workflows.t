#!/usr/bin/env perl
# Workflows and the action, as far as they can be tried without their hosts: they are YAML, ask for no more than they
# need, let nothing from outside into a shell, and what they run does here what it is to do there.

use strict;
use warnings;
use FindBin qw($Bin);
use lib "$Bin/../command";
use Book qw(root glossa is_release work slurp spew run);
use Test::More;

my ($root, $work) = (root(), work());
delete @ENV{qw(MAKEFLAGS MAKELEVEL MFLAGS)};
$ENV{NO_DEPS} = 1;
my %text = map { $_ => slurp("$root/$_") // die $_ } qw(.gitlab-ci.yml .github/workflows/ci.yml .github/workflows/pages.yml
    .github/workflows/release.yml .github/actions/glossa/action.yml generator/start/.github/workflows/handbook.yml);

# The steps of a workflow or an action: {name, env => {}, run}. Only what stands indented as ours does is understood.
sub steps {
    my ($text) = @_;
    my @steps;
    my ($list) = $text =~ /^ *steps:\n(.*)/ms;
    for my $step (split /^ *- (?=\w+:)/m, $list) {
        my ($name) = $step =~ /^ *name: (.*)/m;
        my ($env)  = $step =~ /^( *)env:\n((?:\1 +.*\n)+)/m ? $2 : '';
        my $script = $step =~ /^( *)run: \|\n((?:\1 +.*\n|\n)+)/m ? $2 : $step =~ /^ *run: (.*)/m ? $1 : next;
        push @steps, { name => $name // '', env => { $env =~ /^ *(\w+): (.*)$/mg }, run => $script };
    }
    return @steps;
}

# Runs a step in bash as a host does, with what expressions stand for; (exit status, all that was said).
sub run_step {
    my ($step, $folder, %means) = @_;
    local %ENV = (%ENV, map { $_ => $step->{env}{$_} =~ s/\$\{\{ *([\w.-]+) *\}\}/$means{$1} \/\/ die "what is $1?"/ger } keys %{ $step->{env} });
    spew('step.sh', $step->{run});
    my ($status, $said, $trouble) = run('bash', '-c', 'cd "$1" && exec bash --noprofile --norc -eo pipefail "$2"', 'step', $folder, "$work/step.sh");
    return ($status, $said . $trouble);
}

sub named { my ($text, $name) = @_; return (grep { $_->{name} =~ $name } steps($text))[0] // die "no step $name" }

# --- all of them
spew('none.html', "{{name}}\n");
for my $path (sort keys %text) {
    my ($status, undef, $trouble) = run(glossa(), 'template', "$work/none.html", "$root/$path");
    is($status, 0, "$path is YAML") or diag($trouble);
    unlike(join('', map { $_->{run} } steps($text{$path})), qr/\$\{\{/, 'and puts no expression into a script') if $text{$path} =~ /steps:/;
}
for my $path (grep { m{/workflows/} } sort keys %text) {
    like($text{$path}, qr/^permissions:\n  contents: read\n(?! )/m, "$path may read, and each job what it needs more");
    is(() = $text{$path} =~ /^    runs-on:/mg, () = $text{$path} =~ /^    timeout-minutes:/mg, 'each of its jobs ends some time');
    like($text{$path}, qr/fetch-depth: 0/, 'it has the whole history') if $text{$path} =~ /make site|build\n/;
}

# --- the action, on a handbook in a folder with a space
my $action = $text{'.github/actions/glossa/action.yml'};
my ($declared) = $action =~ /^inputs:\n((?: .*\n)+)/m;
my @inputs = $declared =~ /^  ([\w-]+):$/mg;
is(join(' ', sort @inputs), join(' ', sort keys %{ { map { $_ => 1 } $action =~ /\$\{\{ inputs\.([\w-]+) \}\}/g } }), 'each input is used, each that is used is one');
my %default = map { $_ => $declared =~ /^  \Q$_\E:\n(?:   .*\n)*?    default: "?(.*?)"?$/m ? $1 : die "no default of $_" } @inputs;

is((run(glossa(), 'init', "$work/work space/my book"))[0], 0, 'a new handbook');
my $workspace = "$work/work space";
sub act {
    my (%inputs) = @_;
    my %means = ('github.action_path' => "$root/.github/actions/glossa", map { ("inputs.$_" => $inputs{$_} // $default{$_}) } @inputs);
    local $ENV{GITHUB_OUTPUT} = "$work/output";
    spew('output', '');
    my $all = '';
    for my $step (steps($action)) {
        my ($status, $said) = run_step($step, $workspace, %means);
        $all .= $said;
        return ($status, $all, $step->{name}) if $status;
    }
    return (0, $all, '');
}
SKIP: {
    skip 'the action compiles the release', 9 if !is_release();
    my ($status, $said) = act(path => 'my book');
    is($status, 0, 'the action builds it') or diag($said);
    ok(-s "$workspace/my book/public/index.html", 'where it should be');
    is(slurp("$work/output"), "site=my book/public\n", 'and says where');
    is((act(path => 'my book', output => 'the site', 'base-url' => 'https://x.example/sub/'))[0], 0, 'elsewhere, for another address');
    like(slurp("$workspace/my book/the site/_headers"), qr{^/sub/\*}, 'which it is for');
    spew('work space/my book/content/notes/slip.md', "---\ntitle: Slip\nsummary: A slip.\n---\nSee [[no such note]].\n");
    ($status, $said, my $step) = act(path => 'my book');
    is("$status $step", '1 Check the handbook', 'a slip fails');
    like($said, qr{^::error file=my book/content/notes/slip\.md,line=5}m, 'and shows beside its line');
    spew('work space/my book/content/notes/slip.md', "---\ntitle: Slip\nsummary: A slip.\n---\n<b>raw</b>\n");
    ($status, $said) = act(path => 'my book');
    is($status, 0, 'a warning does not') or diag($said);
    is((act(path => 'my book', strict => 'true'))[0], 1, 'unless it is to');
}

# --- the handbook's own pages, in a copy whose program is compiled already
SKIP: {
    skip 'pages are built by the release', 4 if !is_release();
    system('mkdir', '-p', "$work/copy/build") == 0 or die;
    system('cp', '-a', (map { "$root/$_" } qw(generator templates content static tests Makefile site.yaml .ci)), "$work/copy") == 0 or die;
    system('cp', '-a', (map { "$root/build/$_" } qw(release glossa dependencies.mk)), "$work/copy/build") == 0 or die;
    local $ENV{CC} = $ENV{CC} || 'cc';
    my ($status, $said) = run_step(named($text{'.github/workflows/pages.yml'}, qr/^Build/), "$work/copy", 'steps.pages.outputs.base_url' => 'https://o.example/handbook');
    is($status, 0, 'GitHub Pages: the site is built') or diag($said);
    like(slurp("$work/copy/public/404.html"), qr{href="/handbook/}, 'for the address that it will have');
    my ($script) = $text{'.gitlab-ci.yml'} =~ /^pages:.*?^  script:\n((?:    - [^\n]*\n)+)/ms;
    ($status, $said) = run_step({ env => { CI_PAGES_URL => 'https://g.example/hand/book' }, run => $script =~ s/^    - //mgr }, "$work/copy");
    is($status, 0, 'GitLab Pages: so it is') or diag($said);
    like(slurp("$work/copy/public/404.html"), qr{href="/hand/book/}, 'for its address');
}

# --- releases
my $tag = named($text{'.github/workflows/release.yml'}, qr/^The tag/);
my ($version) = slurp("$root/Makefile") =~ /^VERSION = (.*)$/m;
is((run_step($tag, $root, 'github.ref_name' => "v$version"))[0], 0, 'a release is of the version that its tag says');
my ($status, $said) = run_step($tag, $root, 'github.ref_name' => 'v0.0.0$(touch x)');
is($status, 1, 'or of none');
like($said, qr/^::error file=Makefile::/, 'which it tells');
done_testing();
