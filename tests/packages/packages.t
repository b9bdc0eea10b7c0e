#!/usr/bin/env perl
# What `make dist`, `make deb` and `make static` make: the same to the byte from another clone, under another umask, time
# zone and language; whole; and it works where it is put. Nothing is compiled here but the last link.

use strict;
use warnings;
use FindBin qw($Bin);
use lib "$Bin/../command";
use Book qw(root glossa is_release work slurp spew run files);
use Test::More;

my ($root, $work) = (root(), work());
plan skip_all => 'packages are made of the release' if !is_release();
delete @ENV{qw(MAKEFLAGS MAKELEVEL MFLAGS SOURCE_DATE_EPOCH GLOSSA)};

sub have { my ($name) = @_; return (grep { -x } map { "$_/$name" } split(/:/, $ENV{PATH}), '/usr/sbin', '/sbin')[0] }

# Makes a target and gives the bytes of what it says it has made.
sub make {
    my ($folder, $target) = @_;
    my ($status, $said, $trouble) = run('make', '-C', $folder, $target, 'CC=' . ($ENV{CC} || 'cc'));
    my ($file) = $said =~ m{^(build/\S+)$}m;
    ok($status == 0 && $file, "make $target") or diag("$said$trouble");
    return ($file && "$folder/$file", $file ? slurp("$folder/$file") : '');
}

# The same in an odd place: another umask, time zone, language, compression and git settings.
sub make_oddly {
    my ($folder, $target) = @_;
    my $before = umask 077;
    local @ENV{qw(TZ LC_ALL LANG GZIP HOME)} = ('Pacific/Kiritimati', 'tr_TR.UTF-8', 'tr_TR.UTF-8', '-1', $work);
    spew('.gitconfig', "[tar]\n\tumask = 0\n[core]\n\tautocrlf = true\n[safe]\n\tdirectory = *\n");
    my (undef, $bytes) = make($folder, $target);
    umask $before;
    return $bytes;
}

