# glossa: build it, test it, install it. `make help` lists the targets.
#
# Quiet when nothing is wrong; V=1 shows the commands. MODE chooses how to compile, each mode in its own build/MODE/:
# release, debug, asan, tsan, coverage, fuzz. CC, CFLAGS and LDFLAGS are yours; when they change, all is compiled again.

VERSION = 0.1.0
MODE ?= release
PREFIX ?= /usr/local
SHARE = $(PREFIX)/share/glossa
PROVE_FLAGS ?= -j2

BUILD = build/$(MODE)
LIBRARY = $(BUILD)/libglossa.a
Q = $(if $(V),,@)

# The program by the name that people and tests use.
GLOSSA = $(if $(filter release,$(MODE)),build/glossa,$(BUILD)/glossa)

SOURCES := $(sort $(shell find generator -name '*.c'))
HEADERS := $(sort $(shell find generator tests -name '*.h'))
UNIT_TESTS := $(sort $(shell find tests -name '*_test.c'))
# What looks at sources, pages and scripts has nothing to tell a sanitizer that other tests do not.
UNSANITIZED = tests/rules/% tests/harness/% tests/packages/% tests/hosts/nginx.t tests/search/browser.t tests/search/chromium.t
SCRIPT_TESTS := $(filter-out $(if $(filter asan tsan,$(MODE)),$(UNSANITIZED)),$(sort $(shell find tests -name '*.t')))
FUZZERS := $(sort $(wildcard tests/fuzz/*_fuzz.c))

OBJECTS = $(patsubst generator/%.c,$(BUILD)/%.o,$(filter-out generator/main.c,$(SOURCES)))
UNIT_PROGRAMS = $(patsubst tests/%.c,$(BUILD)/tests/%,$(UNIT_TESTS))
# What takes longest comes first: at the end it would run alone.
LONGEST = %/hostile.t %/pages.js
ALL_TESTS = $(filter $(LONGEST),$(SCRIPT_TESTS)) $(UNIT_PROGRAMS) $(filter-out $(LONGEST),$(SCRIPT_TESTS))
# `make test ONLY=str` runs those whose names contain "str"
TESTS = $(if $(ONLY),$(foreach test,$(ALL_TESTS),$(if $(findstring $(ONLY),$(test)),$(test))),$(ALL_TESTS))

# What measures time runs alone.
TIMED = %/lighthouse.js %/serve.js
FOUND = $(wildcard tests/browser/*$(ONLY)*.js)
BROWSER_TESTS = $(filter $(LONGEST),$(FOUND)) $(filter-out $(LONGEST) %/browser.js,$(FOUND))

# What the program writes for make install: its manual pages, and what shells complete with; file=place below share/.
MANUALS = build/man/glossa.1 build/man/glossa-handbook.5
COMPLETIONS = $(patsubst %,build/man/completion.%,bash zsh fish)
INSTALLED = build/man/glossa.1=man/man1/glossa.1 build/man/glossa-handbook.5=man/man5/glossa-handbook.5 \
	build/man/completion.bash=bash-completion/completions/glossa build/man/completion.zsh=zsh/site-functions/_glossa \
	build/man/completion.fish=fish/vendor_completions.d/glossa.fish

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wvla -Wundef \
	$(if $(WERROR),-Werror)
SANITIZE = -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_release = -O3 -g -D_FORTIFY_SOURCE=2
# tests are compiled to be ready soon, not to be fast
UNIT_FLAGS = $(if $(filter release,$(MODE)),-O1)
FLAGS_debug = -O0 -g3
FLAGS_asan = -O1 -g -fsanitize=address,undefined $(SANITIZE)
FLAGS_tsan = -O1 -g -fsanitize=thread $(SANITIZE)
FLAGS_coverage = -O0 -g --coverage
FLAGS_fuzz = -O1 -g -fsanitize=fuzzer-no-link,address,undefined $(SANITIZE)
$(if $(FLAGS_$(MODE)),,$(error MODE is release, debug, asan, tsan, coverage or fuzz, not "$(MODE)"))

COMPILE = $(CC) -std=c11 $(WARNINGS) $(FLAGS_$(MODE)) -Igenerator $(DEPENDENCY_CFLAGS) -pthread $(CPPFLAGS) $(CFLAGS)
LINK = $(LDFLAGS) -Wl,--as-needed $(DEPENDENCY_LIBS) -lm $(LDLIBS)
NOTE_HEADERS = -MMD -MP -MT $@ -MF $@.d

.PHONY: all site fonts serve test test-browser check man install uninstall clean format lint golden bench bench-search coverage help FORCE
.DELETE_ON_ERROR:
.SUFFIXES:

all: $(GLOSSA) $(if $(filter release,$(MODE)),build/compile_commands.json) ## compile the program (MODE=, CC=, V=1)

site: all fonts ## build the handbook into public/ (BASE_URL=https://…)
	$(Q)$(GLOSSA) build $(if $(BASE_URL),--base-url "$$BASE_URL")

fonts: ## fetch the theme's fonts, where npm is there; never needed
	$(Q).ci/fonts

serve: all ## show the handbook in a browser while you write
	$(Q)$(GLOSSA) serve

check: all ## report everything that is wrong with the handbook
	$(Q)$(GLOSSA) check

test: all $(UNIT_PROGRAMS) ## run all tests, or those whose names contain ONLY=
	$(Q)env -u MAKEFLAGS -u MAKELEVEL CC="$(CC)" GLOSSA="$(CURDIR)/$(GLOSSA)" prove $(PROVE_FLAGS) $(TESTS)

test-browser: site ## run the tests that need a browser, and install what they need
	$(Q).ci/deps browser
	$(Q)mkdir -p build/browser && cmp -s tests/browser/package.json build/browser/package.json || \
		{ cp tests/browser/package.json build/browser/ && cd build/browser && npm install --no-audit --no-fund --silent; }
	$(Q)for tests in "$(filter-out $(TIMED),$(BROWSER_TESTS))" "-j1 $(filter $(TIMED),$(BROWSER_TESTS))"; do \
		[ "$${tests#-j1 }" = "" ] || GLOSSA="$(CURDIR)/$(GLOSSA)" prove $(PROVE_FLAGS) --exec node $$tests || exit 1; done

golden: all ## run the golden handbooks; UPDATE=1 rewrites what they expect
	$(Q)GLOSSA="$(CURDIR)/$(GLOSSA)" UPDATE=$(UPDATE) prove tests/golden.t

bench: all ## measure builds of synthetic handbooks
	$(Q)GLOSSA="$(CURDIR)/$(GLOSSA)" tests/bench/run

bench-search: all ## measure how well search finds, and what a query fetches
	$(Q)GLOSSA="$(CURDIR)/$(GLOSSA)" tests/search/bench

man: $(MANUALS) ## make the manual pages in build/man

install: all $(MANUALS) $(COMPLETIONS) ## install below PREFIX (/usr/local), within DESTDIR
	$(Q)install -d "$(DESTDIR)$(PREFIX)/bin"
	$(Q)install -m 755 $(GLOSSA) "$(DESTDIR)$(PREFIX)/bin/glossa"
	$(Q)rm -rf "$(DESTDIR)$(SHARE)"
	$(Q)install -d "$(DESTDIR)$(SHARE)"
	$(Q)cp -R templates static generator/start generator/hosts "$(DESTDIR)$(SHARE)"
	$(Q)rm -rf "$(DESTDIR)$(SHARE)/static/fonts" "$(DESTDIR)$(SHARE)/static/css/fonts.css"
	$(Q)$(foreach file,$(INSTALLED),install -D -m 644 $(word 1,$(subst =, ,$(file))) \
		"$(DESTDIR)$(PREFIX)/share/$(word 2,$(subst =, ,$(file)))" &&) true

uninstall: ## remove what install put there
	$(Q)rm -rf "$(DESTDIR)$(PREFIX)/bin/glossa" "$(DESTDIR)$(SHARE)" \
		$(foreach file,$(INSTALLED),"$(DESTDIR)$(PREFIX)/share/$(word 2,$(subst =, ,$(file)))")

clean: ## remove everything that was built
	$(Q)rm -rf build public
format: ## lay out the C code as .clang-format says
	$(Q)clang-format -i $(SOURCES) $(HEADERS) $(UNIT_TESTS) $(FUZZERS)
lint: build/compile_commands.json ## check the layout and run clang-tidy
	$(Q).ci/lint $(SOURCES) -- $(HEADERS) $(UNIT_TESTS) $(FUZZERS)

coverage: ## run the tests and say which lines and branches they reach
	$(Q)rm -rf build/coverage
	$(Q)$(MAKE) MODE=coverage test
	$(Q).ci/coverage build/coverage

include tests/fuzz/rules.mk .ci/packages.mk

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile tests/fuzz/rules.mk .ci/packages.mk

# ---- what the targets are made of

# Libraries and tools: looked for before anything is compiled, installed where they are missing.
ifneq ($(filter-out help clean fonts format uninstall dist coverage fuzz,$(or $(MAKECMDGOALS),all)),)
include build/dependencies.mk
endif
build/dependencies.mk: FORCE
	$(Q)CC="$(CC)" .ci/deps $(if $(filter test golden,$(MAKECMDGOALS)),tests,build) $@

# Rewritten only when what they hold changes, so that what depends on them is made again exactly then.
$(BUILD)/flags: HOLDS = $(COMPILE) $(LINK) $(VERSION)
$(BUILD)/sources: HOLDS = $(SOURCES) $(UNIT_TESTS)
$(BUILD)/flags $(BUILD)/sources: FORCE
	@mkdir -p $(@D)
	@echo '$(HOLDS)' | cmp -s - $@ || { echo '$(HOLDS)' >$@; $(SAY); }
$(BUILD)/flags: SAY = echo "compiling with $(CC) ($(MODE))"
$(BUILD)/sources: SAY = :

$(BUILD)/%.o: generator/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(Q)$(COMPILE) $(NOTE_HEADERS) -c -o $@ $<

$(BUILD)/command/version.o: CPPFLAGS += -DGLOSSA_VERSION=$(VERSION)

# Everything but main.c, for the program and the tests alike.
$(LIBRARY): $(OBJECTS) $(BUILD)/sources
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $(OBJECTS)

$(BUILD)/glossa: $(BUILD)/main.o $(LIBRARY)
	$(Q)$(COMPILE) -o $@ $^ $(LINK)

build/glossa: build/release/glossa
	$(Q)ln -sf release/glossa $@

$(BUILD)/tests/%_test: tests/%_test.c $(LIBRARY) $(BUILD)/flags
	@mkdir -p $(@D)
	$(Q)$(COMPILE) $(UNIT_FLAGS) -Itests $(NOTE_HEADERS) -o $@ $< $(LIBRARY) $(LINK)

$(MANUALS): $(GLOSSA)
	@mkdir -p $(@D)
	$(Q)$(GLOSSA) help --man=$(basename $(@F)) >$@
$(COMPLETIONS): $(GLOSSA)
	@mkdir -p $(@D)
	$(Q)$(GLOSSA) completion $(subst .,,$(suffix $@)) >$@

# For editors and clang-tidy: how each file is compiled.
build/compile_commands.json: $(BUILD)/sources $(BUILD)/flags
	@.ci/compile-commands '$(COMPILE) -DGLOSSA_VERSION=$(VERSION) -Itests' $(SOURCES) $(UNIT_TESTS) $(FUZZERS) >$@

-include $(OBJECTS:=.d) $(BUILD)/main.o.d $(UNIT_PROGRAMS:=.d)

# As many jobs as there are processors, unless -j says how many; a make within make takes part in them.
MAKEFLAGS += --no-print-directory
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(or $(shell getconf _NPROCESSORS_ONLN 2>/dev/null),2)
endif
