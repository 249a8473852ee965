# make run     install what is missing, build, and play the main job on the embedded sample
# make test    set up what the tests need (Debian roots with the real daemons), and run all tests
# make build   the release binary alone          make install   into $(PREFIX)/bin
# make format  lay out the sources               make lint      check that they are
# make bench   ratios to doveconf, postconf and postmap in one run
# make roots   the Debian roots alone            make clean     all but the roots

SWIFT ?= swift
PREFIX ?= /usr/local
# The releases that the tests ask: Dovecot 2.3.13, 2.3.19, 2.4.1 and 2.4.5; Postfix 3.5, 3.7, 3.10 and 3.11.
ROOTS ?= bullseye bookworm trixie sid

build_packages = ca-certificates git libpcre2-dev pkg-config
test_packages = debian-archive-keyring debootstrap diffutils gcc git iproute2 libc6-dev patch strace

sources = Plugins Sources Tests Package.swift

# One file that starts fast: the Swift library, PCRE2 and the C library are linked in at fixed addresses, symbols left
# out. SwiftPM puts the flags of pkg-config before any other, so the archive has to come from there. The linker remarks
# on C functions that load others at run time (getpwnam); nothing here calls them.
static_pcre2 = .build/pkgconfig
release = PKG_CONFIG_PATH=$(CURDIR)/$(static_pcre2) $(SWIFT) build -c release --static-swift-stdlib -Xswiftc -static-executable -Xlinker -s

.PHONY: run build install test roots format lint bench clean swift packages

run: build
	@"$$($(SWIFT) build -c release --show-bin-path)/dovetrail" demo

build: swift packages
	@mkdir -p $(static_pcre2)
	@sed 's/-lpcre2-8/-l:libpcre2-8.a/' "$$(pkg-config --variable=pcfiledir libpcre2-8)/libpcre2-8.pc" \
	    > $(static_pcre2)/libpcre2-8.pc
	$(release) --product dovetrail

install: build
	install -D -m 755 "$$($(SWIFT) build -c release --show-bin-path)/dovetrail" "$(DESTDIR)$(PREFIX)/bin/dovetrail"
	install -D -m 644 Documentation/dovetrail.1 "$(DESTDIR)$(PREFIX)/share/man/man1/dovetrail.1"

test: swift packages roots
	$(SWIFT) test

roots:
	@Scripts/install-packages $(test_packages)
	@Scripts/debian-roots $(ROOTS)

format: swift
	$(SWIFT) format --in-place --recursive --parallel $(sources)

bench: build
	@Scripts/install-packages iproute2
	@Scripts/debian-roots bookworm trixie
	@Scripts/benchmark

lint: swift
	$(SWIFT) format lint --strict --recursive --parallel $(sources)

clean:
	rm -rf .build

packages:
	@Scripts/install-packages $(build_packages)

swift:
	@command -v $(SWIFT) >/dev/null || { \
	    echo "Swift 6.2 or newer is needed and not found: https://www.swift.org/install/" >&2; exit 1; }
