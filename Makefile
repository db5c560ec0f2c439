# translate: see README.md. `make help` lists the targets.

# Go may be installed where the PATH of make does not lead.
GO ?= $(firstword $(shell command -v go) $(wildcard /usr/local/go/bin/go /usr/lib/go-*/bin/go))
GOTEST = $(GO) test $(GOTESTFLAGS)
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.6.1
SUDO = $(if $(filter 0,$(shell id -u)),,sudo)

# What a Debian 12 machine needs: to build and run the tool, and to test it.
TOOL_PACKAGES = clang-19 llvm-19 lld-19
TEST_PACKAGES = gcc-mips-linux-gnu g++-mips-linux-gnu libc6-dev-mips-cross \
	gcc-mipsel-linux-gnu g++-mipsel-linux-gnu libc6-dev-mipsel-cross \
	gcc-i686-linux-gnu g++-i686-linux-gnu libc6-dev-i386-cross \
	gcc-powerpc-linux-gnu g++-powerpc-linux-gnu libc6-dev-powerpc-cross \
	qemu-user dpkg-dev tcl csmith libcsmith-dev

# How long and how much.
INSTRUCTIONS ?= 2100000
MUTATIONS ?= 1000000
FUZZTIME ?= 60s
DURATION ?= 30m
PROGRAMS ?= 300
SEED ?= 1

VERSION := $(shell git describe --always --dirty 2>/dev/null)
LDFLAGS = $(if $(VERSION),-ldflags '-X main.revision=$(VERSION)')

.DEFAULT_GOAL := build
.PHONY: help setup need-go build runtime test test-corpus stress torture test-go posix differences fuzz-c check format vet staticcheck generate fuzz fuzz-elf bench demo clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

setup: need-go ## install the Debian packages that are missing
	@missing=; for p in $(TOOL_PACKAGES) $(TEST_PACKAGES); do \
		dpkg-query -W -f '$${Status}\n' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; \
	done; \
	if [ -n "$$missing" ]; then \
		echo "installing$$missing"; \
		$(SUDO) apt-get -qq update && \
		DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get -qq install -y --no-install-recommends $$missing; \
	fi

need-go:
	@test -n '$(GO)' || { echo "Go is missing: install Go 1.26 or newer in /usr/local/go or on the PATH" >&2; exit 1; }

build: need-go runtime ## build bin/translate
	$(GO) build -trimpath $(LDFLAGS) -o bin/translate .

runtime:
	@$(MAKE) -s -C runtime GO=$(GO)

test: build ## run the tests, some minutes
	$(GOTEST) -short -timeout 30m ./...

test-corpus: build ## run all variants of all guest programs, long
	$(GOTEST) -timeout 3h ./corpus

torture: build ## run GCC's execution tests on every guest, long
	$(GOTEST) -timeout 5h -v ./corpus/torture -run '^Test(GCC|More|Packages)$$'

fuzz-c: build ## compile and run PROGRAMS random C programs from SEED on
	$(GOTEST) -timeout 5h -v ./corpus/torture -run '^TestRandom$$' -programs $(PROGRAMS) -seed $(SEED)

posix: build ## run the Open POSIX Test Suite on every guest, long
	$(GOTEST) -timeout 3h -v ./corpus/torture -run '^TestPosix$$'

test-go: build ## run Go programs and tests of Go's standard library as guests, long
	$(GOTEST) -timeout 5h -v ./corpus/golang

stress: build ## repeat the programs that depend on time and load for DURATION
	$(GOTEST) -timeout 24h ./corpus -run '^TestStress$$' -v -stress $(DURATION)

differences: build ## compare random instructions with QEMU, long
	$(GOTEST) -timeout 3h ./corpus/difftest/... -v -instructions $(INSTRUCTIONS)

check: format vet staticcheck test ## what must pass before a commit

format:
	@out=$$($(GO)fmt -l $$(git ls-files -co --exclude-standard '*.go')); test -z "$$out" || { echo "not formatted:" $$out; exit 1; }

vet: runtime
	$(GO) vet ./...

# Staticcheck comes over the network the first time; without one it is left out.
staticcheck: runtime
	@if $(GO) run $(STATICCHECK) -version >/dev/null 2>&1; then $(GO) run $(STATICCHECK) ./...; \
	else echo "staticcheck is not available: not run"; fi

generate: ## write what is made of the system call tables; a test says when that is due
	$(GO) run ./syscalls/gen

fuzz: runtime ## run every fuzz target for FUZZTIME
	@grep -rlE '^func Fuzz' --include='*_test.go' . | sort | while read -r file; do \
		for f in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' $$file); do \
			echo "$$f in $$(dirname $$file)"; \
			$(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) $$(dirname $$file) || exit 1; \
		done; \
	done

fuzz-elf: ## parse MUTATIONS hostile ELF files
	$(GO) test -count=1 -v -run '^TestMutatedHeaders$$' ./frontend/elf -mutations=$(MUTATIONS)

bench: build ## measure translated programs against QEMU and native code
	$(GO) test -run '^$$' -bench . -timeout 3h ./...

# Debian's own busybox for little-endian MIPS, fetched with a configuration of
# apt that leaves the system's alone.
APT = apt-get -qq -o APT::Architecture=mipsel -o APT::Architectures::=mipsel -o APT::Sandbox::User=root \
	-o Dir::State::Lists=$(CURDIR)/bin/demo/apt/lists -o Dir::State::status=$(CURDIR)/bin/demo/apt/status \
	-o Dir::Cache=$(CURDIR)/bin/demo/apt

bin/demo/busybox:
	@mkdir -p bin/demo/apt/lists/partial bin/demo/apt/archives/partial
	@: > bin/demo/apt/status
	@rm -f bin/demo/*.deb
	@echo "fetching busybox-static for mipsel"
	@$(APT) update
	@cd bin/demo && $(APT) download busybox-static
	@dpkg-deb --fsys-tarfile bin/demo/busybox-static_*_mipsel.deb | tar -xO ./bin/busybox > $@.new
	@mv $@.new $@

demo: setup build bin/demo/busybox ## translate a real MIPS program and run it
	bin/translate --identify bin/demo/busybox
	bin/translate --report bin/demo/busybox -o bin/demo/busybox.native
	bin/demo/busybox.native uname -ms
	bin/demo/busybox.native sh -c 'for i in 1 2 3 4; do echo $$i squared is $$((i * i)); done'
	bin/demo/busybox.native sh -c 'head -n 3 README.md | tr a-z A-Z; sha256sum < README.md'

clean: ## remove what was built
	rm -rf bin
	@$(MAKE) -s -C runtime clean
