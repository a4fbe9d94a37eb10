"""Waiting for pipes, with a deadline."""

from __future__ import annotations

import math
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

if sys.platform == "win32":

    class Waiting:
        """Looks at all pipes every millisecond: those of Windows cannot be waited for together."""

        def __init__(self, readable: Iterable[int | None]) -> None:
            self._readable = [descriptor for descriptor in readable if descriptor is not None]

        def forget(self, descriptor: int) -> None:
            """Wait for this one no longer."""
            self._readable = [other for other in self._readable if other != descriptor]

        def wait(self, seconds: float, writable: int | None) -> set[int]:
            """All that may be ready."""
            time.sleep(min(seconds, 0.001))
            return {*self._readable, *([] if writable is None else [writable])}

else:
    import select

    class Waiting:
        """Waits until one of some descriptors can be read, or one can be written."""

        def __init__(self, readable: Iterable[int | None]) -> None:
            self._poll = select.poll()
            self._writable: int | None = None
            for descriptor in readable:
                if descriptor is not None:
                    self._poll.register(descriptor, select.POLLIN)

        def forget(self, descriptor: int) -> None:
            """Wait for this one no longer."""
            self._poll.unregister(descriptor)

        def wait(self, seconds: float, writable: int | None) -> set[int]:
            """The descriptors that are ready, at latest after `seconds`."""
            if writable != self._writable:
                if self._writable is not None:
                    self._poll.unregister(self._writable)
                if writable is not None:
                    self._poll.register(writable, select.POLLOUT)
                self._writable = writable
            return {descriptor for descriptor, _ in self._poll.poll(math.ceil(seconds * 1000))}
