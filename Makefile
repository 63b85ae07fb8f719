# Two commands: `make lab` to work, `make test` to check. The rest serves those who change the kit.
PYTHON ?= python3

.PHONY: lab demo test check lock screenshots benchmarks environment clean
lab demo test check lock screenshots benchmarks environment:
	@$(PYTHON) .ci/setup.py $@

clean:
	rm -rf .venv .tools build dist .coverage htmlcov .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
