# How fuzzers are built and run, for the Makefile; `make fuzz` is the way in.
FUZZ_SECONDS ?= 60
FUZZ_RUNS = $(FUZZERS:tests/fuzz/%_fuzz.c=fuzz-run-%)

fuzz: ## run each fuzzer for FUZZ_SECONDS (60)
	$(Q)$(MAKE) MODE=fuzz CC=clang fuzz-all

# A fuzzer begins with tests/fuzz/seeds/NAME, keeps what it learns in build/fuzz/corpus/NAME, and leaves what it finds
# as build/fuzz/NAME-….
.PHONY: fuzz fuzz-all $(FUZZ_RUNS)
fuzz-all: $(FUZZ_RUNS)
$(FUZZ_RUNS): fuzz-run-%: $(BUILD)/fuzzers/%
	@mkdir -p $(BUILD)/corpus/$*
	@$< -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
		-artifact_prefix=$(BUILD)/$*- $(BUILD)/corpus/$* $(wildcard tests/fuzz/seeds/$* tests/$*) >$(BUILD)/$*.log 2>&1 || \
		{ tail -60 $(BUILD)/$*.log; exit 1; }
	@awk -v name=$* '/number_of_executed_units/ { n = $$2 } /average_exec_per_sec/ { rate = $$2 } \
		END { printf "%-20s %d executions, %d a second, no finding\n", name, n, rate }' $(BUILD)/$*.log

$(BUILD)/fuzzers/%: tests/fuzz/%_fuzz.c $(LIBRARY) $(BUILD)/flags
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -fsanitize=fuzzer -Itests $(NOTE_HEADERS) -o $@ $< $(LIBRARY) $(LINK)
