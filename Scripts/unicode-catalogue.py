#!/usr/bin/env python3
"""Makes Sources/CEmbedded/Catalogues/unicode.tsv from the installed ICU library.

    Scripts/unicode-catalogue.py /var/cache/dovetrail/roots/sid             writes the table
    Scripts/unicode-catalogue.py --check /var/cache/dovetrail/roots/sid     compares with what is there

ROOT is a Debian root with Postfix 3.11, which is linked with ICU. unicode-catalogue.c is compiled and asks that library,
inside the root, about every character: what UTS 46 makes of it in a domain, its case folding, whether it is a mark, its
combining class, and of which two characters NFC composes it. Needs root and a C compiler.

A row is a letter and a range of characters in hexadecimal digits; a character without a row is as most are.

    icu  78                     the library
    v    FIRST LAST             stays as it is in a domain; what has no v, i, s or t is not allowed there
    i    FIRST LAST             is left out of a domain
    s    FIRST LAST STEP DELTA  every STEPth becomes the one that is DELTA further
    t    FIRST TEXT,TEXT,...    become these texts, one after the other
    S F                         the same two for the folding of case
    m    FIRST LAST             a mark, which no label begins with
    c    FIRST LAST CLASS       the canonical combining class
    p    FIRST A B,A B,...      is composed of these two
"""
import glob, itertools, os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "..", "Sources", "CEmbedded", "Catalogues", "unicode.tsv")


def characters(root):
    """A row of columns for each character, and the version of the library."""
    names = [os.path.basename(path) for path in glob.glob(root + "/usr/lib/*/libicuuc.so.*")]
    versions = sorted({int(match[1]) for name in names if (match := re.fullmatch(r"libicuuc\.so\.(\d+)", name))})
    if not versions:
        sys.exit(f"{root}: no ICU library")
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, "unicode-catalogue")
        source = os.path.join(HERE, "unicode-catalogue.c")
        subprocess.run(["cc", "-std=c11", "-O1", "-o", program, source, "-ldl"], check=True)
        # A place in the root for the length of the run, in a mount namespace of its own.
        script = 'mount -t tmpfs unicode "$1/mnt"; cp "$2" "$1/mnt/ask"; exec chroot "$1" /mnt/ask "$3" "$4"'
        run = subprocess.run(["unshare", "--mount", "--propagation", "private", "sh", "-ec", script, "sh", root, program,
                              f"libicuuc.so.{versions[-1]}", str(versions[-1])], stdout=subprocess.PIPE, check=True)
    return versions[-1], [line.split("\t") for line in run.stdout.decode("ascii").splitlines()]


def ranges(values):
    """Runs of characters that follow each other and have one value: (first, last, value)."""
    found = []
    for character, value in values:
        if found and found[-1][1] + 1 == character and found[-1][2] == value:
            found[-1][1] = character
        else:
            found.append([character, character, value])
    return found


def shifts(moves):
    """Characters that become one other, as (first, last, step, delta); what is left are single ones."""
    moves, found = dict(moves), []
    for character in sorted(moves):
        if character not in moves:
            continue
        delta, best = moves[character] - character, (1, 1)
        for step in (1, 2):
            length = 1
            while moves.get(character + length * step) == character + length * step + delta:
                length += 1
            best = max(best, (length, step))
        length, step = best
        for index in range(length):
            del moves[character + index * step]
        found.append((character, character + (length - 1) * step, step, delta))
    return found


def mappings(letters, texts):
    """Rows for what characters become: shifted ones, and texts."""
    single = {c: int(text, 16) for c, text in texts.items() if " " not in text}
    shifted = [row for row in shifts(single) if row[1] > row[0] + row[2]]
    covered = {c for first, last, step, _ in shifted for c in range(first, last + 1, step)}
    for first, last, step, delta in shifted:
        yield [letters[0], f"{first:X}", f"{last:X}", str(step), str(delta)]
    yield from runs(letters[1], {c: text for c, text in texts.items() if c not in covered})


def runs(letter, texts):
    """Rows for characters that follow each other, with a text for each."""
    for _, group in itertools.groupby(enumerate(sorted(texts)), key=lambda pair: pair[1] - pair[0]):
        group = [character for _, character in group]
        yield [letter, f"{group[0]:X}", ",".join(texts[character] for character in group)]


def table(root):
    version, rows = characters(root)
    valid, ignored, mapped, folded, marks, classes, pairs = [], [], {}, {}, [], [], {}
    for text, combining, mark, mapping, folding, pair in rows:
        character = int(text, 16)
        if mapping == "FFFD":
            pass
        elif mapping == text:
            valid.append((character, ""))
        elif mapping == "":
            ignored.append((character, ""))
        else:
            mapped[character] = mapping
        if folding != text:
            folded[character] = folding
        if mark == "1":
            marks.append((character, ""))
        if combining != "0":
            classes.append((character, combining))
        # Syllables of Hangul are computed.
        if pair and not 0xAC00 <= character <= 0xD7A3:
            pairs[character] = pair
    yield ["icu", str(version)]
    for letter, values in (("v", valid), ("i", ignored), ("m", marks), ("c", classes)):
        for first, last, value in ranges(values):
            yield [letter, f"{first:X}", f"{last:X}"] + ([value] if value else [])
    yield from mappings("st", mapped)
    yield from mappings("SF", folded)
    yield from runs("p", pairs)


def main(arguments):
    check = arguments[:1] == ["--check"]
    text = "".join("\t".join(row) + "\n" for row in table(arguments[-1].rstrip("/")))
    if check:
        return 0 if open(TABLE, encoding="ascii").read() == text else 1
    with open(TABLE, "w", encoding="ascii") as file:
        file.write(text)
    print(f"{TABLE}: {len(text)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
