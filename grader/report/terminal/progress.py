"""A bar on standard error for what takes minutes; nothing where that is no terminal."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from rich.progress import Progress


class Bar:
    """How far a run is: done of all, how long it takes, and what was done last."""

    def __init__(self, total: int, color: bool | None = None) -> None:
        self.total, self.color = total, color
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        if self.total > 1 and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

            console = Console(stderr=True, no_color=self.color is False)
            bar = BarColumn(30, complete_style="green", finished_style="green")
            columns = (bar, MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
            self._bar = Progress(*columns, console=console, transient=True)
            self._bar.add_task("", total=self.total)
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def done(self, name: str) -> None:
        """One more."""
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], advance=1, description=name)

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bar away while something else is written."""
        if self._bar is None:
            yield
            return
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()