# --- the source
SKIP: {
    have('git') && -e "$root/.git" or skip 'no git history here', 8;
    my ($archive, $bytes) = make($root, 'dist');
    system('git', 'clone', '-q', '--no-hardlinks', "file://$root", "$work/another clone") == 0 or skip 'git cannot clone this', 7;
    system('git', '-C', "$work/another clone", 'checkout', '-q', '--detach', qx(git -C "$root" rev-parse HEAD) =~ s/\n//r);
    ok(make_oddly("$work/another clone", 'dist') eq $bytes, 'from another clone the same bytes');
    system('mkdir', "$work/source") == 0 && system('tar', '-C', "$work/source", '-xzf', $archive) == 0 or die;
    my ($folder) = glob "$work/source/*";
    my $there = join '', sort map { "$_\n" } split /\n/, qx(cd "$folder" && find . -type f | sed 's|^./||');
    my $held = join '', sort map { "$_\n" } split /\0/, qx(git -C "$root" ls-tree -r -z --name-only HEAD);
    ok($there eq $held, 'it holds what git holds') or diag("$there\nrather than\n$held");
    my ($status, undef, $trouble) = run('make', '-C', $folder, 'dist');
    is($status, 2, 'there is nothing to pack in an unpacked source');
    like($trouble, qr/no git history/, 'which it says');
    (undef, undef, $trouble) = run(glossa(), '-C', $folder, 'check');
    is($trouble, '', 'its handbook is all right without git') or diag($trouble);
}

# --- the Debian package
SKIP: {
    have('dpkg-deb') && have('dpkg-shlibdeps') or skip 'dpkg-dev is not here', 10;
    my ($package, $bytes) = make($root, 'deb');
    ok(make_oddly($root, 'deb') eq $bytes, 'the same bytes again');
    my (undef, $fields) = run('dpkg-deb', '-f', $package);
    like($fields, qr/^Depends: .*libc6.*libcmark.*libmicrohttpd.*libutf8proc.*libyaml.*zlib1g/m, 'it names the libraries it needs');
    my (undef, $list) = run('dpkg-deb', '-c', $package);
    is(join("\n", grep { !m{^(?:drwxr-xr-x|-rw-r--r--) root/root .* \./} && !m{^-rwxr-xr-x root/root .* \./usr/(?:bin/glossa|share/glossa/hosts/publish)$} } split /\n/, $list),
        '', 'owners and modes are plain');
    for my $name (qw(man/man1/glossa.1.gz man/man5/glossa-handbook.5.gz bash-completion/completions/glossa zsh/vendor-completions/_glossa
        fish/vendor_completions.d/glossa.fish doc/glossa/copyright doc/glossa/changelog.gz glossa/templates/entry.html glossa/static/favicon.svg
        glossa/hosts/nginx.conf)) {
        like($list, qr{ \./usr/share/\Q$name\E$}m, "it has $name");
    }
    unlike($list, qr{fonts}, 'and no fonts, which are not ours');
    my @dpkg = ('dpkg', "--root=$work/system", '--force-depends', '--force-script-chrootless', '--log=/dev/null');
    $> == 0 or have('fakeroot') or skip 'only root installs packages', 6;
    unshift @dpkg, 'fakeroot' if $> != 0;
    push @dpkg, '--force-not-root' if $> != 0;
    system('mkdir', '-p', map { "$work/system/var/lib/dpkg/$_" } qw(info updates)) == 0 or die;
    spew("system/var/lib/dpkg/$_", '') for qw(status available);
    my ($status, undef, $trouble) = run(@dpkg, '-i', $package);
    is($status, 0, 'it installs') or diag($trouble);
    is((run("$work/system/usr/bin/glossa", 'init', "$work/new book"))[0], 0, 'what is installed makes a handbook');
    is((run("$work/system/usr/bin/glossa", '-C', "$work/new book", 'build', '-W'))[0], 0, 'and builds it');
    ok(-s "$work/new book/public/index.html", 'which is there');
    is((run(@dpkg, '-P', 'glossa'))[0], 0, 'it is removed');
    is(qx(find "$work/system/usr" -type f 2>/dev/null), '', 'and leaves nothing behind');
    SKIP: {
        have('lintian') or skip 'lintian is not here', 1;
        my ($status, $said) = run('lintian', '--fail-on', 'error,warning', $package);
        is($status, 0, 'lintian has nothing against it') or diag($said);
    }
}

# --- a site to be read without a network
SKIP: {
    have('zip') && have('unzip') or skip 'zip is not here', 3;
    spew('sites/book/index.html', 'home');
    spew("sites/book/$_", 'for hosts') for qw(.glossa _headers _redirects _redirects.map index.html.gz data/own.gz);
    spew("sites/book/odd names/\x{d0}\x{bc} [1]*.html", 'page');
    my @zip = ("$root/.ci/pack", 'zip', "$work/sites", 'book');
    local $ENV{SOURCE_DATE_EPOCH} = 1_000_000_000;
    chdir $work or die;                                              # it writes where it stands
    run(@zip, 'one.zip');
    {
        local @ENV{qw(TZ LC_ALL)} = ('Pacific/Kiritimati', 'tr_TR.UTF-8');
        my $before = umask 077;
        utime 1, 1, "$work/sites/book/index.html";
        chmod 0600, "$work/sites/book/index.html";
        run(@zip, 'two.zip');
        umask $before;
    }
    ok(slurp("$work/one.zip") eq slurp("$work/two.zip"), 'the same archive under another umask and time zone');
    is((run('unzip', '-q', "$work/one.zip", '-d', "$work/unzipped"))[0], 0, 'it can be unpacked');
    is(join("\n", sort keys %{ files('unzipped') }), "book/data/own.gz\nbook/index.html\nbook/odd names/\x{d0}\x{bc} [1]*.html",
        'and holds what readers need');
    chdir $root;
}

# --- without libraries
SKIP: {
    my $http = qx(@{[ $ENV{CC} || 'cc' ]} -print-file-name=libmicrohttpd.a);
    $http =~ m{/} or skip 'there are no static libraries here', 7;
    my ($archive, $bytes) = make($root, 'static');
    ok(make_oddly($root, 'static') eq $bytes, 'the same bytes again');
    system('mkdir', "$work/static", "$work/nothing") == 0 && system('tar', '-C', "$work/static", '-xzf', $archive) == 0 or die;
    my ($program) = glob "$work/static/*/bin/glossa";
    is((run($program, 'init', "$work/static book"))[0], 0, 'it finds what lies beside it');
    system('cp', '-R', $program, "$work/static book", "$work/nothing") == 0 or die;
    my @inside = $> == 0 ? ('chroot') : ('unshare', '-r', 'chroot');
    (run(@inside, '/', 'true'))[0] == 0 or skip 'this user may not change the root', 3;
    my ($status, $said, $trouble) = run(@inside, "$work/nothing", '/glossa', 'version');
    is($status, 0, 'it runs where there is nothing but itself') or diag($trouble);
    is((run(@inside, "$work/nothing", '/glossa', '-C', '/static book', 'build', '-W'))[0], 0, 'and builds a handbook there');
    is((run('diff', '-r', "$work/nothing/static book/public", do { run(glossa(), '-C', "$work/static book", 'build'); "$work/static book/public" }))[0],
        0, 'the same as the other program does');
}
done_testing();
