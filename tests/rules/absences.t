#!/usr/bin/env perl
# What is nowhere to be found: foreign libraries outside their one file, printing and exiting below the commands,
# input and output in the stages that only compute. Comments and strings do not count.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Rules qw(root slurp sources bare_code numbered);
use Test::More;

my $call = sub { my $names = join '|', @_; return qr/(?<![\w.>])(?:$names)\s*\(/ };

my @file_calls = qw(fopen fopen64 freopen fdopen open openat creat read readv pread write writev pwrite fread fwrite
  fgets fgetc getc getline fputs fputc putc fprintf vfprintf dprintf fscanf fclose fflush fseek ftell close dup dup2
  stat lstat fstat fstatat statx access faccessat opendir fdopendir readdir scandir nftw fts_open glob unlink unlinkat
  rename renameat renameat2 mkdir mkdirat rmdir remove symlink symlinkat linkat readlink readlinkat chmod fchmod chdir
  fchdir getcwd realpath truncate ftruncate fsync mmap tmpfile mkstemp mkdtemp pipe popen system fork execv execvp execl
  posix_spawn posix_spawnp socket connect accept bind send recv poll select);
my @world_calls = qw(getenv secure_getenv time clock clock_gettime gettimeofday localtime localtime_r mktime setlocale
  rand random srand gethostname getpid uname);

my $libyaml_things = qr{(?:parser|event|document|emitter|token|node|mark|char|encoding|error|version|get_version|
  tag_directive|stream|alias|scalar|sequence|mapping)}x;
my $printing = qr{(?<![\w.>])(?:printf|vprintf|puts|putchar|perror|warn|warnx|psignal)\s*\(};

# Each rule: a name, where it holds (all paths but those that match `except`), what may not stand there, a sample
# that breaks it and one that does not.
my @rules = (
    {   name   => 'libcmark only in formats/markdown*',
        except => qr{^formats/markdown\w*\.[ch]$},
        never  => qr{\b(?:cmark|CMARK)_\w|<cmark},
        breaks => ['render/pages.c', "x = cmark_node_new(1);\n"],
        keeps  => ['render/pages.c', "/* cmark_node_new */ x = 1;\n"] },
    {   name   => 'that header only in formats/markdown*',
        except => qr{^formats/markdown\w*\.[ch]$},
        never  => qr{#\s*include\s*"(?:formats/)?markdown_tree\.h"},
        breaks => ['parse/body.c', "#include \"formats/markdown_tree.h\"\n"],
        keeps  => ['parse/body.c', "#include \"formats/markdown.h\"\n"] },
    {   name   => 'libyaml only in formats/yaml.c',             # our own yaml_parse and yaml_source are fine
        except => qr{^formats/yaml\.c$},
        never  => qr{\byaml_$libyaml_things\_|\bYAML_\w+_(?:EVENT|TOKEN|ENCODING|ERROR)\b|<yaml\.h>},
        breaks => ['parse/config.c', "#include <yaml.h>\n"],
        keeps  => ['parse/config.c', "#include \"formats/yaml.h\"\n"] },
    {   name   => 'libmicrohttpd only in serve/',
        except => qr{^serve/},
        never  => qr{\bMHD_\w|<microhttpd\.h>},
        breaks => ['command/serve.c', "MHD_stop_daemon(d);\n"],
        keeps  => ['serve/http.c', "MHD_stop_daemon(d);\n"] },
    {   name   => 'utf8proc only in base/',
        except => qr{^base/},
        never  => qr{\butf8proc_\w|<utf8proc\.h>},
        breaks => ['parse/forms.c', "utf8proc_map(a);\n"],
        keeps  => ['base/fold.c', "utf8proc_map(a);\n"] },
    {   name   => 'zlib only in formats/gzip.c',
        except => qr{^formats/gzip\.c$},
        never  => qr{\b(?:deflate|inflate|crc32|adler32|compress2?|uncompress)\w*\s*\(|<zlib\.h>},
        breaks => ['publish/sink.c', "deflateEnd(&stream);\n"],
        keeps  => ['publish/sink.c', "gzip_pack(&a, b);\n"] },
    {   name   => 'no exit below main.c and command/',
        except => qr{^(?:main\.c|command/\w+\.c|base/die\.c)$},
        never  => $call->(qw(exit _exit _Exit quick_exit abort err errx verr verrx)),
        breaks => ['build.c', "if (bad) exit(1);\n"],
        keeps  => ['build.c', "x = on_exit(1); y->exit(2);\n"] },
    {   name   => 'no printing below main.c and command/',
        except => qr{^(?:main\.c|command/\w+\.[ch]|base/die\.c)$},
        never  => qr{$printing|\b(?:stdout|stderr|STDOUT_FILENO|STDERR_FILENO)\b},
        breaks => ['base/diag.c', "fputs(s, stderr);\n"],
        keeps  => ['base/diag.c', "snprintf(a, 1, \"printf( stderr\");\n"] },
    {   name   => 'no input or output in model/, parse/, link/, view/, render/, export/',
        only   => qr{^(?:model|parse|link|view|render|export)/},
        never  => $call->(@file_calls),
        breaks => ['link/ledger.c', "f = fopen(path, \"w\");\n"],
        keeps  => ['link/ledger.c', "sink->write(a); reopen(b);\n"] },
    {   name   => 'nor by the headers that offer it',
        only   => qr{^(?:model|parse|link|view|render|export)/},
        never  => qr{#\s*include\s*(?:"base/file\.h"|<(?:fcntl|unistd|dirent|sys/stat|sys/socket|sys/mman|ftw|glob)\.h>)},
        breaks => ['view/map.c', "#include <unistd.h>\n"],
        keeps  => ['view/map.c', "#include <string.h>\n"] },
    {   name   => 'no clock, environment, locale or chance in what computes',
        only   => qr{^(?:formats|model|parse|link|view|render|export)/},
        never  => $call->(@world_calls),
        breaks => ['render/feeds.c', "now = time(NULL);\n"],
        keeps  => ['render/feeds.c', "now = site->time; wall_time(x);\n"] },
    {   name   => 'no threads below base/, which owns them',
        except => qr{^(?:base|serve|command)/|^build\.c$},
        never  => qr{\bpthread_\w|<pthread\.h>|<threads\.h>},
        breaks => ['render/pages.c', "pthread_create(a);\n"],
        keeps  => ['base/pool.c', "pthread_create(a);\n"] },
    {   name   => 'what a page lacks is told before the first is made',    # serve makes them only when they are asked for
        only   => qr{^(?:render|export)/},
        except => qr{^render/(?:plan|prepare)\.c$},
        never  => $call->(qw(diag_add diag_add_span)),
        breaks => ['render/view.c', "diag_add(diags, 1);\n"],
        keeps  => ['render/plan.c', "diag_add(diags, 1);\n"] },
    {   name   => 'no function without a bound',
        never  => $call->(qw(strcpy strcat sprintf vsprintf gets strtok alloca scanf sscanf atoi atol atof)),
        breaks => ['base/str.c', "strcpy(a, b);\n"],
        keeps  => ['base/str.c', "snprintf(a, 1, b); xstrcpy(a);\n"] },
);

sub applies {
    my ($rule, $path) = @_;
    return 0 if $rule->{except} && $path =~ $rule->{except};
    return 0 if $rule->{only}   && $path !~ $rule->{only};
    return 1;
}

sub problems {
    my ($rule, $path, $text) = @_;
    return () unless applies($rule, $path);
    return map { "generator/$path:$_->[0]: $_->[1]\n" } grep { $_->[1] =~ $rule->{never} } numbered(bare_code($text));
}

for my $rule (@rules) {
    is(scalar(() = problems($rule, @{ $rule->{breaks} })), 1, "seen when broken: $rule->{name}");
    is(scalar(() = problems($rule, @{ $rule->{keeps} })),  0, "silent when kept: $rule->{name}");
}

my @sources = sources();
cmp_ok(scalar @sources, '>=', 20, 'there are sources to look at');
my %text = map { $_ => slurp(root() . "/generator/$_") } @sources;
for my $rule (@rules) {
    my @problems = map { problems($rule, $_, $text{$_}) } @sources;
    ok(!@problems, $rule->{name}) or diag(@problems);
}
done_testing();
