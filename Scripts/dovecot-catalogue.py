#!/usr/bin/env python3
"""Make the catalogue of Dovecot's settings from an installed Dovecot.

    Scripts/dovecot-catalogue.py ROOT VERSION > Sources/CEmbedded/Catalogues/dovecot-VERSION.tsv

ROOT is a directory that stands for / with Dovecot in it (a Debian root made with debootstrap; see CONTRIBUTING.md);
VERSION is 2.3.x or 2.4.x. Needs root, for chroot, and nothing besides Python: the program's own tables are read out of
its ELF files, which works for x86_64 and any other little-endian 64-bit architecture.

Two sources, because neither has everything:
  the tables all_roots (2.3) and all_infos (2.4) in doveconf, libdovecot and modules/settings: names, types, choices,
  whether a setting is hidden, and defaults, for packages that are not installed too;
  `doveconf -d`: the services and listeners that are there without being written, and the elements of lists.

One row a setting, sorted by path in byte order, with tabs between:
  path      2.3: with * for section names; 2.4: the full name
  type      the daemon's own word, or DEFAULT_OVERRIDE and SECTION for what is there by default
  default   numbers as the program has them (bytes, seconds, milliseconds); of a list its elements as key=value;
            of an ALIAS the setting that it stands for; of the list of services those that are there
  values    of a choice, with | between, the default first; of anything else the default that the program lays over
            its own, as text
  flags     h hidden, d Debian's own default, n no default at all, c worked out when the program runs
  owner     the table that it is in
  plugin    without which 2.4 does not know it
  name      the setting that a block's name fills
  required  the setting without which 2.4 refuses the block
"""

import glob
import os
import re
import struct
import subprocess
import sys

TYPES_23 = (
    "BOOL UINT UINT_OCT TIME TIME_MSECS SIZE IN_PORT STR STR_VARS ENUM DEFLIST DEFLIST_UNIQUE STRLIST ALIAS"
).split()
TYPES_24 = (
    "BOOL UINTMAX UINT UINT_OCT TIME TIME_MSECS SIZE IN_PORT STR STR_NOVARS ENUM FILE STRLIST BOOLLIST ALIAS "
    "FILTER_NAME FILTER_ARRAY"
).split()

# What Debian's packages change, by comparison with the upstream sources.
DEBIAN = {"protocols", "login_greeting", "mbox_write_locks", "managesieve_implementation_string"}

# 2.3 keeps the name of a section in one of its settings; the offset in the table is not worth decoding.
NAME_FIELDS_23 = {
    "unix_listener": "path",
    "fifo_listener": "path",
    "metric": "metric_name",
}


