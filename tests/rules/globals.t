#!/usr/bin/env perl
# No mutable globals and no static locals: no symbol of ours lies in a writable section of an object file. Constant
# tables that hold addresses lie in .data.rel.ro and are fine.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use File::Temp qw(tempdir);
use Rules qw(root sources);
use Test::More;

my $root = root();
my $work = tempdir('glossa-globals-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $cc   = $ENV{CC} // 'cc';

# Symbols in writable memory: "name (section)".
sub mutable {
    my ($object) = @_;
    my @found;
    for my $line (qx(nm -f sysv "$object" 2>/dev/null)) {
        my ($name, undef, $class, undef, undef, undef, $section) = map { s/^\s+|\s+$//gr } split /\|/, $line;
        next unless defined $section;
        next if $name =~ /^(?:\.|__|_GLOBAL_|\$)/;                   # the compiler's own
        next if $section =~ /^\.data\.rel\.ro/;
        push @found, "$name ($section)" if $class =~ /^[BbDdGgSs]$/ && $section =~ /^\.(?:data|bss|tdata|tbss)/;
        push @found, "$name (common)"   if $class eq 'C';
    }
    return @found;
}

sub compile {
    my ($source, $object) = @_;
    my $flags = $ENV{RULES_CFLAGS} // '-std=c11 -D_GNU_SOURCE';
    system("$cc $flags -fPIE -O1 -I\"$root/generator\" -c -o \"$object\" \"$source\" >\"$work/log\" 2>&1") == 0
      or return 0;
    return 1;
}

sub sample {
    my ($name, $code) = @_;
    open my $out, '>', "$work/$name.c" or die "$name: $!";
    print {$out} $code;
    close $out or die "$name: $!";
    compile("$work/$name.c", "$work/$name.o") or die "the sample does not compile";
    return scalar(() = mutable("$work/$name.o"));
}

sub test_itself {
    is(sample('counter',  "int counter;\nint next(void) { return ++counter; }\n"), 1, 'seen: a global');
    is(sample('initial',  "static int seed = 3;\nint next(void) { return ++seed; }\n"), 1, 'seen: an initialised static');
    is(sample('local',    "int next(void) { static int calls; return ++calls; }\n"), 1, 'seen: a static local');
    is(sample('thread',   "static _Thread_local int depth;\nint next(void) { return ++depth; }\n"), 1, 'seen: a thread-local');
    my $table = 'static const char *const words[] = {"a", "b"}; const char *word(int i) { return words[i]; }';
    is(sample('table',    "$table\n"),
        0, 'silent: a constant table of addresses');
}

# The object that make built from a source, when it is not older; else one compiled here.
sub object_of {
    my ($source) = @_;
    (my $object = $source) =~ s/\.c$/.o/;
    my $built = "$root/build/release/$object";
    return $built if -e $built && -M $built <= -M "$root/generator/$source";
    (my $name = $object) =~ s{/}{-}g;
    return compile("$root/generator/$source", "$work/$name") ? "$work/$name" : undef;
}

plan skip_all => 'nm is not installed' unless qx(nm --version 2>/dev/null);
test_itself();
my @sources = grep { /\.c$/ } sources();
cmp_ok(scalar @sources, '>=', 20, 'there are sources to look at');
# libcmark's allocator is given no context: one variable of each thread's own says which arena it takes from.
my %known = ('formats/markdown_memory.c' => qr/^in_use \(\.tbss\)$/);
for my $source (@sources) {
    my $object = object_of($source);
    my @found = $object ? mutable($object) : ('it does not compile here');
    @found = grep { $_ !~ $known{$source} } @found if $known{$source};
    ok(!@found, "no mutable global in $source") or diag(map { "generator/$source: $_\n" } @found);
}
done_testing();
