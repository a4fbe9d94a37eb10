"""One YAML file -> an exercise, or every fault of the file."""

from __future__ import annotations

import keyword
import re
import sys
from typing import TYPE_CHECKING, Final

import msgspec

from grader.cache import fingerprint
from grader.model.errors import BankError, Fault
from grader.model.exercise import Exercise

if TYPE_CHECKING:
    from pathlib import Path

    from grader.bank.references import References

_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Examined(msgspec.Struct, frozen=True):
    """What one file came to."""

    exercise: Exercise | None
    """None where there are faults."""
    faults: tuple[Fault, ...]
    read: tuple[str, ...] = ()
    """Other files of the bank that the result depends on, relative to its root."""


def load_file(path: Path, root: Path, bank: str = "") -> Exercise:
    """The exercise in one file of the bank at `root`, checked by itself: whether what it needs exists is the bank's to say.

    Raises:
        BankError: with every fault of the file.
    """
    from grader.bank.references import References

    examined = examine(path, root, bank, References(root))
    if examined.exercise is None:
        raise BankError(list(examined.faults))
    return examined.exercise


def examine(path: Path, root: Path, bank: str, references: References) -> Examined:
    """As `load_file`, with faults as values; `references` may be shared by files of one bank."""
    from grader.bank.checks import check
    from grader.bank.decoding import decode
    from grader.bank.node import Faults
    from grader.bank.reading import read_tree

    name = relative_name(path, root)
    faults = name_faults(path, name)
    data = _read(path, name)
    try:
        tree, broken = read_tree(data, name)
    except BankError as error:
        return Examined(None, (*faults, *error.faults))
    collected = Faults(name, tree)
    content = decode(tree, collected)
    if content is None:
        return Examined(None, tuple(collected.found))
    draft = check(content, collected, references)
    faults += [*broken, *sorted(collected.found, key=lambda fault: (fault.line, fault.column)), *draft.reference_faults]
    if faults:
        return Examined(None, tuple(faults))
    import hashlib

    digest = hashlib.sha256(data).hexdigest()
    depends = fingerprint(*(part for item in sorted(draft.reached.items()) for part in item))
    exercise = Exercise(path.stem, path.parent.name, bank, str(root), content, digest, depends)
    return Examined(exercise, (), tuple(sorted(draft.reference_files)))


def relative_name(path: Path, root: Path) -> str:
    """The file's name as faults say it."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.name


def name_faults(path: Path, name: str) -> list[Fault]:
    """What is wrong with a file's own name, which is the exercise's id."""
    stem = path.stem
    if not _ID.fullmatch(stem):
        suggestion = re.sub(r"[^a-z0-9]+", "-", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", stem).lower()).strip("-")
        hint = f"did you mean `{suggestion}.yaml`?" if _ID.fullmatch(suggestion) else ""
        return [Fault(file=name, found=f"the file name `{path.name}`", expected="lowercase words and hyphens", hint=hint)]
    module = stem.replace("-", "_")
    if module in sys.stdlib_module_names or module == "numpy" or keyword.iskeyword(module):
        expected = "a name that is no module and no word of Python: answers import each other"
        return [Fault(file=name, found=f"the file name `{path.name}`", expected=expected)]
    return []


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BankError([Fault(file=name, found=error.strerror or "an unreadable file", expected="a file to read")]) from None