class ELF:
    """The parts of a shared object that pointers in its data are followed through."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.bytes = file.read()
        header = struct.unpack_from("<16sHHIQQQIHHHHHH", self.bytes, 0)
        if header[0][:6] != b"\x7fELF\x02\x01":
            sys.exit(f"{path}: not a little-endian 64-bit ELF file")
        self.segments = []
        for index in range(header[10]):
            kind, _, offset, address, _, size, memory, _ = struct.unpack_from(
                "<IIQQQQQQ", self.bytes, header[5] + index * header[9]
            )
            if kind == 1:
                self.segments.append((address, size, memory, offset))
        sections = [
            struct.unpack_from("<IIQQQQIIQQ", self.bytes, header[6] + index * header[11]) for index in range(header[12])
        ]
        self.names, self.symbols = [], {}
        for section in sections:
            if section[1] == 11:  # SHT_DYNSYM
                self.read_symbols(section, sections[section[6]])
        self.relocations = {}
        for section in sections:
            if section[1] == 4:  # SHT_RELA
                for at in range(section[4], section[4] + section[5], 24):
                    where, info, addend = struct.unpack_from("<QQq", self.bytes, at)
                    self.relocations[where] = (info & 0xFFFFFFFF, self.names[info >> 32] if self.names else "", addend)
            elif section[1] == 19:  # SHT_RELR
                self.read_relative(section)

    def read_symbols(self, section, strings):
        for at in range(section[4], section[4] + section[5], 24):
            name, _, _, where, value, _ = struct.unpack_from("<IBBHQQ", self.bytes, at)
            text = self.bytes[strings[4] + name :].split(b"\0", 1)[0].decode()
            self.names.append(text)
            if where and text:
                self.symbols[text] = value

    def read_relative(self, section):
        """Packed relative relocations: an address, then bitmaps of the 63 words that follow."""
        where = 0
        for at in range(section[4], section[4] + section[5], 8):
            (entry,) = struct.unpack_from("<Q", self.bytes, at)
            if entry & 1 == 0:
                self.relocations[entry] = (8, "", struct.unpack("<Q", self.memory(entry, 8))[0])
                where = entry + 8
            else:
                for bit in range(63):
                    if entry >> (bit + 1) & 1:
                        address = where + bit * 8
                        self.relocations[address] = (8, "", struct.unpack("<Q", self.memory(address, 8))[0])
                where += 63 * 8

    def memory(self, address, count):
        for start, size, memory, offset in self.segments:
            if start <= address and address + count <= start + memory:
                inside = self.bytes[offset + address - start : offset + min(address - start + count, size)]
                return inside + b"\0" * (count - len(inside))
        raise KeyError(hex(address))


class Program:
    """All objects of one installed Dovecot; a place is an object and an address in it."""

    def __init__(self, root):
        self.executable = ELF(root + "/usr/bin/doveconf")
        libraries = [p for p in sorted(glob.glob(root + "/usr/lib/dovecot/libdovecot*.so.*")) if not os.path.islink(p)]
        modules = sorted(glob.glob(root + "/usr/lib/dovecot/modules/settings/lib*_settings.so"))
        self.modules = [ELF(path) for path in modules]
        self.objects = [self.executable] + [ELF(path) for path in libraries] + self.modules

    def pointer(self, place):
        elf, address = place
        if address in elf.relocations:
            kind, symbol, addend = elf.relocations[address]
            if not symbol:
                return (elf, addend)
            for other in self.objects:
                if symbol in other.symbols:
                    return (other, other.symbols[symbol] + (addend if kind == 1 else 0))
            return None
        (value,) = struct.unpack("<Q", elf.memory(address, 8))
        return (elf, value) if value else None

    def original(self, place):
        """The library's own object, where the executable holds only room for a copy of it."""
        elf, address = place
        kind, symbol, _ = elf.relocations.get(address, (0, "", 0))
        if kind == 5 and symbol:
            for other in self.objects:
                if other is not elf and symbol in other.symbols:
                    return (other, other.symbols[symbol])
        return place

    def text(self, place):
        if place is None:
            return None
        elf, address = place
        text = b""
        while True:
            byte = elf.memory(address + len(text), 1)
            if byte == b"\0":
                return text.decode("utf-8", "replace")
            text += byte

    def number(self, place, form):
        elf, address = place
        return struct.unpack(form, elf.memory(address, struct.calcsize(form)))[0]


def offset(place, count):
    return (place[0], place[1] + count)


def default(program, kind, defaults, at):
    """The default as text, and whether there is any."""
    if defaults is None:
        return "", True
    place = offset(defaults, at)
    if kind == "BOOL":
        return ("yes" if program.number(place, "<B") else "no"), True
    if kind in ("UINT", "TIME", "TIME_MSECS"):
        return str(program.number(place, "<I")), True
    if kind == "UINT_OCT":
        return "%04o" % program.number(place, "<I"), True
    if kind in ("SIZE", "UINTMAX"):
        return str(program.number(place, "<Q")), True
    if kind == "IN_PORT":
        return str(program.number(place, "<H")), True
    if kind in ("STR", "STR_VARS", "STR_NOVARS", "ENUM", "FILE"):
        text = program.text(program.pointer(place))
        return text or "", text is not None
    return "", True


