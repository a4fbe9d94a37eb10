"""Pages that need nothing but themselves: no script, no network, no file beside them.

- `page.check_page(report, exercise, ...)`: one check
- `history.history_page(rows, ...)`: every attempt, by track
- `preview.preview_page(exercise, start)`: a statement, for its author
- `bank.bank_page(proofs, ...)`: what was proved of every exercise
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.report.html.bank import bank_page
    from grader.report.html.history import HistoryRow, history_page
    from grader.report.html.page import check_page
    from grader.report.html.preview import preview_page

__all__ = ["HistoryRow", "bank_page", "check_page", "history_page", "preview_page"]


def __getattr__(name: str) -> Any:
    if name == "check_page":
        from grader.report.html.page import check_page

        return check_page
    if name == "preview_page":
        from grader.report.html.preview import preview_page

        return preview_page
    if name == "bank_page":
        from grader.report.html.bank import bank_page

        return bank_page
    if name in ("HistoryRow", "history_page"):
        from grader.report.html import history

        return getattr(history, name)
    raise AttributeError(name)
