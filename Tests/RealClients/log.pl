# log.pl FILE SOCKET…: what a syslog daemon would write, line by line.
use strict;
use warnings;
use IO::Handle;
use IO::Select;
use IO::Socket::UNIX;
use Socket;

my ($file, @paths) = @ARGV;
open my $log, '>>', $file or die "$file: $!";
$log->autoflush;
my $select = IO::Select->new;
for my $path (@paths) {
    mkdir $path =~ s{/[^/]*$}{}r;
    unlink $path;
    my $socket = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => $path) or die "$path: $!";
    chmod 0666, $path;
    $select->add($socket);
}
while (my @ready = $select->can_read) {
    for my $socket (@ready) {
        defined $socket->recv(my $message, 65536) or next;
        $message =~ s/^<\d+>//;
        print $log "$message\n";
    }
}
