#!/usr/bin/env perl
# generator/hosts/publish, into a folder, by ssh (a script of ours in its place) and by rclone: only what has changed goes
# over, what it may not touch stays, what looks wrong is refused, and whoever reads meanwhile never misses a file.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin, "$Bin/../command";
use Hosting qw(have free_port start);
use Book qw(root glossa is_release work slurp spew run files);
use Test::More;
use Time::HiRes qw(sleep);

plan skip_all => 'nothing of this is in the program' if !is_release();
have('rsync') or plan skip_all => 'rsync is not here; .ci/deps ci installs it';
my $publish = root() . '/generator/hosts/publish';
my $work    = work();
delete @ENV{qw(DRY_RUN FORCE DEST)};
$ENV{HOME} = "$work/home";
mkdir $ENV{HOME};

# Two editions: the second has other styles, so that every page changes; an entry moves, one is new, one goes.
sub build {
    my ($edition) = @_;
    my ($status, undef, $said) = run(glossa(), '-C', "$work/book", 'build', '-q', '-o', "$work/$edition");
    die "the book does not build: $said" if $status;
}
system('cp', '-R', (map { root() . "/$_" } qw(templates static)), do { mkdir "$work/book"; "$work/book" }) == 0 or die 'cp';
spew('book/site.yaml', "title: A book\noutputs: [gzip]\nbase_url: https://book.example/\n");
my $words = 'words that make a page worth packing ' x 20;
spew("book/content/notes/n$_.md", "---\ntitle: Note $_\n---\n$words\n\nSee [[notes/n" . ($_ % 20 + 1) . "]].\n") for 1 .. 20;
spew('book/content/index.md', "---\ntitle: A book\n---\n" . join('', map { "- [[notes/n$_]]\n" } 1 .. 20));
spew("book/content/odd names/;a [b]*c.txt", "odd\n");
build('one');
spew('book/static/css/other.css', "p { color: red }\n");
spew('book/content/notes/new.md', "---\ntitle: New\n---\nSee [[notes/n1]].\n");
spew('book/content/notes/n3.md', "---\ntitle: Note 3\n---\nSee [[notes/new]].\n");
rename "$work/book/content/notes/n4.md", "$work/book/content/notes/four.md" or die;
spew('book/content/notes/four.md', "---\ntitle: Note 4\naliases: [notes/n4.html]\n---\nSee [[notes/n5]].\n");
spew('book/content/notes/n3.md', "---\ntitle: Note 3\n---\nSee [[notes/four]].\n");
unlink "$work/book/content/odd names/;a [b]*c.txt";
spew('book/content/index.md', "---\ntitle: A book\n---\n- [[notes/new]]\n" . join('', map { '- [[notes/' . ($_ == 4 ? 'four' : "n$_") . "]]\n" } 1 .. 20));
build('two');

sub publish { my ($edition, $dest, @options) = @_; return run($publish, @options, "$work/$edition", $dest) }

