"""What commands share: banks, workspace, store and screens, each opened when it is first asked for."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING

from grader.model.errors import UsageError
from grader.words import commands, operator
from grader.words.learner import PROGRAM

if TYPE_CHECKING:
    from grader.bank import Bank, Library
    from grader.coach import Workspace
    from grader.model.exercise import Exercise
    from grader.report.screen import Screen
    from grader.store import Store


class Context:
    """The options of the group, and what follows from them."""

    def __init__(self, banks: tuple[str, ...], workspace: str | None, *, color: bool | None) -> None:
        self._banks, self._workspace, self.color = banks, workspace, color

    def with_banks(self, folders: tuple[str, ...]) -> Context:
        """The same, with these banks beside those of the group's `--bank`."""
        return Context((*self._banks, *folders), self._workspace, color=self.color) if folders else self

    @property
    def program(self) -> str:
        """How commands that we name begin, so that they find the banks that this one found."""
        if not self._banks:
            return PROGRAM
        import shlex

        return " ".join([PROGRAM, *(f"--bank {shlex.quote(folder)}" for folder in self._banks)])

    @cached_property
    def workspace(self) -> Workspace:
        """The learner's folder: the one named, else the nearest that is one, else the current folder."""
        from grader.coach import find_workspace

        return find_workspace(os.getcwd(), self._workspace or None)  # noqa: PTH109 - pathlib takes 4 ms

    @cached_property
    def library(self) -> Library:
        """The built-in bank, those of the workspace's configuration, those of `--bank`."""
        from grader.bank import Library, open_bank

        banks: dict[str, Bank] = {"": open_bank()}
        for name, root in self.workspace.banks.items():
            banks[name] = open_bank(root, name)
        for name, folder in zip(self.named_banks, self._banks, strict=True):
            banks[name] = open_bank(folder, name)
        return Library(list(banks.values()))

    @property
    def named_folders(self) -> tuple[str, ...]:
        """The folders of `--bank`, which need not exist."""
        return self._banks

    @property
    def named_banks(self) -> tuple[str, ...]:
        """The names of the banks of `--bank`."""
        return tuple(os.path.basename(os.path.realpath(folder)) for folder in self._banks)  # noqa: PTH119

    @cached_property
    def store(self) -> Store:
        """The workspace's store; made by the first thing that is written."""
        from grader.store import Store

        store = Store.open(self.workspace.folder, create=False)
        self.tell_set_aside(store)
        return store

    def tell_set_aside(self, store: Store) -> None:
        """Say once what had to be set aside."""
        while store.set_aside:
            self.say(operator.set_aside(store.set_aside.pop(0)))

    @cached_property
    def screen(self) -> Screen:
        """How to write to stdout."""
        from grader.report.screen import screen_of

        return screen_of(sys.stdout, self.color, program=self.program)

    def show(self, text: str) -> None:
        """Data: to stdout."""
        from grader.report.screen import write

        write(text, sys.stdout)

    def say(self, text: str) -> None:
        """Talk: to stderr."""
        from grader.report.screen import write

        write(text, sys.stderr)

    def exercise(self, key: str | None) -> Exercise:
        """The exercise named, else the current one. Where a bank of `--bank` has another one of that id, this is said.

        Raises:
            UsageError: if there is none.
        """
        if key is not None:
            found = self.library.find(key)
            if self._banks and not found.bank:
                mine = self.library.find(key, self.named_banks).key
                if mine != found.key:
                    self.say(commands.built_in(found.key, mine))
            return found
        current = self.store.progress().current
        if current is None:
            raise UsageError(commands.no_current())
        return self.library.find(current)
