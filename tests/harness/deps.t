#!/usr/bin/env perl
# How .ci/deps finds and installs what a build needs: on made-up machines whose compiler, package manager, user and
# sudo are scripts of ours. Nothing is really installed.

use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use Test::More;

my $deps  = abs_path(dirname(__FILE__) . '/../../.ci/deps');
my @tools = qw(sh sed cut tr sort mkdir awk ls env cat tail cmp mv rm dirname);
my @libraries = qw(cmark yaml utf8proc microhttpd z);

sub spew {
    my ($path, $text) = @_;
    open my $out, '>', $path or die "$path: $!";
    print {$out} $text;
    close $out or die "$path: $!";
    chmod 0755, $path;
}

sub slurp {
    my ($path) = @_;
    open my $in, '<', $path or return '';
    local $/;
    return scalar <$in> // '';
}

# A compiler that links with the libraries for which there is a file lib/NAME.
sub fake_compiler {
    my ($folder) = @_;
    return "#!/bin/sh\ncat >/dev/null\n"
      . "for word; do case \$word in -l*) [ -e '$folder/lib/'\${word#-l} ] || exit 1 ;; esac; done\n";
}

# A package manager that notes what it is asked and, where it works, brings all libraries at once.
sub fake_manager {
    my ($folder, $name, $works) = @_;
    my $install = $works ? join '', map { ": >'$folder/lib/$_'\n" } @libraries : "echo no such package\nexit 100\n";
    return "#!/bin/sh\n[ \"\$1\" != --prefix ] || { echo /opt/brew; exit; }\necho \"$name \$*\" >>'$folder/ran'\n"
      . "case \"\$*\" in update|-Sy) exit ;; esac\n$install";
}

# A folder with bin/ as the whole PATH.
sub machine {
    my (%is) = (manager => 'apt-get', user => 0, sudo => 0, works => 1, has => [], compiler => 1, @_);
    my $folder = tempdir('glossa-deps-XXXXXX', TMPDIR => 1, CLEANUP => 1);
    mkdir "$folder/$_" for qw(bin lib);
    for my $tool (@tools) {
        my ($path) = grep { -x } map { "$_/$tool" } split /:/, $ENV{PATH};
        symlink $path, "$folder/bin/$tool" or die "$tool: $!";
    }
    spew("$folder/lib/$_", '') for @{ $is{has} };
    spew("$folder/bin/cc",           fake_compiler($folder)) if $is{compiler};
    spew("$folder/bin/$is{manager}", fake_manager($folder, @is{qw(manager works)})) if $is{manager};
    spew("$folder/bin/id",           "#!/bin/sh\necho $is{user}\n");
    spew("$folder/bin/sudo", "#!/bin/sh\n" . ($is{sudo} ? "[ \"\$1\" != -n ] || exit 0\nexec \"\$@\"\n" : "exit 1\n"));
    return $folder;
}

# (exit status, what was said, what the package manager was asked, the makefile that was written)
sub run_deps {
    my ($folder, %environment) = @_;
    local %ENV = (PATH => "$folder/bin", %environment);
    my $said = qx(cd "$folder" && "$deps" build build/found.mk 2>&1);
    return ($? >> 8, $said, slurp("$folder/ran"), slurp("$folder/build/found.mk"));
}

sub test_found {
    my $folder = machine(has => [@libraries]);
    my ($status, $said, $ran, $found) = run_deps($folder);
    is($status, 0, 'when all is there, all is well');
    is($said . $ran, '', 'nothing is said, nothing installed');
    like($found, qr/^DEPENDENCY_LIBS = .*-lcmark -lyaml -lutf8proc -lmicrohttpd -lz$/m, 'flags are written without pkg-config');
    my $before = (stat "$folder/build/found.mk")[9] - 100;
    utime $before, $before, "$folder/build/found.mk";
    run_deps($folder);
    is((stat "$folder/build/found.mk")[9], $before, 'and not written again when they are the same');
    spew("$folder/bin/pkg-config", "#!/bin/sh\ncase \$1 in --cflags) echo -I/there ;; --libs) echo -Lthere -lcmark ;; esac\n");
    $found = (run_deps($folder))[3];
    like($found, qr{^DEPENDENCY_CFLAGS = -I/there *\nDEPENDENCY_LIBS = -Lthere -lcmark *$}m, 'pkg-config knows better');
}

sub test_installing {
    my @rows = (
        ['apt-get', 0, qr/^apt-get install -y .*libcmark-dev libmicrohttpd-dev libutf8proc-dev libyaml-dev zlib1g-dev$/m],
        ['dnf',     0, qr/^dnf install -y cmark-devel libmicrohttpd-devel libyaml-devel utf8proc-devel zlib-devel$/m],
        ['apk',     0, qr/^apk add cmark-dev libmicrohttpd-dev utf8proc-dev yaml-dev zlib-dev$/m],
        ['pacman',  0, qr/^pacman -S --needed --noconfirm cmark libmicrohttpd libutf8proc libyaml zlib$/m],
        ['brew', 1000, qr/^brew install cmark libmicrohttpd libyaml utf8proc zlib$/m],
    );
    for my $row (@rows) {
        my ($manager, $user, $command) = @$row;
        my ($status, $said, $ran, $found) = run_deps(machine(manager => $manager, user => $user));
        is($status, 0, "$manager installs what is missing");
        like($ran,   $command, 'by the names it knows');
        like($said,  qr/\Ainstalling with $manager: .*cmark.*\n\z/, 'which is said');
        like($found, qr/-lcmark/, 'and then found');
    }
    my (undef, undef, $ran) = run_deps(machine(has => [qw(cmark yaml utf8proc z)]));
    like($ran, qr/ libmicrohttpd-dev$/m, 'what is missing is installed');
    unlike($ran, qr/cmark/, 'and nothing else');
    my ($status, $said) = run_deps(machine(user => 1000, sudo => 1));
    is($status, 0, 'sudo is used where it asks for no password');
    like($said, qr/^installing with sudo apt-get: /, 'and named');
}

sub test_not_installing {
    my ($status, $said, $ran, $found) = run_deps(machine(), NO_DEPS => 1);
    is("$status/$ran/$found", '3//', 'NO_DEPS=1 only reports');
    like($said, qr/\Amissing: libcmark libmicrohttpd libutf8proc yaml-0\.1 zlib; to install:\n/, 'what is missing');
    like($said, qr/^    apt-get install -y .*libcmark-dev.*\n\z/m, 'and how to get it');
    ($status, $said, $ran) = run_deps(machine(user => 1000));
    is("$status/$ran", '3/', 'without a right to install it only reports');
    like($said, qr/^    sudo apt-get install /m, 'with the command to type');
    ($status, $said) = run_deps(machine(has => [@libraries]), NO_DEPS => 1);
    is("$status/$said", '0/', 'NO_DEPS=1 has nothing to report when all is there');
    ($status, $said) = run_deps(machine(manager => ''));
    is($status, 3, 'no package manager is trouble');
    like($said, qr/by hand/, 'for the user to mend');
    ($status, $said) = run_deps(machine(works => 0));
    is($status, 3, 'a failing one too');
    like($said, qr/^no such package\n.*could not install .*libcmark-dev.* log/ms, 'with its own words');
    ($status, $said, $ran) = run_deps(machine(compiler => 0));
    is("$status/$ran", '3/', 'no compiler');
    like($said, qr/^"cc" compiles nothing/, 'is told apart from missing libraries');
}

test_found();
test_installing();
test_not_installing();
done_testing();
