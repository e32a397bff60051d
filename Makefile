# Quick Restart. `make` alone lists the targets; each does its own set-up (scripts/set-up.sh) and reuses what is there.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

# Node 24 from package-lock.json comes first, whatever the machine has. So no recipe calls npm: Debian's npm runs on Debian's node only.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

NODE_MODULES := .cache/stamp/node-modules
VERSION := $(shell sed -n 's/^  "version": "\(.*\)",/\1/p' package.json)
DEB := dist/quick-restart_$(VERSION)_all.deb
SOURCES := $(shell find src -name '*.ts') package.json tsconfig.base.json scripts/build.mjs
APP_SOURCES := $(shell find src po assets scripts/words scripts/build-app.mjs -type f 2>/dev/null) package.json
TRAY_FILES := $(shell find packaging/tray packaging/lib scripts/electron -type f) CHANGELOG.md
EXTENSION := dist/quick-restart@quickrestart1.org.shell-extension.zip
EXTENSION_SOURCES := $(shell find gnome-shell po scripts/words scripts/build-extension.mjs scripts/lib/zip.mjs -type f) package.json tsconfig.base.json
SYSTEM_FILES := $(shell find chainload dbus polkit systemd sysvinit packaging docs/man -type f 2>/dev/null) CHANGELOG.md LICENSE

.PHONY: help
help: ## Lists the targets (the default)
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | while IFS=$$'\t' read -r t d; do printf '%-17s %s\n' "$$t" "$$d"; done

.PHONY: try
try: set-up-try $(DEB) ## Restarts a whole Debian machine in QEMU, quickly and ordinarily, and compares the two
	@node scripts/try/index.ts

.PHONY: start
start: set-up-electron $(if $(SAMPLE),set-up-sample) $(NODE_MODULES) dist/app/package.json ## Starts the tray app on this computer; make start SAMPLE=1: on a sample machine, touching nothing here
	@node scripts/start/index.ts $(if $(SAMPLE),--sample $(SAMPLE)) $(ARGS)

.PHONY: test
test: set-up-test $(NODE_MODULES) ## Runs everything but the longest; only some: make test ONLY="check bus package"
	@node scripts/test-all.mjs $(ONLY)

.PHONY: test-all
test-all: test ## Runs also what takes long: several restarts in a row, machines of every layout, newer desktops, the session managers of other desktops, the extension on a whole machine, every way into a restart, sysvinit
	@$(MAKE) --no-print-directory test ONLY="recording layouts shells sessions menu every sysvinit"

.PHONY: test-faults
test-faults: set-up-test $(NODE_MODULES) ## Breaks a whole machine on purpose, in every way of test/faults/rows; some: ONLY="kernel-truncated"; go on after an interruption: CONTINUE=1
	@FAULTS="$(ONLY)" CONTINUE="$(CONTINUE)" node scripts/test-all.mjs faults

.PHONY: test-live
test-live: set-up-test $(NODE_MODULES) ## Goes from a live session into the installed system, in a virtual machine, by the commands of docs/live-media.md
	@node scripts/test-all.mjs live

.PHONY: test-chain
test-chain: set-up-test $(NODE_MODULES) ## Starts machines whose provider chooses the kernel, under systemd, sysvinit and busybox
	@node scripts/test-all.mjs chain

.PHONY: test-every
test-every: set-up-test $(NODE_MODULES) ## Walks every way into a restart, in every-restart mode, on Debian 12, 13 and testing; some: ONLY="systemctl-on" RELEASES="bookworm"; go on after an interruption: CONTINUE=1
	@PATHS="$(ONLY)" RELEASES="$(RELEASES)" CONTINUE="$(CONTINUE)" node scripts/test-all.mjs every

.PHONY: test-sysvinit
test-sysvinit: set-up-test $(NODE_MODULES) ## Walks every-restart mode on a whole Debian machine whose PID 1 is sysvinit
	@node scripts/test-all.mjs sysvinit

