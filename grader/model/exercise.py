"""An exercise and where it came from; its summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from grader.model.content import CodeContent, Content
from grader.model.enums import Difficulty, Form

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
    content: Content
    digest: str
    """SHA-256 of the YAML file: tells an exercise that changed since it was solved."""
    depends: str = ""
    """Stands for the Python of its bank that it depends on; empty for one that was made in memory."""

    @property
    def key(self) -> str:
        """How the exercise is named on the command line: `id`, or `bank/id` outside the built-in bank."""
        return _key(self.bank, self.id)

    @property
    def form(self) -> Form:
        return Form(str(self.content.__struct_config__.tag))

    @property
    def code(self) -> CodeContent:
        """The content, of an exercise whose answer is code."""
        assert isinstance(self.content, CodeContent)
        return self.content

    @property
    def function_name(self) -> str:
        return self.code.function.partition("(")[0].strip()

    @property
    def answer_name(self) -> str:
        """File name of the learner's answer; code can be imported from other answers."""
        return answer_name_of(self.id, self.form)

    @property
    def reference(self) -> str | None:
        """`track.name` of its function in `reference/`; a typed exercise may have none."""
        named: str | None = getattr(self.content, "reference", None)
        return named

    def reference_path(self, root: Path) -> Path:
        """The file that holds the reference, where there is one, below the bank's `root`."""
        assert self.reference is not None
        return root / "reference" / (self.reference.partition(".")[0] + ".py")


class Summary(msgspec.Struct, frozen=True):
    """What lists, completion and the choice of the next exercise need to know of one; read from the index, without its YAML."""

    id: str
    bank: str
    """Name of the bank: empty for the built-in one."""
    track: str
    title: str
    difficulty: Difficulty
    minutes: int
    form: Form
    needs: tuple[str, ...]
    """Ids of exercises to meet before this one."""
    digest: str
    """SHA-256 of the YAML file."""

    @property
    def key(self) -> str:
        """As `Exercise.key`."""
        return _key(self.bank, self.id)

    @property
    def answer_name(self) -> str:
        """As `Exercise.answer_name`."""
        return answer_name_of(self.id, self.form)


def _key(bank: str, id: str) -> str:  # noqa: A002 - the word of the format
    return f"{bank}/{id}" if bank else id


def answer_name_of(id: str, form: Form = Form.CODE) -> str:  # noqa: A002 - the word of the format
    return id.replace("-", "_") + (".txt" if form.typed else ".py")
