"""Build hook: exercises and their references travel in the wheel as `grader/_bank/`, the page on their format as `grader/_docs/`.

Editable installs are left alone: there, the repository itself is the bank.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = {"exercises": ".yaml", "reference": ".py"}
"""What belongs to a bank, and the ending of its files."""


PAGE = "docs/format.md"
"""What `dlprep author format` prints: authors of further banks have the wheel alone."""


class BankHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's parameter is the builder's configuration, unused here
    """Adds the bank to a standard wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Map every file of the bank to its place in the wheel.

        Raises:
            FileNotFoundError: if the bank is missing, so that no wheel without exercises can be built.
        """
        if version != "standard":
            return
        root = Path(self.root)
        build_data["force_include"][str(root / PAGE)] = f"grader/_{PAGE}"
        for folder, ending in FOLDERS.items():
            files = sorted(path for path in (root / folder).rglob(f"*{ending}") if not path.name.startswith("."))
            if not files:
                raise FileNotFoundError(f"no {ending} file in {root / folder}: a wheel without a bank is of no use")
            for path in files:
                name = path.relative_to(root).as_posix()
                build_data["force_include"][str(path)] = f"grader/_bank/{name}"
