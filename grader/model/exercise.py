"""An exercise and where it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from grader.model.content import AnyContent

if TYPE_CHECKING:
    from pathlib import Path


class Exercise(msgspec.Struct, frozen=True):
    """One exercise of one bank. Its id is its file name; its track the folder that the file lies in."""

    id: str
    track: str
    bank: str
    """Name of the bank: empty for the built-in one."""
    root: str
    """The bank's folder; `reference/` lies below it."""
    content: AnyContent
    digest: str
    """SHA-256 of the YAML file: tells an exercise that changed since it was solved."""

    @property
    def key(self) -> str:
        """How the exercise is named on the command line: `id`, or `bank/id` outside the built-in bank."""
        return f"{self.bank}/{self.id}" if self.bank else self.id

    @property
    def function_name(self) -> str:
        return self.content.function.partition("(")[0].strip()

    @property
    def answer_name(self) -> str:
        """File name of the learner's answer, importable from other answers."""
        return self.id.replace("-", "_") + ".py"

    def reference_path(self, root: Path) -> Path:
        """The file that holds the reference, below the bank's `root`."""
        return root / "reference" / (self.content.reference.partition(".")[0] + ".py")
