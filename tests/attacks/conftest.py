"""The answers are data here: pytest must neither collect them nor load the conftest.py that one of them brings along."""

collect_ignore = ["answers", "own"]
