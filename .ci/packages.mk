# From a build to readers, and to those who build: `make publish`, archives and packages. All are the same to the byte
# wherever and whenever they are made from one commit. For the Makefile.
PACKAGE = glossa-$(VERSION)
HANDBOOK = contested-norms

.PHONY: publish zip dist deb static release

# as it is written: a $ in it is no variable of make's
publish: override export DEST := $(value DEST)
publish: site ## put the handbook where DEST= says: a folder, host:path, remote:bucket (DRY_RUN=1, FORCE=1)
	$(Q)generator/hosts/publish public

zip: all fonts ## pack the handbook to be read without a network, into build/HANDBOOK.zip
	$(Q)$(GLOSSA) build -q -o build/zip/$(HANDBOOK)
	$(Q).ci/pack zip build/zip $(HANDBOOK) build/$(HANDBOOK).zip

dist: ## pack the source of the last commit into build/glossa-VERSION.tar.gz
	$(Q).ci/pack source $(PACKAGE) build/$(PACKAGE).tar.gz

deb: all ## make a Debian package in build/
	$(Q)rm -rf build/deb
	$(Q)$(MAKE) install DESTDIR=build/deb/root PREFIX=/usr
	$(Q)$(COMPILE) -s -Wl,--build-id=none -Wl,-z,now -o build/deb/root/usr/bin/glossa $(BUILD)/main.o $(LIBRARY) $(LINK)
	$(Q).ci/deb build/deb $(VERSION)

static: all ## make a program that needs no libraries, in build/glossa-VERSION-linux-ARCH.tar.gz
	$(Q)rm -rf build/static
	$(Q)$(MAKE) install DESTDIR=build/static/ PREFIX=$(PACKAGE)
	$(Q).ci/static build/static/$(PACKAGE)/bin/glossa $(BUILD)/main.o $(LIBRARY)
	$(Q).ci/pack tar build/static $(PACKAGE) build/$(PACKAGE)-linux-$$(uname -m).tar.gz

# One after the other: two of them install into folders of their own by the same rules.
release: ## make all that a release attaches, with checksums, in build/release-files/
	$(Q)rm -rf build/release-files && mkdir -p build/release-files
	$(Q)for target in dist deb static zip; do \
		file=$$($(MAKE) $$target | tail -n 1) && cp "$$file" build/release-files/ || exit 1; done
	$(Q)cd build/release-files && sha256sum -- * >SHA256SUMS && cat SHA256SUMS