class Catalogue:
    def __init__(self, root, version):
        self.root, self.version = root, version
        self.is_24 = version.startswith("2.4")
        self.program = Program(root)
        self.rows = {}

    def add(self, path, kind, value="", values="", flags="", owner="", plugin="", name="", required=""):
        row = [path, kind, value, values, flags, owner, plugin, name, required]
        known = self.rows.get(path)
        # One setting stands in several tables. A real type counts more than an override, and a table of the program
        # itself more than a plugin's; auth's is kept because its settings are refused in some filters.
        if known is None or known[1] == "DEFAULT_OVERRIDE" or owner == "auth" or (known[6] and not plugin):
            if not (known and kind == "DEFAULT_OVERRIDE"):
                self.rows[path] = row

    def read_tables(self):
        name = "all_infos" if self.is_24 else "all_roots"
        tables = [(self.program.executable, self.program.executable.symbols[name])]
        tables = [self.program.pointer(tables[0])]
        suffix = "_set_infos" if self.is_24 else "_set_roots"
        for module in self.program.modules:
            tables += [(module, value) for name, value in module.symbols.items() if name.endswith(suffix)]
        for table in tables:
            while (entry := self.program.pointer(table)) is not None:
                self.read_table(entry, "", frozenset())
                table = offset(table, 8)

    def read_table(self, place, path, seen):
        place = self.program.original(place)
        pointer, text = self.program.pointer, self.program.text
        owner = text(pointer(place)) or "None"
        if self.is_24:
            plugin = text(pointer(offset(place, 8))) or ""
            defines, defaults, pairs = (pointer(offset(place, at)) for at in (16, 24, 32))
        else:
            plugin, pairs = "", None
            defines, defaults = (pointer(offset(place, at)) for at in (8, 16))
        overrides = []
        while pairs is not None and (key := text(pointer(pairs))) is not None:
            overrides.append((key, text(pointer(offset(pairs, 8)))))
            pairs = offset(pairs, 16)
        previous, own = "", set()
        while defines is not None and (key := text(pointer(offset(defines, 8)))) is not None:
            kind = (TYPES_24 if self.is_24 else TYPES_23)[self.program.number(defines, "<I")]
            hidden = self.program.number(offset(defines, 4), "<I") & 1
            self.read_setting(path, key, kind, hidden, defines, defaults, owner, plugin, previous, overrides)
            if kind != "ALIAS":
                previous = key
            own.add(key)
            if not self.is_24:
                inner = pointer(offset(defines, 24))
                if inner and (inner, path + key) not in seen and path.count("/") < 3:
                    self.read_table(inner, f"{path}{key}/*/", seen | {(inner, path + key)})
            defines = offset(defines, 48 if self.is_24 else 32)
        for key, value in overrides:
            if "/" in key:
                self.add(key, "DEFAULT_OVERRIDE", value, owner=owner, plugin=plugin)

    def read_setting(self, path, key, kind, hidden, define, defaults, owner, plugin, previous, overrides):
        at = self.program.number(offset(define, 16), "<Q")
        value, has_default = default(self.program, kind, defaults, at)
        values = ""
        if kind == "ENUM":
            values = value.replace(":", "|")
            value = value.split(":")[0]
        if kind == "ALIAS":
            value = previous
        for name, text in overrides:
            if name == key and kind not in ("BOOLLIST", "STRLIST", "ENUM"):
                values = text
        flags = ("h" if hidden else "") + ("d" if key in DEBIAN else "") + ("" if has_default else "n")
        name, required = "", ""
        if self.is_24:
            name = self.program.text(self.program.pointer(offset(define, 24))) or ""
            required = self.program.text(self.program.pointer(offset(define, 40))) or ""
        elif kind.startswith("DEFLIST"):
            name = NAME_FIELDS_23.get(key, "name")
        self.add(path + key, kind, value, values, flags, owner, plugin, name, required)

    # What is there without being written.

    def doveconf(self, *options):
        command = ["chroot", self.root, "doveconf", *options]
        return subprocess.run(command, check=True, capture_output=True, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}).stdout.decode()

    def read_defaults_23(self):
        values = {}
        options = ["-d", "-S", "-P"] + ([] if self.version.startswith("2.3.13") else ["-s"])
        for line in self.doveconf(*options).splitlines():
            path, _, value = line.partition("=")
            values[path] = value
        for path, value in values.items():
            parts = path.split("/")
            if len(parts) == 1 and self.rows.get(path, ["", ""])[1] in ("STR", "STR_VARS"):
                # Some settings stand in two tables with different defaults; this one is in effect.
                self.rows[path][2] = value
            if len(parts) == 1 or parts[0] != "service":
                continue
            pattern = "/".join("*" if index % 2 else part for index, part in enumerate(parts))
            if self.rows[pattern][1].startswith("DEFLIST"):
                for name in value.split():
                    self.add(f"{path}/{name}", "SECTION")
            else:
                self.add(path, "DEFAULT_OVERRIDE", value)
        # The order is that in which the program goes through them.
        self.rows["service"][2] = values["service"]
        for name in values["service"].split():
            self.add(f"service/{name}", "SECTION")
        for name in ("managesieve_notify_capability", "managesieve_sieve_capability"):
            row = self.rows[name]
            row[2], row[4] = self.doveconf("-h", name).strip(), "c"

    def read_defaults_24(self):
        """Blocks and lists of `doveconf -d`; the names in them are completed as the daemon completes them."""
        stack, lists = [], {}
        for line in self.doveconf("-d", "-s", "-P").splitlines():
            text = line.strip()
            if not text or text.startswith("# "):
                continue
            if text == "}":
                stack.pop()
            elif text.endswith(" {"):
                # Groups count only where they are used.
                is_group = text.startswith("group ") or (stack and stack[-1] is None)
                stack.append(None if is_group else self.opened(text[:-2], stack))
            elif not stack or stack[-1] is not None:
                self.read_default(text, stack, lists)
        for path, elements in lists.items():
            value = " ".join(f"{key}={text}" for key, text in elements)
            if path in self.rows:
                self.rows[path][2] = value
            else:
                self.add(path, "DEFAULT_OVERRIDE", value)
        for path in [path for path, row in self.rows.items() if row[1] == "DEFAULT_OVERRIDE"]:
            head = path.rpartition("/")[0]
            if head in lists or self.rows.get(head, ["", ""])[1] in ("BOOLLIST", "STRLIST"):
                del self.rows[path]

    def opened(self, text, stack):
        word, _, name = text.partition(" ")
        word = self.completed(word, stack)
        return (word, name.strip('"') if name else None, self.rows[word][1])

    def completed(self, key, stack):
        if stack:
            word, name, _ = stack[-1]
            prefixes = [f"{word}_{(name or '').replace('/', '_')}_", f"{word}_"] if name else [f"{word}_"]
            for prefix in prefixes:
                row = self.rows.get(prefix + key)
                if row and row[1] not in ("FILTER_NAME", "DEFAULT_OVERRIDE"):
                    return prefix + key
        return key

    def read_default(self, text, stack, lists):
        key, _, value = text.partition(" = ")
        if stack and stack[-1][2] in ("BOOLLIST", "STRLIST"):
            path = self.path(self.home(stack[-1][0], stack[:-1])) + stack[-1][0]
            if key.startswith('"'):
                key = re.sub(r"\\(.)", r"\1", key[1:-1])
            lists.setdefault(path, []).append((key, value.strip('"')))
            return
        if key.endswith(" ="):
            key, value = key[:-2], ""
        name = self.completed(key, stack)
        if name not in self.rows:
            return
        stack = self.home(name, stack)
        if self.rows[name][1] in ("BOOLLIST", "STRLIST"):
            if value:
                lists[self.path(stack) + name] = [(word.strip('"'), "yes") for word in re.split(r"[ ,]+", value)]
        elif stack:
            self.add(self.path(stack) + name, "DEFAULT_OVERRIDE", value)

    def home(self, name, stack):
        """A setting that begins with the name of the unnamed block round it stands outside that block."""
        return stack[:-1] if stack and stack[-1][1] is None and name.startswith(stack[-1][0] + "_") else stack

    def path(self, stack):
        return "".join(f"{word}/{escaped(name)}/" if name else f"{word}/" for word, name, _ in stack)

    def write(self, output):
        for path in sorted(self.rows, key=lambda path: path.encode()):
            output.write(("\t".join(self.rows[path]) + "\n").encode())


def escaped(name):
    """A section's name in the path of a setting, as doveconf writes it."""
    for byte, letter in (("\\", "\\"), ("=", "e"), ("/", "s"), (" ", "_"), (",", "+")):
        name = name.replace(byte, "\\" + letter)
    return name


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    catalogue = Catalogue(sys.argv[1].rstrip("/"), sys.argv[2])
    catalogue.read_tables()
    if catalogue.is_24:
        catalogue.read_defaults_24()
    else:
        catalogue.read_defaults_23()
    catalogue.write(sys.stdout.buffer)


main()
