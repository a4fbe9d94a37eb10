"""What a probe of the sandbox found: property by property, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from grader.report.screen import Screen, wrap
from grader.words import doctor

if TYPE_CHECKING:
    from grader.model.probe import Probe, Property

_MARK: Final = 8
_STYLES: Final = {"yes": "green", "no": "yellow", "BROKEN": "red"}


def page(probe: Probe, screen: Screen | None = None) -> str:
    """Each property with yes or no; under every no what an answer could do, and what would keep it from that."""
    screen = screen or Screen()
    rows = [screen.paint(doctor.TITLE[0].ljust(_MARK) + doctor.TITLE[1], "dim")]
    rows += [line for item in probe.properties for line in _rows(item, screen)]
    said = [line for text in (*doctor.raising(probe), doctor.conclusion(probe)) for line in wrap(text, screen.prose)]
    return "\n".join([*_bold(wrap(doctor.heading(probe), screen.prose), screen), "", *rows, "", *said])


def page_json(probe: Probe) -> str:
    """The whole probe as one object, with `sound`: whether everything that is claimed holds."""
    return msgspec.json.encode({**msgspec.to_builtins(probe), "sound": probe.sound}).decode()


def _rows(item: Property, screen: Screen) -> list[str]:
    mark = doctor.mark(item)
    width = screen.prose - _MARK
    rows = [screen.paint(mark.ljust(_MARK), _STYLES[mark]) + doctor.KEPT[item.name]]
    return rows if item.holds else rows + [" " * _MARK + line for line in wrap(doctor.failing(item), width)]


def _bold(lines: list[str], screen: Screen) -> list[str]:
    return [screen.paint(line, "bold") for line in lines]
