"""Attempts and marks of one workspace, kept for ever in `.dlprep/progress.db`."""

from grader.store.store import Store

__all__ = ["Store"]
