"""What the terminal shows. Every function gives the whole text; `grader.report.write` writes it.

rich is imported by the functions that draw a table or a statement, never for the report of a check.
"""

from __future__ import annotations

from grader.report.terminal.check import check

__all__ = ["check"]
