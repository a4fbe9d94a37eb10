"""A bank: a folder with `exercises/` and `reference/`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from grader.bank.index import Index, Listed, id_and_track
from grader.bank.lookup import unknown
from grader.bank.roots import FOLDER, builtin_folder, is_bank
from grader.model.errors import BankError, Fault, UsageError
from grader.model.exercise import Exercise, Summary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from grader.bank.loading import Examined
    from grader.bank.references import References


def open_bank(root: str | os.PathLike[str] | None = None, name: str = "") -> Bank:
    """The bank in a folder; without one, the built-in bank. `name` tells further banks apart: `name/id`.

    Raises:
        UsageError: if the folder holds no bank.
    """
    folder = builtin_folder() if root is None else os.fspath(root)
    if not is_bank(folder):
        reason = f"{folder} has no folder `{FOLDER}`" if os.path.isdir(folder) else f"there is no folder {folder}"
        raise UsageError(f"no bank: {reason}")
    return Bank(os.path.abspath(folder), name)


class Bank:
    """The exercises in one folder. Reads what is asked for, at the time it is asked for."""

    def __init__(self, folder: str, name: str = "") -> None:
        self.folder, self.name = folder, name
        self._index = Index(folder)

    @property
    def root(self) -> Path:
        """Its folder."""
        from pathlib import Path

        return Path(self.folder)

    def summaries(self) -> tuple[Summary, ...]:
        """Every exercise, by track and id. Files that have not changed are not read.

        Raises:
            BankError: with every fault of every changed file, and of what exercises need of each other.
        """
        from grader.bank.graph import needs_faults

        summaries, broken, faults = self._list()
        faults += needs_faults(self.root, summaries, broken)
        if faults:
            raise BankError(_sorted(faults))
        return tuple(msgspec.structs.replace(summary, bank=self.name) for summary in summaries.values())

    def _list(self) -> tuple[dict[str, Summary], set[str], list[Fault]]:
        """Summaries by file name, in order; ids of files that have none; the faults of these."""
        files, faults = self._files()
        known = self._index.listed()
        listed = {name: known[name] for name in files if name in known}
        faults += self._list_changed([name for name in files if name not in known], listed)
        if listed != known:
            self._index.keep_list(listed.values())
        broken = {id_and_track(name)[0] for name in files if name not in listed}
        return {name: listed[name].summary for name in files if name in listed}, broken, faults

    def ids(self) -> tuple[tuple[str, str], ...]:
        """Track and id of every exercise, from the names of the files alone."""
        return tuple((track, id) for id, track in map(id_and_track, self._files()[0]))  # noqa: A001

    def exercise(self, id: str) -> Exercise:  # noqa: A002  the word of the format
        """One exercise by its id. A file that has not changed is not read.

        Raises:
            UsageError: if there is none of that id; names the nearest.
            BankError: with every fault of its file.
        """
        files, _ = self._files()
        for name in files:
            if id_and_track(name)[0] == id:
                return self._exercise(name)
        raise UsageError(unknown(id, [id_and_track(name)[0] for name in files]))

    def check_needs(self, id: str) -> None:  # noqa: A002  as above
        """Whether what an exercise needs of others is there, and no circle.

        Raises:
            BankError: with every fault of its needs; those of other exercises are not its own.
        """
        from grader.bank.graph import needs_faults

        summaries, broken, _ = self._list()
        faults = needs_faults(self.root, summaries, broken, of=id)
        if faults:
            raise BankError(faults)

    def load_all(self) -> tuple[Exercise, ...]:
        """Every exercise, in the order of `summaries`.

        Raises:
            BankError: with every fault of the bank.
        """
        self.summaries()
        return tuple(self._exercise(name) for name in self._files()[0])

    def _exercise(self, name: str) -> Exercise:
        kept = self._index.exercise(name, self.name)
        if kept is not None:
            return kept
        examined = self._examine(name, self._references())
        if examined.exercise is None:
            raise BankError(list(examined.faults))
        return examined.exercise

    def _list_changed(self, names: Iterable[str], listed: dict[str, Listed]) -> list[Fault]:
        """Read these files, add those that are sound to `listed`, and return the faults of the others."""
        references = self._references()
        faults: list[Fault] = []
        for name in names:
            examined = self._examine(name, references)
            faults += [fault for fault in examined.faults if fault not in faults]
            if examined.exercise is not None:
                stamps = self._index.stamps((name, *examined.read)) or ()
                listed[name] = Listed(stamps, _summary(examined.exercise))
        return faults

    def _references(self) -> References:
        from grader.bank.references import References

        return References(self.root)

    def _examine(self, name: str, references: References) -> Examined:
        """Read one file; keep it if it is sound. Its stamps are taken before it is read, so that a later change shows."""
        from grader.bank.loading import examine

        before = self._index.stamps((name,))
        examined = examine(self.root / name, self.root, self.name, references)
        stamps = self._index.stamps((name, *examined.read))
        if examined.exercise is not None and before and stamps and stamps[0] == before[0]:
            self._index.keep_exercise(examined.exercise, stamps)
        return examined

    def _files(self) -> tuple[list[str], list[Fault]]:
        """Names of the exercises' files, sorted, and what is wrong with the folder itself."""
        names: list[str] = []
        faults: list[Fault] = []
        for track in sorted(os.scandir(os.path.join(self.folder, FOLDER)), key=lambda entry: entry.name):
            if track.name.startswith((".", "_")):
                continue
            if not track.is_dir():
                faults += _stray(f"{FOLDER}/{track.name}", "a file in the folder of a track, such as exercises/numerics/")
                continue
            for entry in sorted(os.scandir(track.path), key=lambda entry: entry.name):
                name = f"{FOLDER}/{track.name}/{entry.name}"
                if entry.name.endswith(".yaml"):
                    names.append(name)
                elif entry.name.endswith(".yml"):
                    faults += [Fault(file=name, found=f"the file name `{entry.name}`", expected="the ending .yaml")]
        return names, faults


def _stray(name: str, expected: str) -> list[Fault]:
    """A YAML file that no one would load; other files, such as a README, are welcome."""
    return [Fault(file=name, found="a file outside the tracks", expected=expected)] if name.endswith((".yaml", ".yml")) else []


def _sorted(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: (fault.file, fault.line, fault.column))


def _summary(exercise: Exercise) -> Summary:
    content = exercise.content
    return Summary(
        id=exercise.id, bank="", track=exercise.track, title=content.title.strip(), difficulty=content.difficulty,
        minutes=content.minutes, form=exercise.form, needs=content.needs, digest=exercise.digest,
    )  # fmt: skip
