"""How a child ended, as facts in words: the outcome, and the signal or exit status."""

from __future__ import annotations

import signal

from grader.model.enums import Outcome
from grader.sandbox.child.status import NO_CONNECTION, OUT_OF_MEMORY

_BELTS = ("SIGXCPU", "SIGALRM")
"""The child's own limits of time; the grader's clock usually comes first."""


def ending(status: int | None) -> tuple[Outcome, str]:
    """The outcome of the call during which the child ended with `status`, and what happened.

    Args:
        status: the exit status, minus the signal's number for a signal; None when it is not known.
    """
    if status is None:
        return Outcome.CRASHED, "the process ended"
    own = {OUT_OF_MEMORY: "out of memory", NO_CONNECTION: "closed its connection to the grader"}
    if status in own:
        return Outcome.CRASHED, own[status]
    if status >= 0:
        return Outcome.CRASHED, f"exit status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        return Outcome.CRASHED, f"signal {-status}"
    if name in _BELTS:
        return Outcome.TIMEOUT, f"stopped by {name}"
    if name == "SIGKILL":
        return Outcome.CRASHED, "SIGKILL (killed, perhaps because memory ran out)"
    return Outcome.CRASHED, f"{name} ({(signal.strsignal(-status) or 'a signal').lower()})"
