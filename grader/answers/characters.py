"""What single characters stand for. Positions in the learner's text are kept: one character never becomes two."""

from __future__ import annotations

import unicodedata
from typing import Final

OPERATORS: Final = {
    "−": "-", "–": "-", "×": "*", "∗": "*", "⋅": "·", "·": "·", "•": "·", "∙": "·", "÷": "/", "∕": "/", "⁄": "/",
    "⊙": "⊙", "∘": "⊙", "√": "√", "∥": "‖", "‖": "‖", "∣": "|", "≤": "<=", "≥": ">=", "≠": "!=",
    "⊤": "⊤", "ᵀ": "⊤",
}  # fmt: skip
"""Operators by the names that the reader knows; `⊤` is a transpose."""

GREEK: Final = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ϑ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho",
    "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi",
    "Ω": "Omega", "∞": "inf",
}  # fmt: skip
GREEK_NAMES: Final = frozenset(GREEK.values()) - {"inf"}

SUPERSCRIPTS: Final = {
    **dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾", "0123456789-+()", strict=True)),
    **dict(zip("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "abcdefghijklmnoprstuvwxyz", strict=True)),
    **dict(zip("ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵁᵂᵅᵝᵞᵟᵋᶿ", "ABDEGHIJKLMNOPRUWαβγδεθ", strict=True)),
}
SUBSCRIPTS: Final = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789aehijklmnoprstuvx", strict=True))
VULGAR: Final = {
    **dict(zip("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚", "1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/6 5/6".split(), strict=True)),
    **dict(zip("⅛⅜⅝⅞⅐⅑⅒", "1/8 3/8 5/8 7/8 1/7 1/9 1/10".split(), strict=True)),
}
"""Fractions that are one character."""

_LOOKALIKES: Final = dict(zip("асԁеһіјӏорԛѕԝхуАВЕКМНОРСТХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "acdehijlopqswxyABEKMHOPCTXABEZHIKMNOPTYX", strict=True))
"""Cyrillic letters, and Greek capitals that have no name of their own in formulas."""


def fold(character: str) -> str:
    """The ASCII character that this one is a variant of (full width, mathematical italic); else itself."""
    if character.isascii() or character in OPERATORS or character in SUPERSCRIPTS or character in SUBSCRIPTS:
        return character
    if character.isspace():
        return " "
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 and (plain.isascii() or plain in GREEK) else character


def lookalike(character: str) -> str:
    """The Latin letter that this one looks like, or nothing."""
    return _LOOKALIKES.get(character, "")


def described(character: str) -> str:
    """A character that may be unseen, by its code and name: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
