# The same as `python run.py lab|test|check`, for those who like make.
PYTHON ?= python3

.PHONY: lab test check
lab test check:
	$(PYTHON) run.py $@
