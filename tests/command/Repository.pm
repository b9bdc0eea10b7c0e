package Repository;
# Small git repositories with fixed dates, which come out the same on every machine.

use strict;
use warnings;
use Book qw(work run);
use Exporter qw(import);

our @EXPORT_OK = qw(has_git repository commit git head);

delete @ENV{ grep { /^GIT_/ } keys %ENV };
$ENV{GIT_CONFIG_GLOBAL} = $ENV{GIT_CONFIG_SYSTEM} = '/dev/null';
$ENV{GIT_CEILING_DIRECTORIES} = work();

sub has_git { return (run('git', '--version'))[0] eq '0' }

# In work/FOLDER; dies when git fails, else its output.
sub git {
    my ($folder, @words) = @_;
    my ($status, $out, $err) = run('git', '-C', work() . "/$folder", @words);
    die "git @words: $err" if $status ne '0';
    return $out;
}

sub repository {
    my ($folder) = @_;
    git($folder, qw(-c init.defaultBranch=main init -q));
    git($folder, qw(config commit.gpgSign false));
}

# All there is, at a time such as "2021-03-04T10:00:00Z"; with further arguments of git commit behind.
sub commit {
    my ($folder, $date, $message, %more) = @_;
    my ($name, $email) = @{ $more{author} // [ 'Ada Lovelace', 'ada@example.org' ] };
    local @ENV{qw(GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
      GIT_COMMITTER_DATE)} = ($name, $email, $date, 'C', 'c@example.org', $date);
    git($folder, qw(add -A));
    git($folder, qw(commit -q --allow-empty -m), $message);
    return head($folder);
}

sub head { return git($_[0], qw(rev-parse HEAD)) =~ s/\s//gr }

1;
