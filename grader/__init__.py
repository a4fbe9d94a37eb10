"""dlprep: deep-learning exercises with a grader that can be trusted.

The public API, loaded at first use:

>>> from grader import load_bank, check_answer
>>> bank = load_bank()
>>> report = check_answer(bank.exercise("stable-softmax"), "solutions/stable_softmax.py")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.bank import open_bank as load_bank
    from grader.grade import check_answer

__all__ = ["check_answer", "load_bank"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import the API only when it is asked for: `import grader` must cost nothing."""
    if name == "load_bank":
        from grader.bank import open_bank

        return open_bank
    if name == "check_answer":
        from grader.grade import check_answer

        return check_answer
    raise AttributeError(f"module 'grader' has no attribute {name!r}")
