#!/bin/sh
# host.sh ROOT TREE SESSIONS: a mail server as it would run on the machine that TREE describes, and clients on another.
#
# Runs as process 1 of its own namespaces. The server has 203.0.113.25; the clients are in a network namespace of their
# own, joined by a cable. ROOT is a Debian root, seen through a throw-away layer; SESSIONS is what client.pl is to play.
# Prints the client's transcript, then a line `== log` and what the daemons have logged.
set -eu
root=$1 tree=$2 sessions=$3 here=$(dirname "$0")

hostname mail.example.net
mount -t tmpfs dovetrail "$root/mnt"
mkdir "$root/mnt/upper" "$root/mnt/work" "$root/mnt/root"
mount -t overlay dovetrail "$root/mnt/root" \
    -o "lowerdir=$root,upperdir=$root/mnt/upper,workdir=$root/mnt/work"
server=$root/mnt/root
mount -t proc proc "$server/proc"
mount -t tmpfs dovetrail "$server/run"
[ ! -e "$tree/etc/dovecot" ] || rm -rf "$server/etc/dovecot"
[ ! -e "$tree/etc/postfix" ] || rm -rf "$server/etc/postfix/main.cf" "$server/etc/postfix/master.cf"
cp -R "$tree/." "$server"
cp "$sessions" "$here/client.pl" "$here/dns.pl" "$here/log.pl" "$server/tmp"

in_server() { chroot "$server" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root "$@"; }

# The network: one cable, the server's end and the clients' end.
unshare --net sleep 900 &
clients=$!
while [ "$(readlink /proc/$clients/ns/net)" = "$(readlink /proc/self/ns/net)" ]; do sleep 0.02; done
ip link set lo up
ip link add server type veth peer name client
ip link set client netns $clients
ip addr add 203.0.113.25/32 dev server
ip link set server up
at_clients() { nsenter --net=/proc/$clients/ns/net "$@"; }
at_clients ip link set lo up
for address in 192.0.2.80 198.51.100.77; do at_clients ip addr add $address/32 dev client; done
at_clients ip link set client up
at_clients ip route add 203.0.113.25/32 dev client
for address in 192.0.2.80 198.51.100.77; do ip route add $address/32 dev server; done

# What the files of the tree name and no sample has: certificates, mailboxes, tables, and the resolver.
for place in etc var/spool/postfix/etc; do
    mkdir -p "$server/$place"
    printf '127.0.0.1 localhost\n203.0.113.25 mail.example.net mail\n' >"$server/$place/hosts"
    echo 'nameserver 127.0.0.1' >"$server/$place/resolv.conf"
    echo 'hosts: files dns' >"$server/$place/nsswitch.conf"
done
cp "$server/etc/services" "$server/var/spool/postfix/etc"
libraries=var/spool/postfix/lib/x86_64-linux-gnu
mkdir -p "$server/$libraries"
cp "$server"/lib/x86_64-linux-gnu/libnss_* "$server"/lib/x86_64-linux-gnu/libresolv* "$server/$libraries"
in_server sh -s >/tmp/null-$$ 2>&1 <<'PREPARE'
id vmail || useradd --system --create-home --home-dir /var/vmail vmail
id sales || useradd --create-home --password "$(openssl passwd -6 secret)" sales
mkdir -p /etc/ssl/private /etc/ssl/certs /etc/dovecot/private
openssl req -x509 -newkey rsa:2048 -nodes -keyout /tmp/key -out /tmp/certificate -days 30 -subj /CN=mail.example.net
for file in $(sed -n 's/^[^#]*ssl_\(server_\)\{0,1\}cert\(_file\)\{0,1\} *= *<\{0,1\}//p' /etc/dovecot/*.conf /etc/dovecot/conf.d/*.conf) \
    $(postconf -h smtpd_tls_cert_file); do
    mkdir -p "$(dirname "$file")"; cat /tmp/certificate >"$file"
done
for file in $(sed -n 's/^[^#]*ssl_\(server_\)\{0,1\}key\(_file\)\{0,1\} *= *<\{0,1\}//p' /etc/dovecot/*.conf /etc/dovecot/conf.d/*.conf) \
    $(postconf -h smtpd_tls_key_file); do
    mkdir -p "$(dirname "$file")"; cat /tmp/key >"$file"; chmod 600 "$file"
done
[ ! -e /usr/share/dovecot/dh.pem ] || cp /usr/share/dovecot/dh.pem /etc/dovecot/dh.pem
echo "sales@example.net:$(doveadm pw -s SHA512-CRYPT -p secret)" >/etc/dovecot/users
echo 'sales@example.net example.net/sales/' >/etc/postfix/vmailbox
echo 'postmaster@example.net sales@example.net' >/etc/postfix/virtual
echo 'postmaster: root' >/etc/aliases
postmap /etc/postfix/vmailbox /etc/postfix/virtual
newaliases
PREPARE
rm -f /tmp/null-$$

in_server perl /tmp/log.pl /tmp/log /dev/log /var/spool/postfix/dev/log &
in_server perl /tmp/dns.pl &
while ! [ -S "$server/dev/log" ] || ! [ -e "$server/tmp/dns" ]; do sleep 0.02; done
# Makes the directories below the queue, in one of which Dovecot opens its socket.
in_server postfix check >/dev/null 2>&1 || true
in_server dovecot -F >/dev/null 2>"$server/tmp/dovecot.err" &
in_server postfix start >/dev/null 2>"$server/tmp/postfix.err" || true

at_clients chroot "$server" perl /tmp/client.pl "/tmp/$(basename "$sessions")"
echo '== log'
sleep 0.3
cat "$server/tmp/dovecot.err" "$server/tmp/postfix.err" "$server/tmp/log"
