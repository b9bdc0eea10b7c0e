package Hosting;
# The handbook as a web server gets it: compressed, with old addresses; and a server that runs for a test, on a port of
# this machine alone, from a configuration of generator/hosts/.

use strict;
use warnings;
use Exporter qw(import);
use FindBin qw($Bin);
use HTTP::Tiny;
use IO::Socket::INET;
use POSIX qw(WNOHANG);
use lib "$FindBin::Bin/../command";
use Book qw(root glossa work slurp spew run);

our @EXPORT_OK = qw(have make_site free_port example start fetch);

my @children;
END { local $?; for (@children) { kill 'TERM', $_; waitpid $_, 0 } }

# Where a program is; servers stand where not everyone looks.
sub have {
    my ($name) = @_;
    return (grep { -x } map { "$_/$name" } split(/:/, $ENV{PATH} // ''), '/usr/sbin', '/usr/local/sbin')[0];
}

# glossa's own handbook, whose term of peacekeeping has been elsewhere before, built into work/PLACE.
sub make_site {
    my ($base_url, $place) = @_;
    my $book = work() . '/book';
    if (!-d $book) {
        mkdir $book;
        system('cp', '-R', (map { root() . "/$_" } qw(content templates static site.yaml)), $book) == 0 or die 'cp';
        my $settings = slurp("$book/site.yaml") =~ s/^outputs:.*$/outputs: [print, gzip]/mr;
        spew('book/site.yaml', $settings);
        my $entry = slurp("$book/content/terms/r2p.md");
        my $was = q{['old place/', terms/миротворец, "terms/it's $host;{}*.html"]};
        $entry =~ s/\A---\n/---\naliases: $was\n/ or die 'no front matter';
        spew('book/content/terms/r2p.md', $entry);
    }
    my ($status, undef, $said) = run(glossa(), '-C', $book, 'build', '-q', '--base-url', $base_url, '-o', work() . "/$place");
    die "the handbook does not build: $said" if $status;
    spew("$place/feed.xml", '<feed/>') if !-e work() . "/$place/feed.xml";    # without git there are no news
    return work() . "/$place";
}

sub free_port {
    my $socket = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 1) or die "no port: $!";
    return $socket->sockport;
}

# A file of generator/hosts/ with what a maintainer would change in it, each of which has to be there.
sub example {
    my ($name, @changes) = @_;
    my $text = slurp(root() . "/generator/hosts/$name");
    while (my ($from, $to) = splice @changes, 0, 2) {
        $text =~ s/\Q$from\E/$to/g or die "$name has no \"$from\"";
    }
    return $text;
}

# Starts a server; returns when it answers.
sub start {
    my ($port, @command) = @_;
    my $child = fork // die "fork: $!";
    if (!$child) {
        open STDIN,  '<', '/dev/null'         or die;
        open STDOUT, '>', work() . '/.server' or die;
        open STDERR, '>&', \*STDOUT           or die;
        exec @command or die "exec: $!";
    }
    push @children, $child;
    for (1 .. 100) {
        return 1 if IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port);
        last if waitpid($child, WNOHANG) == $child;
        select undef, undef, undef, 0.1;
    }
    die "$command[0] does not answer: " . slurp(work() . '/.server');
}

# One answer, as it comes: {status, headers, content}; redirects are not followed, nothing is unpacked.
sub fetch {
    my ($port, $path, %options) = @_;
    my $client = HTTP::Tiny->new(max_redirect => 0, timeout => 10);
    my $answer = $client->request($options{method} // 'GET', "http://127.0.0.1:$port$path", { headers => $options{headers} // {} });
    $answer->{content} //= '';
    return $answer;
}

1;
