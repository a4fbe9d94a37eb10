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

    def __init__(self, level: str, numpy: str) -> None:
        """Prepare for `level`; `numpy` is the file that `import numpy` loads.

        Raises:
            LockError: the level cannot be had.
        """
        self._level = level
        self._rules: Ruleset | None = None
        self._filter = b""
        self.modules: dict[str, str] = {}
        """Where modules of the standard library lie, whose folder can be listed no longer."""
        if level == "L2":
            try:
                self._prepare(numpy)
            except OSError as error:
                raise LockError(f"{level} cannot be prepared: {error}") from error

    def shut(self, terms: dict[str, Any]) -> None:
        """Enter the level.

        Args:
            terms: the grader's: how long, how much memory, which packages and which answers may be read.

        Raises:
            LockError: something cannot be had.
        """
        sys.dont_write_bytecode = True
        if self._level == "L0":
            return
        try:
            limit_resources(terms)
            if self._rules is not None:
                self._close(self._rules, terms)
        except (OSError, ValueError) as error:
            raise LockError(f"{self._level} cannot be entered: {error}") from error

    def _prepare(self, numpy: str) -> None:
        from . import kernel, places, seccomp

        machine = kernel.machine()
        if machine is None:
            raise OSError("no table of system calls for this machine")
        self._rules, self.modules = places.ruleset(numpy)
        self._filter = seccomp.program(machine, os.getpid())

    def _close(self, rules: Ruleset, terms: dict[str, Any]) -> None:
        from . import places, seccomp

        places.open_packages(rules, terms["packages"])
        if terms["answers"] is not None:
            places.open_answers(rules, terms["answers"])
        limit_lifetime()
        rules.enforce()
        seccomp.install(self._filter)
