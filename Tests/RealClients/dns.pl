# A name server on 127.0.0.1 that knows a few names and says NXDOMAIN to every other.
use strict;
use warnings;
use IO::Socket::INET;

my %address = (
    'mail.example.net' => '203.0.113.25', 'example.net' => '203.0.113.25', 'pc3.example.net' => '198.51.100.77',
    'example.com' => '192.0.2.99', 'mx.example.com' => '192.0.2.99',
);
my %exchange = ('example.net' => 'mail.example.net', 'example.com' => 'mx.example.com');

sub encoded { join('', map { pack 'C/a*', $_ } split /\./, shift) . "\0" }

my $socket = IO::Socket::INET->new(Proto => 'udp', LocalAddr => '127.0.0.1', LocalPort => 53) or die $!;
open my $ready, '>', '/tmp/dns' or die $!;
while (defined(my $peer = $socket->recv(my $query, 512))) {
    my ($place, @labels) = (12);
    while ((my $length = ord substr $query, $place, 1) > 0) {
        push @labels, lc substr $query, $place + 1, $length;
        $place += $length + 1;
    }
    my $name = join '.', @labels;
    my $type = unpack 'n', substr $query, $place + 1, 2;
    my $data;
    $data = pack 'C4', split /\./, $address{$name} if $type == 1 and $address{$name};
    $data = pack('n', 10) . encoded($exchange{$name}) if $type == 15 and $exchange{$name};
    my $known = $address{$name} || $exchange{$name};
    my $answer = defined $data ? pack('n n n N n/a*', 0xC00C, $type, 1, 60, $data) : '';
    $socket->send(
        substr($query, 0, 2) . pack('n5', 0x8580 | ($known ? 0 : 3), 1, $answer ne '' ? 1 : 0, 0, 0)
            . substr($query, 12, $place - 12 + 5) . $answer);
}
