# Two commands: `make lab` to work, `make test` to check. The rest serves those who change the kit.
PYTHON ?= python3

.PHONY: lab demo test check lock screenshots bench benchmarks environment clean
lab demo test check lock screenshots environment:
	@$(PYTHON) .ci/setup.py $@

# `make bench` writes benchmarks/RESULTS.md, `make bench NAMES="scoring panels"` prints some, `make benchmarks` adds those with a browser.
bench benchmarks:
	@$(PYTHON) .ci/setup.py $@ $(if $(DATE),--date $(DATE)) $(NAMES)

clean:
	rm -rf .venv .venv-engines .venv-peers .tools build dist .coverage htmlcov .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
