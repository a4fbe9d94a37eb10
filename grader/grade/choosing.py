"""The option that was chosen: by its letter, `b`, `b)`, `option b`, or by its text, also as the screen shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from grader.answers import LETTERS, text_key
from grader.grade.diagnosing import mistake_code
from grader.grade.typed import Found
from grader.model.enums import Certainty, Fact
from grader.model.report import Diagnosis, Remark
from grader.words.learner.posed import LETTER

if TYPE_CHECKING:
    from grader.answers import Posed
    from grader.model.typed import ChoiceContent

_ALONE: Final = re.compile(r"[\W_]*(?:(?:option|answer|choice)\b[\W_]*)?([a-z])[\W_]*", re.IGNORECASE)
_BEFORE_TEXT: Final = re.compile(r"[\W_]*(?:(?:option|answer|choice)\b[\W_]*)?([a-z])\**\s*[).:\]]+(.+)", re.IGNORECASE | re.DOTALL)


def chosen(content: ChoiceContent, posed: Posed, text: str) -> Found:
    """What can be said of the option that a text names."""
    letters = LETTERS[: len(posed.options)]
    place = _place(posed.options, letters, text)
    if place < 0:
        return Found(fact=Fact.NOT_READ, typed={"remark": Remark(LETTER, {"letters": letters})})
    typed = {"read_as": f"{letters[place]}) {' '.join(posed.options[place].split())}"}
    option = posed.wrong[place]
    if option is None:
        return Found(typed=typed)
    code = mistake_code(f"option {content.wrong.index(option) + 1}")
    diagnosis = Diagnosis(code, " ".join(option.says.split()), Certainty.CERTAIN)
    return Found(fact=Fact.OTHER_OPTION, typed=typed, diagnosis=diagnosis)


def _place(options: tuple[str, ...], letters: str, text: str) -> int:
    """The place of the option; -1 where none is named, or a letter and the text of another option."""
    if alone := _ALONE.fullmatch(text):
        return letters.find(alone[1].lower())
    keys = [text_key(option) for option in options]
    if places := [place for place, key in enumerate(keys) if key == text_key(text)]:
        return places[0] if len(places) == 1 else _same_signs(options, places, text)
    if (found := _BEFORE_TEXT.fullmatch(text)) and (place := letters.find(found[1].lower())) >= 0 and (said := text_key(found[2])):
        return place if keys[place].startswith(said) else -1
    return -1


def _same_signs(options: tuple[str, ...], places: list[int], text: str) -> int:
    """Of options that differ in their signs alone, the place of the one that was typed; -1 where that cannot be told."""
    same = [place for place in places if text_key(options[place], signs=True) == text_key(text, signs=True)]
    return same[0] if len(same) == 1 else -1
