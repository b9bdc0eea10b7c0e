#!/usr/bin/env perl
# Dates, authors and changes of entries: from git, in whatever state the repository is; and without it.

use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Book qw(root work glossa slurp spew run glossa_run files);
use Repository qw(has_git repository commit git head);
use Encode qw(decode);
use File::Path qw(remove_tree);
use Test::More;

plan skip_all => 'git is not installed' unless has_git();

my $site = <<'YAML';
title: Tiny handbook
rules: {term-unused: ignore}
base_url: https://tiny.example/book/
repository: https://github.com/tiny/book
types:
  term: {folder: terms, letter: T, role: glossary, label: {one: Term, many: Terms}, fields: {definition: {type: text, means: skos:definition}}}
  event: {file: events.yaml, page: about, fields: {}}
YAML

sub term { return "---\ntitle: $_[0]\nnumber: $_[1]\ndefinition: what it is\n---\n\n" . ($_[2] // 'Text.') . "\n" }

sub new_book {
    my ($folder, %more) = @_;
    remove_tree(work() . "/$folder");
    spew("$folder/site.yaml", $site . ($more{settings} // ''));
    run('cp', '-r', root() . '/templates', work() . "/$folder/templates");
    spew("$folder/content/index.md", "---\ntitle: Home\n---\n\nWelcome.\n");
    spew("$folder/content/about.md", "---\ntitle: About\n---\n\nAll.\n");
    spew("$folder/content/events.yaml", "- {id: e1, title: One}\n");
    spew("$folder/content/terms/norm.md", term('Norm', 1));
    spew("$folder/content/terms/rule.md", term('Rule', 2));
    spew("$folder/.gitignore", "/public\n");
}

sub build {
    my ($folder, @more) = @_;
    my ($status, undef, $err) = glossa_run($folder, 'build', @more);
    return ($status, $err);
}

sub page { return slurp(work() . "/$_[0]/public/$_[1]") // '' }

# The history section of a page, and what it says in one line.
sub history {
    my ($html) = page(@_) =~ m{(<section class="history".*?</section>)}s;
    return $html // '';
}

sub words {
    my ($html) = @_;
    return $html =~ s/<[^>]*>/ /gr =~ s/\s+/ /gr =~ s/^ | $//gr;
}

sub data {
    my ($folder, $entry) = @_;
    my (undef, $out) = glossa_run($folder, 'data', $entry);
    return $out;
}

sub test_an_entry {
    new_book('a', settings => "outputs: [entries]\n");
    repository('a');
    my $first = commit('a', '2019-05-01T23:30:00-0200', 'Begin');
    spew('a/content/terms/norm.md', term('Norm', 1, 'Another text, quite another.'));
    my $second = commit('a', '2020-02-03T10:00:00Z', 'Say <b>more</b> & "why"', author => [ 'Ёж Müller', 'e@example.org' ]);
    my ($status, $err) = build('a');
    is("$status $err", '0 ', 'a build in a repository');
    my $html = history('a', 'terms/norm.html');
    like(words($html), qr/Written 2 May 2019 Revised 3 February 2020 By Ada Lovelace, Ёж Müller Version \Q${\substr $second, 0, 7}\E /,
        'written, revised, by whom, which version; in UTC');
    like($html, qr{<time datetime="2020-02-03">3 February 2020</time> <span class="message">Say &lt;b&gt;more&lt;/b&gt; &amp; &quot;why&quot;</span> <a class="commit" href="https://github.com/tiny/book/commit/$second">},
        'changes with their dates, messages, escaped, and links');
    like(page('a', 'terms/norm.html'), qr/\(T 1\)\. In <cite>Tiny handbook<\/cite>, version \Q${\substr $second, 0, 7}\E\./, 'how to cite names the commit');
    like(page('a', 'terms/norm.html'), qr/citation_publication_date" content="2020\/02\/03"/, 'and metadata the date');
    like(words(history('a', 'terms/rule.html')), qr/Version \Q${\substr $first, 0, 7}\E 1 May|Version \Q${\substr $first, 0, 7}\E 2 May/, 'the entry\'s own commit, not the last of all');
    is(history('a', 'changes.html'), '', 'pages without an entry have none');
    like(data('a', 'terms/norm'), qr/"created": \{\s*"text": "2 May 2019"/, 'glossa data shows the same');
    like(slurp(work() . '/a/public/terms/norm.json'), qr/"version":"\Q${\substr $second, 0, 7}\E"/, 'its citation as CSL-JSON names the version');
    like(slurp(work() . '/a/public/terms/norm.bib'), qr/version += +\{\Q${\substr $second, 0, 7}\E\}/, 'and so does that as BibTeX');
    my $once = files('a/public');
    build('a', '-o', 'elsewhere', '-j', 1);
    is_deeply(files('a/elsewhere'), $once, 'the same commit gives the same bytes');
    run('cp', '-r', work() . '/a', work() . '/copy');
    build('copy', '-o', 'elsewhere');
    is_deeply(files('copy/elsewhere'), $once, 'in a copy, too');
    remove_tree(work() . '/copy', work() . '/a/elsewhere');
}

sub test_since {
    spew('a/content/terms/norm.md', term('Norm', 1, 'Not committed.'));
    spew('a/content/terms/new.md', term('New', 3));
    is((build('a'))[0], '0', 'with changes that are not committed');
    like(history('a', 'terms/norm.html'), qr/changed since/, 'that is said');
    unlike(history('a', 'terms/rule.html'), qr/changed since/, 'where it is so');
    is(history('a', 'terms/new.html'), '', 'a file that git does not know has no history');
    git('a', 'add', '-A');
    is((build('a'))[0], '0', 'staged');
    like(history('a', 'terms/norm.html'), qr/changed since/, 'is not committed either');
}

sub test_renames {
    new_book('r');
    repository('r');
    commit('r', '2019-01-01T00:00:00Z', 'Begin');
    is((glossa_run('r', qw(rename norm principle)))[0], '0', 'glossa rename');
    commit('r', '2020-01-01T00:00:00Z', 'Rename');
    spew('r/content/terms/norm.md', term('Standard', 4, 'Quite another matter, of which nothing was said before, at some length.'));
    commit('r', '2021-01-01T00:00:00Z', 'Another of the old name');
    is((glossa_run('r', qw(rename principle terms/deep/axiom)))[0], '1', 'an alias of the old name stands in the way');
    spew('r/content/terms/principle.md', slurp(work() . '/r/content/terms/principle.md') =~ s/^aliases:.*\n//mr);
    is((glossa_run('r', qw(rename principle terms/deep/axiom)))[0], '0', 'and renamed again');
    commit('r', '2022-01-01T00:00:00Z', 'Rename again');
    is(join(' ', build('r')), '0 ', 'two renames, and a new file of the old name');
    my $axiom = words(history('r', 'terms/deep/axiom.html'));
    like($axiom, qr/Written 1 January 2019 .*Rename again.*Rename .*Begin \w+$/, 'a history goes through all names') or diag($axiom);
    unlike($axiom, qr/Another/, 'and does not take in what was called so later');
    my $norm = words(history('r', 'terms/norm.html'));
    like($norm, qr/Written 1 January 2021 Revised 1 January 2021/, 'a new file of an old name begins anew');
    unlike($norm, qr/Begin/, 'whatever there was before');
    unlink work() . '/r/content/terms/deep/axiom.md' or die $!;
    spew('r/content/terms/principle.md', term('Axiom', 1, 'Called so once.'));
    is(join(' ', build('r')), '0 ', 'what was renamed is gone, a name that it had is back');
    is(history('r', 'terms/principle.html'), '', 'without what went on under another name');
}

sub test_merges {
    new_book('m');
    repository('m');
    commit('m', '2019-01-01T00:00:00Z', 'Begin');
    git('m', qw(checkout -q -b side));
    spew('m/content/terms/norm.md', term('Norm', 1, 'On the side.'));
    commit('m', '2019-02-01T00:00:00Z', 'On the side');
    git('m', qw(checkout -q main));
    spew('m/content/terms/rule.md', term('Rule', 2, 'On main.'));
    commit('m', '2019-03-01T00:00:00Z', 'On main');
    local @ENV{qw(GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL)} = ('M', 'm@x', 'M', 'm@x');
    git('m', qw(merge -q --no-ff -m Merge side));
    build('m');
    like(words(history('m', 'terms/norm.html')), qr/Revised 1 February 2019.*On the side/, 'what came by a merge');
    unlike(history('m', 'terms/norm.html'), qr/Merge|changed since/, 'the merge itself is no change');
    my $text = "\n\nA.\n" . "\nBetween.\n" x 9 . "\nB.\n";
    spew('m/content/terms/norm.md', term('Norm', 1, $text));
    commit('m', '2020-01-01T00:00:00Z', 'Long');
    git('m', qw(checkout -q -b other));
    spew('m/content/terms/norm.md', term('Norm', 1, $text =~ s/A/Above/r));
    commit('m', '2020-02-01T00:00:00Z', 'Above');
    git('m', qw(checkout -q main));
    spew('m/content/terms/norm.md', term('Norm', 1, $text =~ s/B\./Below./r));
    commit('m', '2020-03-01T00:00:00Z', 'Below');
    git('m', qw(merge -q --no-ff -m Join other));
    build('m');
    my $head = substr head('m'), 0, 7;
    like(words(history('m', 'terms/norm.html')), qr/Version $head .*Join $head 1 March 2020 Below \w+ 1 February 2020 Above/, 'a merge that made a text of two is the version of that text');
    unlike(history('m', 'terms/norm.html'), qr/changed since/, 'which is what is committed');
    unlike(page('m', 'feed.xml'), qr/Join/, 'but it is no news');
}

sub test_where {
    new_book('big/docs/book');
    repository('big');
    spew('big/README', 'x');
    my $commit = commit('big', '2018-04-05T00:00:00Z', 'Begin');
    is(join(' ', build('big/docs/book')), '0 ', 'a handbook in a folder of a larger repository');
    like(words(history('big/docs/book', 'terms/norm.html')), qr/Written 5 April 2018/, 'has its history');
    git('big', qw(worktree add -q ../tree));
    is(join(' ', build('tree/docs/book')), '0 ', 'a worktree, where .git is a file');
    like(words(history('tree/docs/book', 'terms/norm.html')), qr/Written 5 April 2018/, 'has it too');
    run('git', 'clone', '-q', '--depth', 1, 'file://' . work() . '/big', work() . '/shallow');
    my ($status, $err) = build('shallow/docs/book');
    is($status, '0', 'a shallow clone builds');
    like($err, qr/^glossa: warning: the history of this clone is cut off.*fetch-depth: 0\) \[history-cut\]\n/, 'says that its history is cut');
    is(history('shallow/docs/book', 'terms/norm.html'), '', 'and shows no false dates');
    is((glossa_run('shallow/docs/book', 'check', '-W'))[0], '0', 'check asks nothing of git');
    new_book('outer');
    repository('outer/content');
    commit('outer/content', '2016-01-01T00:00:00Z', 'Begin');
    is(join(' ', build('outer')), '0 ', 'content/ may be a repository of its own');
    like(words(history('outer', 'terms/norm.html')), qr/Written 1 January 2016/, 'which has its history');
    {
        local $ENV{GIT_DIR} = work() . '/nowhere';
        local $ENV{GIT_INDEX_FILE} = '/nowhere';
        local $ENV{GIT_TRACE} = 2;
        is(join(' ', build('big/docs/book')), '0 ', 'in a hook, where the environment names another repository');
    }
    rename work() . '/big/.git', work() . '/big/.gone' or die $!;
    ($status, $err) = build('big/docs/book');
    is($status, '0', 'without .git, as in a tarball, it builds');
    is($err, "glossa: entries have no history: this folder is in no git repository\n", 'and says so, once');
    is((build('big/docs/book', '-q'))[1], '', 'unless nobody wants to hear it');
    is(history('big/docs/book', 'terms/norm.html'), '', 'no history');
    like(page('big/docs/book', 'changes.html'), qr/No dates are known/, 'nothing new is known');
    ok(!-e work() . '/big/docs/book/public/feed.xml', 'and there is no feed without dates');
    rename work() . '/big/.gone', work() . '/big/.git' or die $!;
    {
        mkdir work() . '/empty';
        local $ENV{PATH} = work() . '/empty';
        is(join(' ', build('big/docs/book')), "0 glossa: entries have no history: git is not installed\n", 'without git itself');
    }
  SKIP: {
        skip 'only root can give files away', 1 if $>;
        run('chown', '-R', '12345', work() . '/big');
        like((build('big/docs/book'))[1], qr/belongs to another user/, 'a repository of someone else');
        run('chown', '-R', '0', work() . '/big');
    }
    new_book('young');
    repository('young');
    is(join(' ', build('young')), "0 glossa: entries have no history: nothing has been committed yet\n", 'before the first commit');
    spew('young/site.yaml', $site . "history: false\n");
    is(join(' ', build('young')), '0 ', 'history: false asks nothing');
    ok(!-e work() . '/young/public/changes.html', 'and makes no page of it');
}

# Whatever a repository's own settings name is not run.
sub test_hostile {
    new_book('h');
    repository('h');
    my $trap = work() . '/trap';
    spew('trap', "#!/bin/sh\necho \"\$0 \$*\" >>" . work() . "/sprung\ncat\n");
    chmod 0755, $trap;
    spew('h/.gitattributes', "* diff=evil filter=evil\n");
    spew('h/.mailmap', "Ada, Countess of Lovelace <ada\@example.org>\n");
    commit('h', '2017-01-01T00:00:00Z', 'Begin');
    spew('h/content/terms/norm.md', term('Norm', 1, 'More.'));
    my $bytes = "Bad \xff bytes \e[31mred\e[0m \xe2\x80\xae]]> </script> \t end";
    commit('h', '2017-02-01T00:00:00Z', 'Replaced by the next');
    my $raw = git('h', qw(cat-file commit HEAD)) =~ s/^author .*?>/author M\xfcller \xff <m\@example.org>/mr =~ s/\n\n.*/\n\n$bytes\n/sr;
    spew('raw', $raw);
    git('h', qw(reset -q --soft), git('h', qw(hash-object -t commit -w), work() . '/raw') =~ s/\s//gr);
    spew('h/content/terms/norm.md', term('Norm', 1, 'Ever more.'));
    commit('h', '2017-03-01T00:00:00Z', 'x' x 20000);
    for my $setting (qw(core.fsmonitor core.pager diff.external diff.evil.textconv diff.evil.command filter.evil.clean
        filter.evil.smudge filter.evil.process gpg.program core.sshCommand core.editor credential.helper pager.log)) {
        git('h', 'config', $setting, $trap);
    }
    my %rest = ('log.showSignature' => 'true', 'log.showRoot' => 'false', 'diff.renames' => 'false', 'diff.noprefix' => 'true',
        'log.follow' => 'true', 'format.pretty' => 'oneline', 'log.date' => 'relative', 'color.ui' => 'always', 'log.decorate' => 'full',
        'diff.orderFile' => '/nowhere', 'mailmap.file' => '/etc/passwd', 'i18n.logOutputEncoding' => 'UTF-16', 'core.quotePath' => 'true',
        'core.hooksPath' => work(), 'diff.relative' => 'true', 'log.mailmap' => 'false', 'diff.ignoreSubmodules' => 'none', 'notes.displayRef' => 'refs/*');
    git('h', 'config', $_, $rest{$_}) for keys %rest;
    unlink work() . '/sprung';
    is(join(' ', build('h')), '0 ', 'a repository with hostile settings');
    ok(!-e work() . '/sprung', 'runs none of what they name') or diag(slurp(work() . '/sprung'));
    my $html = history('h', 'terms/norm.html');
    like($html, qr/By<\/dt>\n<dd>Ada, Countess of Lovelace, M\xef\xbf\xbdller \xef\xbf\xbd</, 'names by the mailmap of the repository; bytes that are no UTF-8');
    like($html, qr{<span class="message">Bad \xef\xbf\xbd bytes \[31mred \[0m \]\]&gt; &lt;/script&gt; end</span>}, 'messages in one line without what controls') or diag($html);
    like($html, qr{>x{300}…<}, 'and not without end');
    is((run('xmllint', '--noout', work() . '/h/public/feed.xml'))[0], '0', 'the feed is sound');
}

# A repository that waits for ever does not hold up the build.
sub test_stuck {
    new_book('s');
    repository('s');
    commit('s', '2017-01-01T00:00:00Z', 'Begin');
    rename work() . '/s/.git/HEAD', work() . '/s/head';
    is((run('mkfifo', work() . '/s/.git/HEAD'))[0], '0', 'a pipe in the repository');
    my $since = time;
    my ($status, $err) = build('s');
    cmp_ok(time - $since, '<', 20, 'git is not waited for');
    like("$status $err", qr/^0 glossa: warning: git did not tell the history in time.* \[history-cut\]$/m, 'and that is said');
    unlink work() . '/s/.git/HEAD';
    rename work() . '/s/head', work() . '/s/.git/HEAD';
    spew('s/.git/refs/heads/main', "0123456789012345678901234567890123456789\n");
    like(join(' ', build('s')), qr/^0 glossa: entries have no history: git log failed: /, 'nor does a broken one fail it');
}

sub test_front_matter {
    new_book('f', settings => "history: {changes: 1, minor: [slip]}\n");
    repository('f');
    commit('f', '2019-01-01T00:00:00Z', 'Begin');
    spew('f/content/terms/norm.md', "---\ntitle: Norm\nnumber: 1\ndefinition: x\nupdated: 2015-06-07\n---\n\nText.\n");
    commit('f', '2020-01-01T00:00:00Z', 'More of it');
    spew('f/content/terms/rule.md', term('Rule', 2, 'Text!'));
    commit('f', '2021-01-01T00:00:00Z', 'Mend a SLIP');
    build('f');
    my $html = history('f', 'terms/norm.html');
    like(words($html), qr/Revised 7 June 2015/, 'a date in the front matter wins');
    is(scalar(() = $html =~ /<li>/g), 1, 'as many changes as are asked for');
    like($html, qr{<a class="external" href="https://github.com/tiny/book/commits/\w{40}/content/terms/norm.md">All changes</a>}, 'and the way to the others');
    like(words(history('f', 'terms/rule.html')), qr/Revised 1 January 2021.*Mend a SLIP/, 'a slip that was mended is a change');
    my $feed = page('f', 'feed.xml');
    unlike($feed, qr/SLIP/, 'but nothing new');
    like($feed, qr{<title>Rule</title>.*?<updated>2019-01-01T00:00:00Z</updated>}s, 'the change before it is');
    like($feed, qr{<title>Norm</title>.*?<id>https://tiny.example/book/terms/norm.html#2015-06-07T00:00:00Z</id>\n<updated>2015-06-07T00:00:00Z</updated>}s, 'the date of the front matter there as well');
}

test_an_entry();
test_since();
test_renames();
test_merges();
test_where();
test_hostile();
test_stuck();
test_front_matter();
done_testing();
