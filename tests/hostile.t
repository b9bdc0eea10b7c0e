#!/usr/bin/env perl
# Runs every case of tests/hostile/: each is a hostile input and the outcome it must have. tests/hostile/README.md
# describes the form of a case.
#
#   prove tests/hostile.t                     all of them
#   CASE=yaml/dup prove -v tests/hostile.t    those whose name holds that text, with what the program said
#   KEEP=1 …                                  leaves the handbooks where they were made
#
# Whatever a case expects, these hold for all: no signal, no sanitizer report, at most 2 s of CPU (30 s with sanitizers)
# and 20 s of time (60 s), no control bytes or bidi overrides on the terminal, no change outside the output folder, no
# output after an error, and nothing live or malformed in what is published. `check` says what `build` says.

use strict;
use warnings;
use Cwd qw(abs_path);
use Digest::MD5 qw(md5_hex);
use File::Basename qw(dirname);
use File::Copy ();
use File::Find ();
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use JSON::PP ();
use POSIX ();
use Test::More;
use Time::HiRes qw(time);

my $tests  = dirname(abs_path(__FILE__));
my $root   = dirname($tests);
my $glossa = $ENV{GLOSSA} ? abs_path($ENV{GLOSSA}) : "$root/build/glossa";
die "no program at $glossa: run make first\n" unless $glossa && -x $glossa;

my $work = tempdir('glossa-hostile-XXXXXX', TMPDIR => 1, CLEANUP => !$ENV{KEEP});
my $nobody = $> == 0 ? (getpwnam('nobody'))[2] // 65534 : undef;    # root runs the program as nobody
File::Copy::copy($glossa, "$work/glossa") or die "$glossa: $!";
chmod 0755, $work, "$work/glossa";

sub slurp {
    my ($path) = @_;
    open my $in, '<:raw', $path or return '';
    local $/;
    return <$in> // '';
}

my $threads   = index(slurp($glossa), '__tsan_') >= 0;
my $sanitized = $threads || index(slurp($glossa), '__asan_') >= 0;

# ---------------------------------------------------------------- reading a case

