# Dunlin: type `make` to see what there is.
SHELL := /bin/sh
SWIFT_FLAGS := --explicit-target-dependency-import-check error
PACKAGE_SOURCES := Package.swift Sources Benchmarks Chaos Tests

.DEFAULT_GOAL := help
.PHONY: help run demo build test lint format bench chaos mutants check

help: ## show the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

run: demo ## install what is missing, build in release mode, run the demo

demo: build
	.build/release/dunlin demo

build: ## install what is missing and build in release mode
	@scripts/install-packages build
	swift build -c release --product dunlin $(SWIFT_FLAGS)

test: ## install the test peers that are missing and run all tests
	@scripts/install-packages test
	swift build --build-tests $(SWIFT_FLAGS)
	scripts/with-postgres scripts/run-tests

lint: ## formatting, structure, a build without warnings, and our own templates
	@scripts/install-packages build
	swift format lint --strict --recursive --parallel $(PACKAGE_SOURCES)
	scripts/check-house
	swift build $(SWIFT_FLAGS)
	.build/debug/dunlin templates lint

format: ## lay out the code
	swift format --in-place --recursive --parallel $(PACKAGE_SOURCES)

bench: build ## show how fast the parts are, on this machine
	scripts/bench

chaos: build ## kill workers 200 times in the middle of 20,000 actions; nothing may come twice or get lost
	@scripts/install-packages test
	swift build -c release --product dunlin-chaos $(SWIFT_FLAGS)
	.build/release/dunlin-chaos --directory .build

mutants: build ## break every contact rule in turn; more than 5 % unnoticed is a failure
	.build/release/dunlin rules mutants --rules rules --at-most 5

check: lint test ## everything that CI runs
