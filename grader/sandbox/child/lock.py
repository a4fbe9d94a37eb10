"""The place where the child gives up what the answer must not have: all of it before the job, and with it the learner's first byte.

L0 gives up nothing here. L1 takes limits of resources. L2 also takes a timer that ends it, a Landlock ruleset and a filter of
system calls.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from .limits import limit_lifetime, limit_resources

if TYPE_CHECKING:
    from .landlock import Ruleset


class LockError(Exception):
    """The level cannot be had, which ends the child: a level is never claimed without its limits."""


class Lock:
    """What a level takes, prepared while the grader is at work elsewhere; `shut` does the rest, once the terms are here."""

    def __init__(self, wish: str, numpy: str) -> None:
        """Prepare for the level `wish`; whether it can be had is said by `shut`. `numpy` is the file that `import numpy` loads."""
        self._rules: Ruleset | None = None
        self._filter = b""
        self._hindrance: OSError | None = None
        self.modules: dict[str, str] = {}
        """Where modules of the standard library lie, whose folder cannot be listed under this lock."""
        if wish == "L2" and sys.platform == "linux":
            try:
                self._prepare(numpy)
            except OSError as error:
                self._hindrance = error

    def shut(self, terms: dict[str, Any]) -> None:
        """Enter the level that `terms` name, which is `wish` or a lower one.

        Args:
            terms: the grader's: the level, how long, how much memory, which packages and which answers may be read.

        Raises:
            LockError: something cannot be had.
        """
        sys.dont_write_bytecode = True
        level = terms["level"]
        if level == "L0":
            return
        try:
            limit_resources(terms)
            if level == "L2":
                self._close(terms)
        except (OSError, ValueError) as error:
            raise LockError(f"{level} cannot be entered: {error}") from error

    def _prepare(self, numpy: str) -> None:
        from . import kernel, places, seccomp

        machine = kernel.machine()
        if machine is None:
            raise OSError("no table of system calls for this machine")
        self._rules, self.modules = places.ruleset(numpy)
        self._filter = seccomp.program(machine, os.getpid())

    def _close(self, terms: dict[str, Any]) -> None:
        from . import places, seccomp

        if self._rules is None:
            raise self._hindrance or OSError("not prepared for")
        places.open_packages(self._rules, terms["packages"])
        if terms["answers"] is not None:
            places.open_answers(self._rules, terms["answers"])
        limit_lifetime()
        self._rules.enforce()
        seccomp.install(self._filter)
