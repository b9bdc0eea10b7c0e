#!/usr/bin/env perl
# `glossa template`: what it finds, where it prints, how it ends. What Mustache itself does is tested elsewhere.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(work glossa spew);
use Test::More;

# Runs it in the folder, with $in as its standard input: "exit status/stdout/stderr".
sub run {
    my ($in, @words) = @_;
    spew('in', $in);
    return join '/', Book::run('sh', '-c', 'cd "$0" && exec "$@" <in', work(), glossa(), 'template', @words);
}

spew('hello.html', 'Hello {{name}}{{> mark}}');
spew('mark.html', '!');
spew('parts/mark.html', '?{{> deep/more}}');
spew('parts/deep/more.html', ' {{> mark2}}more');
spew('parts/odd.html', 'odd');
spew('data.yaml', "name: Bo\nnumber: 1.210\nfalse: false\nnothing: null\nquoted: \"1.210\"\nwhich: odd\nlist: [a, b]\n");

is(run('', 'hello.html', 'data.yaml'), '0/Hello Bo!/', 'partials stand beside the template');
is(run('', 'hello.html', 'data.yaml', '--partials', 'parts'), '0/Hello Bo? more/', 'or where --partials says, also deeper');
is(run('{{name}}{{> mark}}', '-', 'data.yaml'), '0/Bo!/', 'a template from standard input');
is(run('name: Al', 'hello.html', '-'), '0/Hello Al!/', 'data from standard input');
is(run('{{> *which}}', '-', 'data.yaml', '--partials', 'parts'), '0/odd/', 'a partial whose name is data');
is(run('[{{> none}}{{missing}}]', '-', 'data.yaml'), '0/[]/', 'what is not there is empty');
is(run('{{number}} {{quoted}}{{#false}}x{{/false}}{{^nothing}} none{{/nothing}}', '-', 'data.yaml'), '0/1.21 1.210 none/',
    'plain values by the JSON schema of YAML');
is(run('{{#list}}<{{.}}>{{/list}}', '-', 'data.yaml'), '0/<a><b>/', 'a list');
spew('word.yaml', 'word');
is(run('<{{.}}>', '-', 'word.yaml'), '0/<word>/', 'data that is a single text');
like(run('{{#a}}', '-', 'data.yaml'), qr{^1//-:1:1: error: .* \[template-syntax\]\n    1 \| \{\{#a\}\}\n}, 'an error in the template');
spew('parts/bad.html', "fine\n{{/bad}}\n");
like(run('{{> bad}}', '-', 'data.yaml', '--partials', 'parts'), qr{/parts/bad\.html:2:1: error: .*\n    2 \| \{\{/bad\}\}\n},
    'and in a partial, at its place');
like(run("name: Bo\nname: Al\n", 'hello.html', '-'), qr{^1/.*/-:2:1: error: .* \[yaml-duplicate-key\]\n    2 \| name: Al\n}s,
    'and in the data');
like(run('', 'none.html', 'data.yaml'), qr{^3//glossa: none\.html: No such file}, 'a template that is not there');
like(run('', 'hello.html', 'none.yaml'), qr{^3//glossa: none\.yaml: No such file}, 'data that are not there');
like(run('', 'hello.html', 'data.yaml', '--partials', 'none'), qr{^3//glossa: none: No such file}, 'a folder that is not there');
like(run('', '-', '-'), qr{^2//glossa: template: only one}, 'standard input serves once');
like(run('', 'hello.html'), qr{^2//glossa: }, 'it needs two files');
like(run('{{> ../hello}}', '-', 'data.yaml', '--partials', 'parts'), qr{^3//glossa: parts/\.\./hello\.html: },
    'partials do not leave their folder');
spew('parts/loop.html', '{{> loop}}');
like(run('{{> loop}}', '-', 'data.yaml', '--partials', 'parts'), qr{^1//.*\[template-recursion\]}s, 'a loop of partials ends');
done_testing();