sub unescape {
    my ($text) = @_;
    my %escape = (n => "\n", r => "\r", t => "\t", '\\' => '\\', '"' => '"');
    $text =~ s{\\(?:x([0-9A-Fa-f]{2})|(.))}
              {defined $1 ? chr hex $1 : $escape{$2} // die "unknown escape \\$2 in: $text\n"}ge;
    return $text;
}

# {name, about, headers => {key => [value, …]}, steps => [[verb, argument, text], …]}
sub read_case {
    my ($path) = @_;
    my %case = (name => $path =~ s{^\Q$tests\E/hostile/|\.case$}{}gr, headers => {}, steps => [], about => '');
    for my $line (split /^/, slurp($path)) {
        if    ($line =~ /^--- (\w+): (.*)\n/) { push @{ $case{steps} }, [$1, $2, ''] }
        elsif (@{ $case{steps} })             { $case{steps}[-1][2] .= $line }
        elsif ($line =~ /^# ?(.*)/)           { $case{about} .= "$1 " }
        elsif ($line =~ /^([\w-]+): (.*)\n/)  { push @{ $case{headers}{$1} }, $2 }
        elsif ($line =~ /\S/)                 { die "$path: not a header: $line" }
    }
    die "$path: what is expected?\n" unless $case{headers}{expect};
    return \%case;
}

sub header {
    my ($case, $key, $default) = @_;
    return $case->{headers}{$key} ? $case->{headers}{$key}[-1] : $default;
}

# ---------------------------------------------------------------- building its handbook

sub copy_tree {
    my ($from, $to) = @_;
    my $copy = sub {
        (my $target = $File::Find::name) =~ s/^\Q$from\E/$to/;
        if    (-d) { make_path($target) }
        elsif (-f) { File::Copy::copy($File::Find::name, $target) or die "$target: $!" }
    };
    File::Find::find({ wanted => $copy, no_chdir => 1 }, $from);
}

sub spew {
    my ($path, $bytes, $mode) = @_;
    make_path(dirname($path));
    open my $out, "$mode:raw", $path or die "$path: $!";
    print {$out} $bytes;
    close $out or die "$path: $!";
}

# Lines of `"text"`, `"text" COUNT` or `"text" *`: the text with its escapes, repeated; {i} in it counts. The lines with
# a star share $size bytes.
sub repeated {
    my ($text, $size) = @_;
    my $bytes = '';
    my $stars = () = $text =~ /" \*$/mg;
    for my $line (split /\n/, $text) {
        next unless $line =~ /\S/;
        $line =~ /^\s*"(.*)"\s*(\d*|\*)\s*$/ or die "not a repetition: $line\n";
        my ($piece, $count) = (unescape($1), $2 eq '' ? 1 : $2);
        $count = int($size / $stars / length($piece =~ s/\{i\}/{iii}/r)) if $count eq '*';
        $bytes .= index($piece, '{i}') < 0 ? $piece x $count : join '', map { $piece =~ s/\{i\}/$_/gr } 1 .. $count;
    }
    return $bytes;
}

my %verbs = (
    file    => sub { spew($_[0], $_[2], '>') },
    append  => sub { spew($_[0], $_[2], '>>') },
    bytes   => sub { spew($_[0], unescape($_[2] =~ s/\n\z//r), '>') },
    repeat  => sub { spew($_[0], repeated($_[2], $_[3]), '>') },
    dir     => sub { make_path($_[0]) },
    fifo    => sub { make_path(dirname($_[0])); POSIX::mkfifo($_[0], 0644) or die "mkfifo $_[0]: $!" },
    symlink => sub { make_path(dirname($_[0])); symlink $_[1], $_[0] or die "symlink $_[0]: $!" },
    mode    => sub { chmod oct $_[1], $_[0] or die "chmod $_[0]: $!" },
    delete  => sub { -d $_[0] ? File::Path::remove_tree($_[0]) : unlink $_[0] or die "delete $_[0]: $!" },
    # Replaces text: each line `old => new`, with escapes.
    change => sub {
        my ($path, undef, $text) = @_;
        my $bytes = slurp($path);
        for my $line (grep { /\S/ } split /\n/, $text) {
            my ($old, $new) = map { unescape($_ // '') } $line =~ /^(.*?) =>(?: (.*))?$/ or die "not a change: $line\n";
            my $at = index $bytes, $old;
            die "nothing to change in $path: $old\n" if $at < 0;
            substr($bytes, $at, length $old) = $new;
        }
        spew($path, $bytes, '>');
    },
);

sub take_step {
    my ($box, $step, $size) = @_;
    my ($verb, $argument, $text) = @$step;
    if ($verb eq 'run') {                                     # an earlier build, which must succeed
        my $run = run_glossa($box, split ' ', $argument);
        return $run->{exit} eq '0' ? () : "the earlier run ended with $run->{exit}: $run->{stderr}";
    }
    my $do = $verbs{$verb} or die "no such step: $verb\n";
    my ($path, $more) = split / (?:-> )?/, unescape($argument), 2;
    ($path, $more) = (unescape($argument), undef) unless $verb =~ /^(?:symlink|mode)$/;
    $do->("$box/book/$path", $more, $text, $size);
    own($box);
    return ();
}

sub own {
    my ($box) = @_;
    return unless defined $nobody;
    File::Find::find({ no_chdir => 1, wanted => sub { chown $nobody, -1, $_ unless -l } }, $box);
}

# A box holds home/, outside/ (both must stay as they are) and book/, the handbook.
sub make_box {
    my ($case, $number) = @_;
    my $box = "$work/$number";
    make_path("$box/home", "$box/outside");
    spew("$box/outside/secret.md", "---\ntitle: Secret\n---\n\nSECRET-CANARY\n", '>');
    spew("$box/home/keep.txt", "keep\n", '>');
    copy_tree("$tests/hostile/base", "$box/book");
    File::Copy::copy("$root/templates/words.yaml", "$box/book/templates/words.yaml");    # the theme's
    if (header($case, 'templates', '') eq 'site' && -d "$root/templates") {
        File::Path::remove_tree("$box/book/templates");
        copy_tree("$root/templates", "$box/book/templates");
        copy_tree("$root/static", "$box/book/static") if -d "$root/static";
    }
    own($box);
    return $box;
}

# ---------------------------------------------------------------- running

# {exit: '1' or 'signal 11' or 'timeout', cpu, stdout, stderr}
sub run_glossa {
    my ($box, @arguments) = @_;
    my $limits = $sanitized ? 'ulimit -c 0;' : 'ulimit -c 0; ulimit -v 1000000;';   # 1 GB of addresses, see R3
    $limits .= ' ulimit -f 800000; exec "$0" "$@"';
    my ($before, $started) = ((times)[2] + (times)[3], time);
    my $child = fork // die "fork: $!";
    if (!$child) {
        POSIX::setsid();
        chdir "$box/book" or die;
        open STDIN,  '<', '/dev/null'    or die;
        open STDOUT, '>', "$box.stdout" or die;
        open STDERR, '>', "$box.stderr" or die;
        if (defined $nobody) { $) = "$nobody $nobody"; POSIX::setgid($nobody); POSIX::setuid($nobody) }
        local @ENV{qw(HOME LC_ALL ASAN_OPTIONS UBSAN_OPTIONS)} =
          ("$box/home", 'C', 'detect_leaks=0:allocator_may_return_null=1', 'print_stacktrace=1');
        delete @ENV{qw(NO_COLOR CLICOLOR_FORCE GITHUB_ACTIONS)};
        exec 'sh', '-c', $limits, "$work/glossa", map { s{^~}{$box/home}r } @arguments or POSIX::_exit(127);
    }
    my $ended = wait_for($child, most_seconds());
    my $status = $?;
    my $exit = !$ended ? 'timeout' : $status & 127 ? 'signal ' . ($status & 127) : $status >> 8;
    return { exit => "$exit", cpu => (times)[2] + (times)[3] - $before, wall => time - $started,
        stdout => slurp("$box.stdout"), stderr => slurp("$box.stderr") };
}

sub most_seconds { return $sanitized ? 60 : 20 }

sub wait_for {
    my ($child, $seconds) = @_;
    my $late = 0;
    local $SIG{ALRM} = sub { $late = 1; kill 'KILL', -$child };
    alarm $seconds;
    waitpid $child, 0;
    alarm 0;
    return !$late;
}

# path => what stands there, for all of the box but the output.
sub snapshot {
    my ($box, $output) = @_;
    my %seen;
    my $look = sub {
        my $path = $File::Find::name;
        if (defined $output && $path eq $output) { $File::Find::prune = 1; return }
        my ($mode, $size, $modified) = (lstat $path)[2, 7, 9];
        my $what = -l _ ? 'link to ' . readlink $path : -f _ ? md5_hex(slurp($path)) : '';
        $modified = 0 if -d _;                                # staging beside the output touches its folder
        $seen{$path} = join ' ', sprintf('%o', $mode), -d _ ? '' : $size, $modified, $what;
    };
    File::Find::find({ no_chdir => 1, wanted => $look }, $box);
    return \%seen;
}

sub differences {
    my ($before, $after) = @_;
    my %all = (%$before, %$after);
    return grep { ($before->{$_} // '') ne ($after->{$_} // '') } sort keys %all;
}

# ---------------------------------------------------------------- what was said

# [{path, line, column, severity, code, message}, …]
sub diagnostics {
    my ($stderr) = @_;
    my @found;
    for my $line (split /\n/, $stderr) {
        next if $line =~ /^ *\d* \|/;                        # a line quoted from a file
        next unless $line =~ /^(?:(.*?):(?:(\d+):(?:(\d+):)?)? )?(error|warning): (.*) \[([a-z0-9-]+)\]$/;
        push @found, { path => ($1 // '') eq 'glossa' ? '' : $1 // '', line => $2 // 0, column => $3 // 0,
            severity => $4, message => $5, code => $6 };
    }
    return \@found;
}

# "error CODE", "error CODE at 3:1", "error CODE at content/x.md:3", "error *"
sub meets {
    my ($expected, $found, $default_path) = @_;
    my ($severity, $code, $place) = $expected =~ /^(error|warning) (\S+)(?: at (.+))?$/
      or die "cannot read: expect: $expected\n";
    return 0 if $found->{severity} ne $severity || $code ne '*' && $found->{code} ne $code;
    return 1 unless defined $place;
    my ($path, $line, $column) = $place =~ /^(?:(.*?)(?::|$))?(?:(?<=:|^)(\d+)(?::(\d+))?)?$/;
    ($path, $line, $column) = ($default_path, $1, $2) if $place =~ /^(\d+)(?::(\d+))?$/;
    return 0 if defined $path && length $path && $found->{path} ne $path;
    return 0 if defined $line && $found->{line} != $line;
    return !defined $column || $found->{column} == $column;
}

sub check_diagnostics {
    my ($case, $run) = @_;
    my @expected = @{ $case->{headers}{expect} };
    return () if grep { $_ eq 'any' } @expected;
    my $found = diagnostics($run->{stderr});
    my $writes = qr/^(?:file|bytes|repeat|append|change|symlink|fifo)$/;
    my ($path) = map { $_->[1] } grep { $_->[0] =~ $writes } @{ $case->{steps} };
    $path =~ s/ .*// if defined $path;
    my @wanted = grep { /^(?:error|warning) / } @expected;
    my %allowed = map { $_ => 1 } map { split ' ' } @{ $case->{headers}{also} // [] };
    my @problems;
    for my $wanted (@wanted) {
        push @problems, "not reported: $wanted" unless grep { meets($wanted, $_, $path // '') } @$found;
    }
    for my $extra (@$found) {
        next if $allowed{ $extra->{code} } || grep { meets($_ =~ s/ at .*//r, $extra, '') } @wanted;
        push @problems, "reported though not expected: $extra->{severity} $extra->{code}: $extra->{message}";
    }
    return @problems;
}

# The exit status that a case must have, as a list of possible ones.
sub exits {
    my ($case) = @_;
    my @expected = @{ $case->{headers}{expect} };
    return split /\|/, header($case, 'exit', '') if header($case, 'exit', '') ne '';
    return (0 .. 3) if grep { $_ eq 'any' } @expected;
    return (1) if grep { /^error/ } @expected;
    return (0);
}

# ---------------------------------------------------------------- what holds for every case

my $sanitizer = qr/AddressSanitizer|ThreadSanitizer|LeakSanitizer|UndefinedBehavior|runtime error:|Assertion .* failed/;
my $bidi      = qr/\xE2\x80[\xAA-\xAE]|\xE2\x81[\xA6-\xA9]/;
my $control   = qr/[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]|\xC2[\x80-\x9F]/;

sub check_terminal {
    my ($run) = @_;
    my @problems;
    for my $stream (qw(stdout stderr)) {
        my $text = $run->{$stream};
        push @problems, "a sanitizer report on $stream: $&" if $text =~ $sanitizer;
        push @problems, sprintf '%s holds a control byte: %vX', $stream, $& if $text =~ $control || $text =~ /\r/;
        push @problems, "$stream holds a bidi override" if $text =~ $bidi;
        push @problems, "$stream is not UTF-8" unless utf8::decode(my $copy = $text);
    }
    return @problems;
}

sub check_costs {
    my ($case, $run) = @_;
    my $cpu = header($case, 'cpu', 2) * ($sanitized ? 15 : 1);
    my @problems;
    push @problems, "ended with $run->{exit}" if $run->{exit} =~ /\D/;
    push @problems, sprintf 'took %.1f s of CPU', $run->{cpu} if $run->{cpu} > $cpu;
    return @problems;
}

my $live_elements = qr/<(?:script|iframe|object|embed|base|frame|frameset|applet|form|math|foreignObject)\b/i;

# A tag with its attributes; an attribute in quotes hides what it holds.
my $tag = qr/<([A-Za-z][\w:-]*)((?:\s+[^\s"'<>\/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*\/?>/;

# Nothing that runs, nothing that leads elsewhere than the allow-list, no raw control characters.
sub check_html {
    my ($path, $html) = @_;
    my @problems;
    push @problems, "$path holds a control byte" if $html =~ $control;
    push @problems, "$path is not UTF-8" unless utf8::decode(my $copy = $html);
    (my $rest = $html) =~ s/<!--.*?-->|<!DOCTYPE[^>]*>//gis;
    while ($rest =~ /$tag/g) {
        my ($name, $attributes) = (lc $1, $2);
        push @problems, "$path: live element $name"
          if "<$name" =~ $live_elements && !harmless_script($name, $attributes);
        while ($attributes =~ /([^\s"'<>\/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/g) {
            push @problems, attribute_problem($path, $name, lc $1, $2 // $3 // $4);
        }
    }
    (my $text = $rest) =~ s/$tag|<\/[A-Za-z][\w:-]*\s*>|<(?:script)\b[^>]*>.*?<\/script>//gs;
    push @problems, "$path: a stray < in its text: " . substr($text, index($text, '<'), 40) if index($text, '<') >= 0;
    return @problems;
}

# Scripts of the templates come from files of the site; JSON-LD is data.
sub harmless_script {
    my ($name, $attributes) = @_;
    return 1 if $name eq 'script' && $attributes =~ /\ssrc="(?!\/\/)[\w.\/-]+"/;
    return 1 if $name eq 'script' && $attributes =~ /type="application\/(?:ld\+)?json"/;
    return $name eq 'form' && $attributes !~ /action="(?!\/\/)[^"]*:/;
}

sub attribute_problem {
    my ($path, $element, $name, $value) = @_;
    my %entity = (amp => '&', quot => '"', lt => '<', gt => '>', colon => ':', Tab => "\t", NewLine => "\n");
    $value =~ s{&(?:#(\d+)|#[xX]([0-9A-Fa-f]+)|(\w+));?}
               {defined $1 ? chr($1 % 256) : defined $2 ? chr(hex($2) % 256) : $entity{$3} // ''}ge;
    return "$path: attribute $name" if $name =~ /^on|^srcdoc$|^style$|^formaction$/;
    return () unless $name =~ /^(?:href|src|action|data|poster|cite|xlink:href)$/;
    (my $address = $value) =~ s/[\x00-\x20]//g;
    return "$path: $name leads to another host: $value" if $address =~ /^[\\\/]{2}|^\/\\/;
    return "$path: $name climbs out of the site: $value" if $address !~ /^[a-z]+:/i && climbs($path, $address);
    return () if $address !~ /^([A-Za-z][A-Za-z0-9+.-]*):/ || $address =~ /^(?:https?|mailto|tel):/i;
    return () if $element eq 'img' && $address =~ m{^data:image/(?:png|jpeg|gif|webp)[;,]};
    return "$path: live address in $name: $value";
}

sub climbs {
    my ($path, $address) = @_;
    return 0 if $path =~ /(?:^|\/)404\.html$/;
    my $depth = () = $path =~ m{/}g;
    $address =~ s/[?#].*//;
    $address =~ s/%2e/./gi;
    for my $part (split m{/}, $address) {
        $depth += $part eq '..' ? -1 : $part eq '.' || $part eq '' ? 0 : 1;
        return 1 if $depth < 0;
    }
    return 0;
}

# Relative addresses that lead to no file of the output, or to no anchor in it.
sub dead_links {
    my ($path, $content, $anchors) = @_;
    my %dead;
    while ($content->{$path} =~ /\s(?:href|src)="([^"]*)"/g) {
        my ($address, undef, $anchor) = plain($1) =~ /^([^?#]*)(\?[^#]*)?(?:#(.*))?$/s;
        next if $address =~ /^[A-Za-z][A-Za-z0-9+.-]*:/;
        my $target = $address eq '' ? $path : resolved($path, $address);
        $target = $target eq '' ? 'index.html' : "$target/index.html" unless exists $content->{$target};
        $dead{"$address (no file)"}++ unless exists $content->{$target};
        next unless length($anchor // '') && exists $content->{$target};
        $anchor =~ s/%([0-9A-Fa-f]{2})/chr hex $1/ge;
        $anchors->{$target} //= anchors($content->{$target});
        $dead{"$address#$anchor (no anchor)"}++ unless $anchors->{$target}{$anchor};
    }
    return map { "$path: a dead link: $_" } sort keys %dead;
}

sub anchors {
    my ($html) = @_;
    return { map { plain($_) => 1 } $html =~ /\sid="([^"]*)"/g };
}

sub plain {
    my ($attribute) = @_;
    my %entity = (amp => '&', quot => '"', lt => '<', gt => '>', '#39' => "'", apos => "'");
    return $attribute =~ s/&(amp|quot|lt|gt|#39|apos);/$entity{$1}/gr;
}

sub resolved {
    my ($path, $address) = @_;
    my @parts = $path =~ m{([^/]+)/}g;
    for my $part (split m{/}, $address =~ s/%([0-9A-Fa-f]{2})/chr hex $1/ger) {
        if    ($part eq '..') { pop @parts }
        elsif ($part ne '.')  { push @parts, $part }
    }
    return join '/', @parts;
}

sub output_files {
    my ($output) = @_;
    my @paths;
    my $keep = sub { push @paths, substr $_, length "$output/" unless -d };
    File::Find::find({ no_chdir => 1, wanted => $keep }, $output) if -d $output;
    return sort @paths;
}

# Pages of more than 500 kB are slow to look through, and a smaller size of the case has shown the same.
sub check_output {
    my ($case, $output) = @_;
    my (@problems, %content, %anchors);
    for my $path (output_files($output)) {
        push @problems, "$path in the output is not a regular file" unless !-l "$output/$path" && -f _;
        $content{$path} = slurp("$output/$path");
        push @problems, "$path holds what lies outside" if $content{$path} =~ /SECRET-CANARY|root:x:0:0/;
    }
    for my $path (grep { /\.html$/ && length $content{$_} <= 500_000 } sort keys %content) {
        push @problems, check_html($path, $content{$path}) if header($case, 'raw', '') ne 'yes';
        push @problems, dead_links($path, \%content, \%anchors) if $path !~ /(?:^|\/)404\.html$/;
    }
    return (@problems, check_texts($case, \%content));
}

sub check_texts {
    my ($case, $content) = @_;
    my ($headers, @problems) = ($case->{headers});
    my $all    = sub { @{ $headers->{ $_[0] } // [] } };
    my $holds  = join "\n", map { $content->{$_} } sort keys %$content;
    my $found  = sub { index($holds, unescape($_[0])) >= 0 };
    # tables have no escape for it, and no browser runs them
    my $live   = join "\n", map { $content->{$_} } grep { !/\.csv$/ } sort keys %$content;
    my $lives  = sub { index($live, unescape($_[0])) >= 0 };
    my $exists = sub { exists $content->{ unescape($_[0]) } };
    push @problems, map { "not in the output: $_" }        grep { !$found->($_) }  $all->('in-output');
    push @problems, map { "in the output: $_" }            grep { $lives->($_) }   $all->('not-in-output');
    push @problems, map { "no file $_ in the output" }     grep { !$exists->($_) } $all->('exists');
    push @problems, map { "file $_ in the output" }        grep { $exists->($_) }  $all->('absent');
    for (map { [split /: /, $_, 2] } $all->('in')) {
        my ($path, $text) = @$_;
        push @problems, "not in $path: $text" if index($content->{$path} // '', unescape($text)) < 0;
    }
    return @problems;
}

# ---------------------------------------------------------------- one case

sub problems {
    my ($case, $number, $size) = @_;
    my $box = make_box($case, $number);
    for my $step (@{ $case->{steps} }) {
        my @failed = eval { take_step($box, $step, $size) };
        return (@failed, $@ || ()) if @failed || $@;
    }
    my $command = header($case, 'run', 'build');
    my $output  = "$box/book/" . header($case, 'output', 'public');
    $output =~ s{/book/\.\./}{/};
    my $all     = snapshot($box);
    my $run     = run_glossa($box, map { $_ eq '""' ? '' : unescape($_) } split / /, $command);
    my $good    = $run->{exit} eq '0';
    $case->{wall} = $run->{wall};
    $case->{said} = $run->{stdout} . $run->{stderr};
    my @problems = (check_costs($case, $run), check_terminal($run), check_diagnostics($case, $run));
    push @problems, check_said($case, $run);
    my $after = snapshot($box, $good ? $output : undef);
    delete @$all{ grep { /^\Q$output\E(?:\/|$)/ } keys %$all } if $good;
    push @problems, map { 'changed outside the output: ' . s/^\Q$box\E\///r } differences($all, $after);
    push @problems, check_output($case, $output) if $good;
    push @problems, map { "$_ is gone" } grep { !-e "$box/book/$_" } @{ $case->{headers}{keeps} // [] };
    push @problems, check_again($box, $run) if $command eq 'build' && $run->{exit} =~ /^[01]$/ && !@problems;
    return @problems;
}

sub check_said {
    my ($case, $run) = @_;
    my ($headers, @problems) = ($case->{headers});
    my @exits = exits($case);
    push @problems, "exit $run->{exit} instead of " . join ' or ', @exits unless grep { $run->{exit} eq $_ } @exits;
    for my $text (@{ $headers->{'in-stderr'} // [] }) {
        push @problems, "not said: $text" if index($run->{stderr}, unescape($text)) < 0;
    }
    for my $text (@{ $headers->{'not-in-stdout'} // [] }) {
        push @problems, "said: $text" if index($run->{stdout}, unescape($text)) >= 0;
    }
    return @problems if header($case, 'json', '') ne 'yes' || eval { JSON::PP->new->utf8->decode($run->{stdout}) };
    return (@problems, "no JSON: $@");
}

# `check` finds what `build` found, and writes nothing.
sub check_again {
    my ($box, $built) = @_;
    my $before  = snapshot($box);
    my $checked = run_glossa($box, 'check');
    my @problems = check_terminal($checked);
    my $list = sub {
        join "\n", map { "$_->{path}:$_->{line}:$_->{column} $_->{code}" } @{ diagnostics($_[0]{stderr}) };
    };
    push @problems, "check ends with $checked->{exit}, build with $built->{exit}" if $checked->{exit} ne $built->{exit};
    my ($one, $other) = ($list->($checked), $list->($built));
    push @problems, "check and build differ:\n$one\n--\n$other" if $one ne $other;
    push @problems, map { 'check changed: ' . s/^\Q$box\E\///r } differences($before, snapshot($box));
    return @problems;
}

# ---------------------------------------------------------------- the tests of this test

sub test_itself {
    my $found = diagnostics("content/x.md:3:14: error: odd: thing [yaml-tab]\n   3 | a.md:1:1: error: quoted [yaml-tag]\n"
          . "site.yaml: warning: w [site-base-url]\nglossa: error: e [output-foreign]\n");
    is(scalar @$found, 3, 'three diagnostics are read');
    ok(meets('error yaml-tab at 3:14', $found->[0], 'content/x.md'), 'a place is compared');
    ok(!meets('error yaml-tab at 3:13', $found->[0], 'content/x.md'), 'a wrong column is seen');
    ok(!meets('error yaml-tab at content/y.md:3:14', $found->[0], ''), 'a wrong file is seen');
    ok(meets('error yaml-tab at content/x.md', $found->[0], ''), 'a file alone is compared');
    ok(meets('warning site-base-url at site.yaml', $found->[1], ''), 'a diagnostic without line is read');
    my $harmless = '<p title="a > b">&lt;script&gt; <a href="../x.html#y">ok</a></p>';
    is(scalar(() = check_html('a/x.html', $harmless)), 0, 'harmless HTML is silent');
    is(scalar(() = check_html('a/x.html', $_)), 1, "seen: $_")
      for '<script>', '<p onclick="x">', '<a href="java&#x0a;script:x">', '<a href="//host">', '<a href="../../x">',
      "<p>\x1b</p>", 'a < b', '<img src="data:image/svg+xml,x">', '<iframe src="x">';
    is(scalar(() = check_terminal({ stdout => '', stderr => $_ })), 1, 'seen on the terminal')
      for "\x1b[31m", "\xE2\x80\xAE", "\xFF", 'x.c:1:2: runtime error: overflow';
}

sub test_case {
    my ($case, $number, $size) = @_;
    my $name = $case->{name} . ($size ? " at $size bytes" : '');
    my @problems = problems($case, $number, $size);
    $name .= sprintf ' (%.1f s)', $case->{wall} if $ENV{TIMES};
    ok(!@problems, $name) or diag(join "\n", @problems, '--- said:', substr($case->{said} // '', 0, 1500));
    note($case->{said} // '') if $ENV{CASE};
    return if $ENV{KEEP};
    system 'chmod', '-R', 'u+rwX', "$work/$number" if $> != 0;
    File::Path::remove_tree("$work/$number", { error => \my $ignored });
}

test_itself();
my $only = $ENV{CASE} // '';
my $number = 0;
for my $path (grep { index($_, $only) >= 0 } sort glob "$tests/hostile/*/*.case") {
    my $case = read_case($path);
    if (header($case, 'needs', '') eq 'root' && !defined $nobody) {
        SKIP: { skip "$case->{name}: only root can run this as nobody", 1 }
        next;
    }
    my @sizes = split / /, header($case, 'sizes', '0');
    $#sizes = 0 if $threads;                # what it costs is measured without; a race needs no megabyte
    test_case($case, ++$number, $_) for @sizes;
}
done_testing();
