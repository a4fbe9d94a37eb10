"""`.dlprep/config.toml`: what a learner would otherwise type again with every command."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.model.errors import UsageError
from grader.words import operator

if TYPE_CHECKING:
    from collections.abc import Iterator

    Fault = tuple[str, str, str, str]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_TABLES = ("banks",)


def read_banks(path: Path, root: Path) -> dict[str, Path]:
    """The further banks that the file names, `[banks]` with lines `name = "folder"`; folders count from `root`.

    Whether the folder is a bank is for the room of banks to say.

    Raises:
        UsageError: with every fault of the file.
    """
    table = _read(path)
    faults = list(_faults(table))
    if faults:
        raise UsageError("\n".join(operator.config_fault(str(path), *fault) for fault in faults))
    return {name: root / Path(folder).expanduser() for name, folder in table.get("banks", {}).items()}


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(operator.config_fault(str(path), "", f"byte {error.object[error.start]:#04x}", "UTF-8 text")) from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(operator.config_fault(str(path), "", str(error), "TOML")) from error
    except OSError as error:
        raise UsageError(operator.cannot_read(str(path), error.strerror or str(error))) from error


def _faults(table: dict[str, Any]) -> Iterator[Fault]:
    """Place, what was found, what was expected, the nearest legal word."""
    from difflib import get_close_matches

    for key in table:
        if key not in _TABLES:
            near = get_close_matches(key, _TABLES, n=1)
            yield key, "an unknown key", "[banks]", f"did you mean {near[0]}?" if near else ""
    banks = table.get("banks", {})
    if not isinstance(banks, dict):
        yield "banks", repr(banks), 'a table: [banks], then lines name = "folder"', ""
        return
    for name, folder in banks.items():
        if not _NAME.fullmatch(name):
            yield f"banks.{name}", f"the name {name!r}", "letters, digits, - and _", ""
        if not isinstance(folder, str) or not folder.strip():
            yield f"banks.{name}", repr(folder), "the folder of a bank, as text", ""
