# client.pl SESSIONS: plays mail programs byte by byte and prints what was said.
#
#   session NAME FROM PORT PROTOCOL TLS     from which address; smtp, pop3 or imap; none, starttls or implicit
#   tls OPTION…                             options of `openssl s_client`, such as -tls1
#   C LINE                                  what the program says; it then reads one answer
#   end
use strict;
use warnings;
use IO::Handle;
use IO::Select;
use IO::Socket::INET;
use IPC::Open2;

$SIG{PIPE} = 'IGNORE';
STDOUT->autoflush;
my $server = '203.0.113.25';

sub connected {
    my ($from, $port) = @_;
    my $socket = IO::Socket::INET->new(
        PeerAddr => $server, PeerPort => $port, LocalAddr => $from, Proto => 'tcp', Timeout => 10) or return;
    return ($socket, $socket);
}

# Until both daemons listen, or 20 seconds have gone by.
sub wait_for {
    for my $port (@_) {
        for (1 .. 400) {
            my ($probe) = connected('192.0.2.80', $port);
            last if $probe;
            select undef, undef, undef, 0.05;
        }
    }
}

# A channel that is encrypted already; s_client says STARTTLS itself.
sub encrypted {
    my ($from, $port, $protocol, $tls, @options) = @_;
    my ($probe) = connected($from, $port) or return;
    close $probe;
    my @start = $tls eq 'starttls' ? ('-starttls', $protocol) : ();
    open my $saved, '>&', \*STDERR or die $!;
    open STDERR, '>', '/dev/null' or die $!;
    open2(my $in, my $out, 'openssl', 's_client', '-quiet', '-bind', "$from:0", '-connect', "$server:$port", @start,
        @options);
    open STDERR, '>&', $saved or die $!;
    $out->autoflush;
    return ($in, $out);
}

sub answer {
    my ($in, $protocol, $tag) = @_;
    my @lines;
    while (defined(my $line = readline $in)) {
        $line =~ s/\r?\n$//;
        push @lines, $line;
        last if $protocol eq 'smtp' ? $line =~ /^\d{3}(?: |$)/ : $protocol eq 'pop3' || $line =~ /^(?:\Q$tag\E |\+)/;
    }
    print map { "S $_\n" } @lines;
    print "S (closed)\n" unless @lines;
    return scalar @lines;
}

sub play {
    my ($session) = @_;
    my ($name, $from, $port, $protocol, $tls) = @{ $session->{head} };
    print "== $name\n";
    local $SIG{ALRM} = sub { print "S (timeout)\n"; die "timeout\n" };
    alarm 30;
    eval {
        my ($in, $out) = $tls eq 'none'
            ? connected($from, $port) : encrypted($from, $port, $protocol, $tls, @{ $session->{tls} });
        if (!$in) { print "S (no connection)\n"; die "closed\n" }
        # After STARTTLS the server does not greet again.
        if ($tls ne 'starttls' or $protocol eq 'smtp') {
            my $said = $tls eq 'starttls' ? 1 : answer($in, $protocol, '*');
            die "closed\n" unless $said;
        }
        for my $line (@{ $session->{lines} }) {
            print "C $line\n";
            print $out "$line\r\n";
            $out->flush;
            answer($in, $protocol, $protocol eq 'imap' ? (split / /, $line)[0] : '') or last;
        }
        close $out;
        close $in;
    };
    alarm 0;
}

wait_for(25, 143);
open my $file, '<', $ARGV[0] or die "$ARGV[0]: $!";
my $session;
while (my $line = <$file>) {
    chomp $line;
    if ($line =~ /^session (.*)/) { $session = { head => [split / /, $1], lines => [], tls => [] } }
    elsif ($line =~ /^tls (.*)/) { $session->{tls} = [split / /, $1] }
    elsif ($line =~ /^C (.*)/) { push @{ $session->{lines} }, $1 }
    elsif ($line eq 'end') { play($session) }
}
