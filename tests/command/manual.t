#!/usr/bin/env perl
# `glossa completion` and the manual pages: what the shells and mandoc say to them, and that nothing is missing.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(root work glossa slurp spew run glossa_run);
use Test::More;

my $help     = (glossa_run('.', 'help'))[1];
my @commands = $help =~ /^  (\w+) {2}/mg;

# The options of a command, as its help shows them.
sub options_of {
    my ($text) = (glossa_run('.', 'help', @_))[1] =~ /\nOptions:\n(.*?)\n\n/s or return ();
    return $text =~ /--([\w-]+)/g;
}

sub test_help {
    cmp_ok(scalar @commands, '>', 10, 'there are commands');
    cmp_ok(scalar(() = $help =~ /\n/g), '<=', 25, 'help fits a screen');
    is(join(' ', grep { length > 80 } split /\n/, $help), '', 'and its width');
    for my $command (@commands) {
        my $text = (glossa_run('.', 'help', $command))[1];
        like($text, qr/^Examples:$/m, "$command has examples") unless $command =~ /^(?:version|clean)$/;
    }
}

sub test_manual {
    my $mandoc = !(run('mandoc', '-Tlint', '/dev/null'))[2] || -x '/usr/bin/mandoc';
    my %page;
    for my $name (qw(glossa glossa-handbook)) {
        my ($status, $out) = glossa_run('.', 'help', "--man=$name");
        is($status, 0, "$name has a page");
        $page{$name} = $out;
        spew("$name.mdoc", $out);
        next unless $mandoc;
        my @told = grep { !/referenced manual not found/ } split /\n/, (run('mandoc', '-Tlint', work() . "/$name.mdoc"))[1];
        is("@told", '', "which mandoc has nothing against");
    }
    for my $command (@commands) {
        like($page{glossa}, qr/^\.Ss \Q$command\E$/m, "glossa(1) has $command");
        is(join(' ', grep { $page{glossa} !~ /Fl Fl \Q$_\E\b/ } options_of($command)), '', 'and its options');
    }
    like($page{'glossa-handbook'}, qr/^\.It Ic \\&$_$/m, "glossa-handbook(5) has $_")
      for qw(title base_url aliases types\.\*\.fields\.\*\.means);
    my ($keys) = slurp(root() . '/generator/parse/view.c') =~ /^\} KEYS\[\] = \{(.*?)^\};/ms;
    my @keys = $keys =~ /STR_INIT\("(\w+)"\)/g;
    cmp_ok(scalar @keys, '>', 15, 'a view has keys');
    my ($views) = $page{'glossa-handbook'} =~ /^\.Sh VIEWS OF ENTRIES$(.*?)^\.Sh /ms;
    is(join(' ', sort $views =~ /^\.It Ic \\&(\w+)$/mg), join(' ', sort @keys), 'and all of them are explained');
    is((glossa_run('.', 'help', '--man=other'))[0], 2, 'no other page');
}

# What bash offers after some words.
sub bash_offers {
    my ($folder, @words) = @_;
    my $script = join "\n", 'compopt() { :; }', '. "$1"', 'shift', 'COMP_WORDS=(glossa "$@")', 'COMP_CWORD=$#', '_glossa',
      'printf "%s\n" "${COMPREPLY[@]}"';
    (my $path = glossa()) =~ s{/[^/]+$}{};
    local $ENV{PATH} = "$path:$ENV{PATH}";
    my (undef, $out) = run('bash', '-c', "cd '" . work() . "/$folder' && $script", 'bash', work() . '/bash', @words);
    return join ' ', sort split /\n/, $out;
}

sub test_completion {
    for my $shell (qw(bash zsh fish)) {
        my ($status, $out) = glossa_run('.', 'completion', $shell);
        is($status, 0, "a script for $shell");
        like($out, qr/\b\Q$_\E\b/, "which knows $_") for @commands;
        spew($shell, $out);
        my ($known) = run($shell, '-n', work() . "/$shell");
        SKIP: {
            skip "$shell is not installed", 1 if $known eq '255' || (run('which', $shell))[0] != 0;
            is($known, 0, "and which $shell can read");
        }
    }
    is((glossa_run('.', 'completion', 'csh'))[0], 2, 'no other shell');
    is((glossa_run('.', 'init', 'book'))[0], 0, 'in a handbook');
    is(bash_offers('book', 'ser'), 'serve', 'a command');
    is(bash_offers('book', '-C', '.', 'rena'), 'rename', 'behind an option');
    is(bash_offers('book', 'build', '--dr'), '--drafts', 'an option of a command');
    is(bash_offers('book', 'build', '--base'), '--base-url=', 'and one with a value');
    is(bash_offers('book', 'check', '--qu'), '--quiet', 'one of all commands');
    is(bash_offers('book', 'completion', ''), 'bash fish zsh', 'a word');
    is(bash_offers('book', 'data', 'notes/'), 'notes/first-note', 'an entry');
    is(bash_offers('book', 'new', 'no'), 'note', 'a type');
    is(bash_offers('book', 'explain', 'link-unk'), 'link-unknown', 'a code');
}

test_help();
test_manual();
test_completion();
done_testing();