# What is in a published folder beside its edition; undef when something of that is missing or other than it should be.
sub beside {
    my ($edition, $place) = @_;
    my ($want, $got) = (files($edition), files($place));
    for my $path (sort keys %$want) {
        return "$path is not as it was built" if ($got->{$path} // '-') ne $want->{$path};
    }
    return join ' ', sort grep { !exists $want->{$_} } keys %$got;
}

# --- a folder, once, again, and the next edition
my $dest = "$work/my site";
my ($status, $said, $trouble) = publish('one', $dest, '-n');
is($status, 0, 'a trial') or diag($trouble);
ok(!-e $dest, 'writes nothing');
like($said, qr/^would upload index\.html$/m, 'and says what it would do');
($status, $said, $trouble) = publish('one', $dest);
is($status, 0, 'a folder with a space in its name') or diag($trouble);
is(beside('one', 'my site'), '.glossa-files', 'holds the edition and the list of its files');
ok(-e "$dest/odd names/;a [b]*c.txt", 'names that mean something to tools, too');
is(sprintf('%o', (stat "$dest/index.html")[2] & 07777), '644', 'which all can read');
utime 1e9, 1e9, "$dest/index.html";
($status, $said) = publish('one', $dest);
is($said, "$dest: 0 files uploaded, 0 deleted, of " . keys(%{ files('one') }) . "\n", 'what has not changed stays at home');
is((stat "$dest/index.html")[9], 1e9, 'and keeps its time');
spew('my site/.well-known/acme-challenge/x', 'theirs');
spew('my site/not [ours]*.txt', 'theirs');
($status, $said, $trouble) = publish('two', $dest);
is($status, 0, 'the next edition') or diag($trouble);
my ($style) = grep { /^static\/site\.\w+\.css$/ } keys %{ files('one') };
is(beside('two', 'my site'), join(' ', sort '.glossa-files', '.well-known/acme-challenge/x', 'not [ours]*.txt', $style, "$style.gz"),
    'what is not ours stays, and for a while what pages of the last edition need');
ok(!-e "$dest/odd names", 'a folder that is empty goes');
publish('two', $dest);
ok(-e "$dest/$style", 'the same edition once more makes nobody\'s page older');
publish('one', $dest);
publish('two', $dest);
my ($other) = grep { /^static\/site\.\w+\.css$/ } keys %{ files('two') };
is(join(' ', grep { /site\.\w+\.css$/ } sort keys %{ files('my site') }), join(' ', sort $style, $other), 'never more than one edition long');

# --- what looks wrong
mkdir "$work/full";
spew('full/letter.txt', 'mine');
spew('empty/.glossa', '');
for my $case (['/', qr/no place for a site/], [$ENV{HOME}, qr/no place/], [$work, qr/no place/], ["$work/one", qr/no place/],
    ["$work/one/inner", qr/inside the site/], ["$work/full", qr/FORCE=1/], ["$work/full/letter.txt", qr/is a file/],
    ["$work/none/such", qr/no folder/], ['host:', qr/name a folder/], ['host:/', qr/name a folder/], ['host:~', qr/name a folder/], ['', qr/say where/]) {
    my ($status, undef, $trouble) = publish('one', $case->[0]);
    is($status, 2, "\"$case->[0]\" is refused");
    like($trouble, $case->[1], 'and told why');
}
is(join(' ', sort keys %{ files('full') }), 'letter.txt', 'nothing was written there');
is((publish('one', "$work/full", '-f'))[0], 0, 'unless that is meant');
is(beside('one', 'full'), '.glossa-files letter.txt', 'and then it stands beside what was there');
is((publish('empty', $dest))[0], 2, 'a site without a home page is not published');
is((publish('book',  $dest))[0], 2, 'nor what is no site');
system('cp', '-R', "$work/one", "$work/few") == 0 or die;
unlink glob "$work/few/notes/n*";
($status, undef, $trouble) = publish('few', "$work/full");
is($status, 2, 'an edition that has lost most of its pages');
like($trouble, qr/would delete \d+ of \d+ pages/, 'is taken for a slip');
ok(-e "$work/full/notes/n1.html", 'and nothing goes');

# --- a run that ends in the middle
mkdir "$work/bin";
sub wrap { my ($script) = @_; spew('bin/rsync', "#!/bin/sh\n$script\n"); chmod 0755, "$work/bin/rsync"; return }
my $rsync = have('rsync');
{
    local $ENV{PATH} = "$work/bin:$ENV{PATH}";
    wrap("case \" \$* \" in *--delay-updates*) exit 12 ;; esac\nexec $rsync \"\$@\"");
    ($status, undef, $trouble) = publish('one', $dest);
    is($status, 3, 'a run that breaks off');
    like($trouble, qr/publishing again goes on from there/, 'says so');
    ok(-e "$dest/$other", 'and has deleted nothing');
    ok(!-e "$dest/odd names" || slurp("$dest/index.html") eq slurp("$work/two/index.html"), 'nor changed a page');
}
mkdir "$work/half";
spew('half/letter.txt', 'mine');
{
    local $ENV{PATH} = "$work/bin:$ENV{PATH}";
    wrap("case \" \$* \" in *new-files*) exit 12 ;; esac\nexec $rsync \"\$@\"");
    is((publish('one', "$work/half", '-f'))[0], 3, 'a first run that breaks off');
}
is((publish('one', "$work/half"))[0], 0, 'is taken up');
is(beside('one', 'half'), '.glossa-files letter.txt', 'and what is not ours is still there');
publish('one', $dest);
like(beside('one', 'my site'), qr{^\.glossa-files \.well-known/acme-challenge/x not \[ours\]\*\.txt( static/site\S+)*$}, 'the next puts all right');

# --- a reader, meanwhile
sub read_meanwhile {
    my ($place, $report) = @_;
    my ($stop, %seen, @missing) = (0);
    local $SIG{TERM} = sub { $stop = 1 };
    my $page = 'index.html';
    my $pages = 0;
    until ($stop) {
        my $html = slurp("$place/$page");
        if (!defined $html) { push @missing, "page $page"; $page = 'index.html'; next }
        $pages++;
        my ($folder) = $page =~ m{^(.*/)?[^/]+$};
        my @links;
        for my $link ($html =~ /(?:href|src|url)="?=?([^"#:]+)[#"]/g) {
            my $path = ($folder // '') . $link;
            1 while $path =~ s{[^/]+/\.\./}{};
            if ($path =~ /\.html$/) { push @links, $path }
            elsif ($path =~ m{^static/}) {
                push @missing, "$path of $page" unless -e "$place/$path";
                $seen{$path} = 1 if $path =~ /site\.\w+\.css$/;
            }
        }
        my $next = @links ? $links[rand @links] : 'index.html';
        push @missing, "$next, to which $page leads" unless -e "$place/$next";
        $page = -e "$place/$next" && rand() > 0.1 ? $next : 'index.html';
    }
    spew($report, join("\n", $pages, scalar(keys %seen), @missing));
    require POSIX;
    POSIX::_exit(0);
}
my $reader = fork // die;
read_meanwhile($dest, 'report') if !$reader;
{
    local $ENV{PATH} = "$work/bin:$ENV{PATH}";
    wrap("$rsync \"\$@\"\ndone=\$?\nsleep 0.05\nexit \$done");
    publish($_, $dest) for qw(two one two one);
}
kill 'TERM', $reader;
waitpid $reader, 0;
my ($pages, $styles, @missing) = split /\n/, slurp("$work/report");
cmp_ok($pages, '>', 100, "a reader went through $pages pages during four publications");
is($styles, 2, 'of both editions');
is(join("\n", @missing), '', 'and missed nothing');

# --- another machine: what ssh would run there runs here
spew('bin/ssh', "#!/bin/sh\nwhile [ \"\$1\" != rsync ]; do shift; done\nexec \"\$@\"\n");
chmod 0755, "$work/bin/ssh";
wrap("exec $rsync \"\$@\"");
{
    local $ENV{PATH} = "$work/bin:$ENV{PATH}";
    ($status, $said, $trouble) = publish('one', "host:$work/far away");
    is($status, 0, 'host:path') or diag($trouble);
    is(beside('one', 'far away'), '.glossa-files', 'holds the edition');
    is((publish('two', "host:$work/far away"))[0], 0, 'and the next');
    is(beside('two', 'far away'), ".glossa-files $style $style.gz", 'without what has gone');
    is((publish('two', "host:$work/book"))[0], 2, 'a folder there that is no site is refused');
}

# --- a store, by rclone
SKIP: {
    have('rclone') or skip 'rclone is not here; .ci/deps ci installs it', 8;
    local $ENV{RCLONE_CONFIG} = "$work/rclone.conf";
    spew('rclone.conf', "[store]\ntype = alias\nremote = $work/stored\n");
    ($status, $said, $trouble) = publish('one', 'store:a bucket');
    is($status, 0, 'remote:bucket') or diag($trouble);
    is(beside('one', 'stored/a bucket'), '.glossa-files', 'holds the edition');
    like((publish('one', 'store:a bucket'))[1], qr/: 0 files uploaded, 0 deleted/, 'what has not changed stays at home');
    is((publish('two', 'store:a bucket'))[0], 0, 'the next edition');
    is(beside('two', 'stored/a bucket'), ".glossa-files $style $style.gz", 'without what has gone');
    is((publish('one', 'store:'))[0], 2, 'all buckets at once are refused');

    # of one that has neither sums nor times, rclone would see only how long files are
    my $port = free_port();
    mkdir "$work/dav";
    start($port, 'rclone', 'serve', 'webdav', "$work/dav", '--addr', "127.0.0.1:$port");
    spew('rclone.conf', "[dav]\ntype = webdav\nurl = http://127.0.0.1:$port\nvendor = other\n");
    mkdir "$work/small";
    spew("small/$_", 'one') for qw(.glossa index.html);
    is((publish('small', 'dav:site'))[0], 0, 'a store without sums');
    spew('small/index.html', 'two');
    publish('small', 'dav:site');
    is(slurp("$work/dav/site/index.html"), 'two', 'gets what has changed, though it is as long');
}
done_testing();
