#!/usr/bin/env python3
"""Makes Sources/CEmbedded/Catalogues/openssl-VERSION.tsv from the installed programs.

    Scripts/cipher-catalogue.py /var/cache/dovetrail/roots/{bullseye,bookworm,trixie}      writes one table per root

The table of 3.6 (sid) is that of 3.5.
Each ROOT is a Debian root with openssl in it. A table has the suites up to TLS 1.2 in the library's own order of
preference, with the columns of `openssl ciphers -V`, and for each word of a cipher string the suites that it stands for,
by their place in the table. Words of algorithms that Debian's library is built without stand there with none.

`openssl` shows the library's order only for the suites of one string, and no string means all of them. The orders of
all words are merged: two suites that no word selects together are never ordered by one step of a string either.
"""
import os, re, subprocess, sys

CATALOGUES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Sources", "CEmbedded", "Catalogues")
WORDS = """ALL COMPLEMENTOFALL COMPLEMENTOFDEFAULT HIGH MEDIUM LOW EXP EXPORT EXPORT40 EXPORT56 FIPS SSLv2 SSLv3 TLSv1 TLSv1.0
TLSv1.2 TLSv1.3 kRSA kEDH kDHE kDH kDHr kDHd kEECDH kECDHE kECDHr kECDHe kECDH kPSK kRSAPSK kECDHEPSK kDHEPSK kSRP kGOST
kGOST18 aRSA aDSS DSS aNULL aECDSA ECDSA aPSK aGOST aGOST01 aGOST12 aSRP aDH aECDH EDH DHE EECDH ECDHE ECDH DH RSA ADH
AECDH PSK SRP NULL eNULL 3DES DES RC4 RC2 IDEA SEED GOST89 AES128 AES256 AES AESGCM AESCCM AESCCM8 CAMELLIA128
CAMELLIA256 CAMELLIA CHACHA20 ARIA ARIA128 ARIA256 ARIAGCM CBC MD5 SHA1 SHA GOST94 GOST89MAC GOST12 SHA256
SHA384""".split()


def suites(root, string, *options):
    """The rows of `openssl ciphers -V STRING`, without those of TLS 1.3, which no string changes."""
    command = ["chroot", root, "openssl", "ciphers", "-V", *options, string]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    rows = [re.split(r"\s+", line.strip()) for line in run.stdout.decode().splitlines()]
    return {row[2]: row for row in rows if row[3] != "TLSv1.3"}


def merged(orders):
    """One order that keeps them all; the first of several that may come next is the one that came first in a list."""
    after = {}
    for order in orders:
        for name in order:
            after.setdefault(name, set())
        for first, second in zip(order, order[1:]):
            after[first].add(second)
    result = []
    while len(result) < len(after):
        blocked = {later for name, others in after.items() if name not in result for later in others}
        free = [name for name in after if name not in result and name not in blocked]
        if not free:
            sys.exit("cipher-catalogue: the orders contradict each other")
        result.append(free[0])
    return result


def table(root):
    words = {word: list(suites(root, word)) for word in WORDS}
    rows = {**suites(root, "ALL:COMPLEMENTOFALL")}
    order = merged(words.values())
    # What level 1 refuses has less than 80 bits, whatever the length of its key: short authentication tags count.
    usable = suites(root, "ALL:COMPLEMENTOFALL:@SECLEVEL=1", "-s", "-psk", "-srp", "-tls1_2")
    standard = standard_names(root)
    for name in order:
        _, _, _, version, *fields = rows[name]
        exchange, authentication, cipher, mac = (field.partition("=")[2] for field in fields)
        cipher, _, bits = cipher.rstrip(")").partition("(")
        is_short = name not in usable and cipher.startswith("AESCCM8")
        yield ["suite", name, version, exchange, authentication, cipher, "64" if is_short else bits or "0", mac,
               standard.get(name, "")]
    place = {name: str(number) for number, name in enumerate(order)}
    for word, names in words.items():
        yield ["word", word, " ".join(place[name] for name in names)]


def standard_names(root):
    """`TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`, where the library takes such names in a string."""
    if not suites(root, "TLS_RSA_WITH_AES_128_GCM_SHA256"):
        return {}
    command = ["chroot", root, "openssl", "ciphers", "-stdname", "ALL:COMPLEMENTOFALL"]
    lines = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    return {line.split()[2]: line.split()[0] for line in lines}


def version(root):
    run = subprocess.run(["chroot", root, "openssl", "version"], stdout=subprocess.PIPE, check=True)
    return re.match(r"OpenSSL (\d+\.\d+(\.1(?=[a-z]|\.?1))?)", run.stdout.decode())[1]


for root in sys.argv[1:]:
    path = os.path.join(CATALOGUES, f"openssl-{version(root)}.tsv")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines("\t".join(row) + "\n" for row in table(root))
    print(path)
