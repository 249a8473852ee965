#!/usr/bin/env python3
"""Makes Sources/CEmbedded/Catalogues/postfix-VERSION.tsv from the installed programs.

    Scripts/postfix-catalogue.py /var/cache/dovetrail-roots/*      writes one catalogue per root
    Scripts/postfix-catalogue.py --check ROOT...                    compares with what is there

Each ROOT is a Debian root with Postfix in it. Names and defaults are what its `postconf -d` prints for an empty
configuration. What no program prints (type, sub-kind, secrecy, range, programs that read it) comes from
postfix-parameter-facts.tsv, which is kept by hand; a name without a row there is an error.
Values that depend on the machine or the process are left empty: myhostname, mydomain, mynetworks, process_id.
"""
import os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
FACTS = os.path.join(HERE, "postfix-parameter-facts.tsv")
CATALOGUES = os.path.join(HERE, "..", "Sources", "CEmbedded", "Catalogues")
COMPUTED = {"myhostname", "mydomain", "mynetworks", "process_id", "process_name", "config_directory"}
# Old names that are still read as the default of a new one; postconf calls the class "legacy". First version of each.
LEGACY = {
    "virtual_maps": (0,), "fallback_relay": (0,), "authorized_verp_clients": (0,),
    "smtpd_client_connection_limit_exceptions": (0,), "postscreen_dnsbl_ttl": (0,),
    "postscreen_blacklist_action": (3, 6), "postscreen_dnsbl_whitelist_threshold": (3, 6),
    "postscreen_whitelist_interfaces": (3, 6), "lmtp_per_record_deadline": (3, 7),
    "smtp_per_record_deadline": (3, 7), "smtpd_per_record_deadline": (3, 7),
    "tlsproxy_client_level": (3, 7), "tlsproxy_client_policy": (3, 7),
}


def facts():
    rows = {}
    for line in open(FACTS, encoding="utf-8"):
        name, *rest = line.rstrip("\n").split("\t")
        rows[name] = rest
    return rows


def ask(root, directory, option):
    run = subprocess.run(["chroot", root, "postconf", "-c", directory, option], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                         check=True)
    lines = run.stdout.decode("utf-8").splitlines()
    return dict((line.partition(" =")[0], line.partition(" =")[2].strip()) for line in lines)


def with_outer_blanks(root, directory, found):
    """postconf takes the blanks off the ends of what it prints; between two marks they can be seen."""
    plain = [name for name, value in found.items() if value and "$" not in value and name not in COMPUTED]
    path = root + directory + "/main.cf"
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"marked_{name} = <${name}>\n" for name in plain)
        file.write("used = " + " ".join(f"$marked_{name}" for name in plain) + "\n")
    os.utime(path, (0, 0))
    for name, text in ask(root, directory, "-nx").items():
        if name.startswith("marked_"):
            found[name.removeprefix("marked_")] = text[1:-1]
    return found


def defaults(root):
    directory = "/tmp/postfix-catalogue"
    os.makedirs(root + directory, exist_ok=True)
    for name in ("main.cf", "master.cf"):
        path = root + directory + "/" + name
        open(path, "w").close()
        os.utime(path, (0, 0))
    try:
        return with_outer_blanks(root, directory, ask(root, directory, "-d"))
    finally:
        for name in ("main.cf", "master.cf"):
            os.unlink(root + directory + "/" + name)
        os.rmdir(root + directory)


def catalogue(root):
    known, found, rows = facts(), defaults(root), []
    version = found["mail_version"]
    missing = sorted(set(found) - set(known))
    if missing:
        sys.exit(f"{root}: no facts about {' '.join(missing)}")
    for name, value in found.items():
        kind, sub_kind, flags, low, high, programs = known[name]
        if name == "compatibility_level" and version.startswith("3.5."):
            kind = "int"
        if name == "service_name" and value:
            flags = "-"
        rows.append((name, kind, sub_kind, flags, low, high, programs, "" if name in COMPUTED else value))
    numbers = tuple(map(int, version.split(".")))
    for name, since in LEGACY.items():
        if numbers >= since and name not in found:
            rows.append((name, "legacy", "-", "-", "-", "-", "-", ""))
    rows.sort(key=lambda row: row[0].encode())
    return version, "".join("\t".join(row) + "\n" for row in rows)


def main(arguments):
    check = arguments[:1] == ["--check"]
    different = 0
    for root in arguments[1:] if check else arguments:
        version, text = catalogue(root.rstrip("/"))
        path = os.path.join(CATALOGUES, f"postfix-{version}.tsv")
        if check:
            if not os.path.exists(path) or open(path, encoding="utf-8").read() != text:
                different += 1
                print(f"{path}: differs from {root}")
        else:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            print(f"{path}: {text.count(chr(10))} parameters")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
