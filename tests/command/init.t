#!/usr/bin/env perl
# `glossa init`: a handbook that builds without a warning, from the repository and from an installed program.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(root work glossa slurp spew run glossa_run files);
use Test::More;

sub test_new_handbook {
    my ($status, $out, $err) = glossa_run('.', 'init', 'books/tiny');
    is("$status/$err", '0/', 'a new folder becomes a handbook') or return;
    ($status, $out, $err) = glossa_run('books/tiny', 'check', '-W');
    is("$status/$out$err", '0/', 'without a warning');
    is((glossa_run('books/tiny', 'build', '-W'))[0], 0, 'it builds');
    my $built = files('books/tiny/public');
    ok($built->{$_}, "$_ is there")
      for qw(index.html notes/first-note.html terms/concordance.html sources/example-2024.html notes/index.html glossary.html);
    my $files = files('books/tiny');
    ok($files->{$_}, "$_ came with it") for qw(.gitignore README.md .github/workflows/handbook.yml templates/words.yaml);
    ok(!exists $files->{'left-out'}, 'what is for the program alone did not');
    unlike(slurp(work() . '/books/tiny/site.yaml'), qr/Contested Norms/, "and it is nobody else's");
}

sub test_every_type_can_begin {
    for my $type (qw(note term source)) {
        is((glossa_run('books/tiny', 'new', $type, "A $type"))[0], 0, "a new $type");
    }
    my ($status, undef, $err) = glossa_run('books/tiny', 'check', '--drafts');
    is($status, 0, 'is valid') or diag($err);
}

sub test_trouble {
    my $before = files('books/tiny');
    my ($status, undef, $err) = glossa_run('.', 'init', 'books/tiny');
    is($status, 2, 'a folder with something in it is refused');
    like($err, qr/is not empty/, 'and why');
    is_deeply(files('books/tiny'), $before, 'it stays as it is');
    spew('file', '');
    is((glossa_run('.', 'init', 'file/x'))[0], 3, 'a folder that cannot be made');
    spew('begun/.git/config', '');
    is((glossa_run('.', 'init', 'begun'))[0], 0, 'a repository that has just begun is no obstacle');
}

sub test_installed {
    my ($status, $out, $err) = run('make', '-s', '-C', root(), 'install', 'DESTDIR=' . work(), 'PREFIX=/p', 'NO_DEPS=1');
    is($status, 0, 'make install') or diag($out, $err);
    my $program = work() . '/p/bin/glossa';
    ok(-x $program, 'puts the program below PREFIX');
    is((run($program, 'init', work() . '/other'))[0], 0, 'where it finds what it needs');
    is_deeply([sort keys %{ files('other') }], [grep { !/^public|a-(?:note|term|source)\.md/ } sort keys %{ files('books/tiny') }],
        'the same files');
    ($status) = run('make', '-s', '-C', root(), 'uninstall', 'DESTDIR=' . work(), 'PREFIX=/p');
    is_deeply([keys %{ files('p') }], [], 'uninstall leaves no file');
}

test_new_handbook();
test_every_type_can_begin();
test_trouble();
test_installed();
done_testing();
