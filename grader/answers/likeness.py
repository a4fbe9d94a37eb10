"""Whether two texts with formulas say the same, one as its author wrote it and one as a screen shows it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from grader.answers.characters import GREEK, GREEK_NAMES
from grader.answers.functions import ALIASES, FUNCTIONS

_COMMAND: Final = re.compile(r"\\([A-Za-z]+)")
_WORDS: Final = frozenset({*GREEK_NAMES, *FUNCTIONS, *ALIASES})


def text_key(text: str) -> str:
    r"""Letters and digits alone, the same for `$u^\top S u = \lambda$` and `uᵀ S u = λ`."""
    plain = _COMMAND.sub(lambda found: "T" if found[1] == "top" else found[1] if found[1] in _WORDS else " ", text)
    spelled = "".join(GREEK.get(character, character) for character in unicodedata.normalize("NFKD", plain))
    return re.sub("[^a-z0-9]", "", spelled.lower())