.PHONY: check
check: set-up-check $(NODE_MODULES) ## Lint, types, unit, property and contract tests; under a minute
	@node scripts/test-all.mjs check

.PHONY: build
build: dist/quick-restart dist/app/package.json $(EXTENSION) ## Bundles dist/quick-restart, dist/quick-restartd.cjs and dist/app, and makes the extension

.PHONY: extension
extension: $(EXTENSION) ## Makes the extension of GNOME Shell: a .zip in dist/, as gnome-extensions install takes it

.PHONY: deb
deb: set-up-deb $(DEB) dist/tray-package.txt ## Makes the Debian packages in dist/: command line with helper, and tray app

.PHONY: words
words: $(NODE_MODULES) ## Collects the app's texts, brings the translations up to date, and says what is missing
	@node scripts/words/index.ts extract
	@node scripts/words/index.ts merge
	@node scripts/words/index.ts check

.PHONY: screenshots
screenshots: set-up-test $(NODE_MODULES) dist/app/package.json ## Makes the pictures of docs/images from the real app on sample machines
	@node scripts/screenshots/index.ts

.PHONY: bench
bench: set-up-test build ## Measures reading, starting, the app at rest and the extension, as ratios within one run
	@node bench/index.ts
	@node bench/tray-app/index.ts
	@node bench/gnome-shell/index.ts

.PHONY: bench-menu
bench-menu: set-up-test $(NODE_MODULES) ## Measures a quick restart through GNOME's menu against `quick-restart now`, up to the jump, on a whole machine with GNOME
	@node bench/menu/index.ts

# SEED=N TARGET=NAME: one round again. INPUT=FILE: one input again.
SECONDS ?= 600
.PHONY: fuzz
fuzz: set-up-test $(NODE_MODULES) ## Fuzzes every reader that root runs, and the helper on its bus, for SECONDS=600
	@node scripts/fuzz/index.ts --seconds $(SECONDS) $(if $(SEED),--seed $(SEED)) $(if $(TARGET),--target $(TARGET)) $(if $(INPUT),--input $(INPUT))

.PHONY: sbom
sbom: ## Lists every npm package for a release: dist/quick-restart_VERSION.cdx.json (CycloneDX; npm 10 or newer)
	@node scripts/dependencies/sbom.mjs

.PHONY: audit
audit: ## Asks the registry for known vulnerabilities of these packages
	@node scripts/dependencies/audit.mjs

.PHONY: clean
clean: ## Removes dist/ and .cache/ (node_modules stays)
	@rm -rf dist .cache

# What the targets above are made of.

.PHONY: set-up-check set-up-test set-up-try set-up-deb set-up-electron set-up-sample
set-up-check set-up-test set-up-try set-up-deb set-up-electron set-up-sample: set-up-%:
	@scripts/set-up.sh $*

$(NODE_MODULES): package-lock.json
	@scripts/set-up.sh node-modules
	@mkdir -p $(@D) && touch $@

dist/quick-restart: $(SOURCES) | $(NODE_MODULES)
	@node scripts/build.mjs

$(DEB): dist/quick-restart dist/desktop/org.quickrestart1.policy $(SYSTEM_FILES)
	@scripts/set-up.sh deb
	@packaging/deb/build.sh dist $@

dist/app/package.json: $(APP_SOURCES) | $(NODE_MODULES)
	@node scripts/build-app.mjs

$(EXTENSION): $(EXTENSION_SOURCES) | $(NODE_MODULES)
	@node scripts/build-extension.mjs

# The name of the tray app's package; it says whether Electron is the official one or a development runtime.
dist/tray-package.txt: dist/app/package.json $(EXTENSION) dist/desktop/org.quickrestart1.policy $(TRAY_FILES)
	@scripts/set-up.sh deb
	@packaging/tray/build.sh dist

# What the desktop shows of us by itself, in every language.
dist/desktop/org.quickrestart1.policy: $(shell find po polkit packaging/tray/desktop scripts/words -type f) | $(NODE_MODULES)
	@node scripts/words/index.ts desktop $(@D)
