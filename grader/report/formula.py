r"""LaTeX as text that reads well in a terminal: `\frac{m}{1 - \beta^t}` as `m/(1 - β^t)`.

pylatexenc parses and knows the symbols; fractions, roots, scripts and environments are written here, with the brackets that a line
of text needs to mean the same.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from grader.words.latex import ACCENTS, BACK, FRACTIONS, FUNCTIONS, PLAIN, SIGNS, SIZES, SPACES, TIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable

_RAISED: Final = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_LOWERED: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_TRANSPOSE: Final = frozenset({"⊤", "T", "⊺"})
_ENDS: Final = frozenset("+-=<>,;:.)]|")
"""What may follow a fraction without making it unclear where its denominator ends."""
_RELATIONS: Final = frozenset(
    "le leq ge geq ne neq approx equiv to leftarrow rightarrow in sim right quad qquad cdot times pm odot".split()
)
_ONE_FACTOR: Final = re.compile(r"√?[\w.\u0300-\u036f′∂∞]*(?:[₀-₉⁰-⁹ᵀ]|[_^]\w|[_^]\([^()]*\))*")
_CALL: Final = re.compile(r"\w*\([^()]*\)")


def formula_text(latex: str) -> str:
    """The formula on one line; LaTeX that cannot be parsed stands as it is."""
    from pylatexenc.latexwalker import LatexWalker, LatexWalkerParseError

    try:
        nodes, _, _ = LatexWalker(latex.strip(), tolerant_parsing=False, latex_context=_commands()).get_latex_nodes()
        text = _sequence(list(_atoms(nodes)))
    except LatexWalkerParseError:
        return latex.strip()
    text = re.sub(rf"\s*{BACK}", "", text)
    text = re.sub(rf"\b((?:{'|'.join(FUNCTIONS)})[₀-₉]*) +(?=\()", r"\1", text)
    return re.sub(r"\s+", " ", text).replace("( ", "(").replace(" )", ")").replace(" ,", ",").strip()


@cache
def _commands() -> Any:
    """What pylatexenc knows of commands and their arguments, and `binom`."""
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import std_macro

    known = get_default_latex_context_db()
    known.add_context_category("binomials", macros=[std_macro("binom", "{{")])
    return known


def _atoms(nodes: Iterable[Any]) -> Iterable[Any]:
    """Nodes with runs of characters taken apart, so that a script applies to one of them."""
    for node in nodes:
        if _kind(node) == "Chars":
            yield from re.findall(r"[0-9]+(?:\.[0-9]+)?|\s+|.", node.chars)
        elif node is not None:
            yield node


def _sequence(atoms: list[Any]) -> str:
    out: list[str] = []
    place, named = 0, False
    while place < len(atoms):
        atom = atoms[place]
        if isinstance(atom, str) and atom in ("^", "_"):
            place = _next(atoms, place + 1)
            script = _inside(atoms[place]) if place < len(atoms) else ""
            base = out.pop() if out else ""
            after = base[len(base.rstrip()) :] or (_space_after(atoms[place]) if place < len(atoms) else "")
            out.append(base.rstrip() + (_raised(script) if atom == "^" else _lowered(script)) + after)
        elif _kind(atom) == "Macro" and atom.macroname == "operatorname":
            place = _next(atoms, place + 1)
            out.append(_inside(atoms[place]) if place < len(atoms) else "")
        elif _is_fraction(atom) and (named or _goes_on(atoms, place + 1)):
            out.append(f"({_atom(atom).rstrip()})")
            named = False
        else:
            out.append(_atom(atom))
            named = _is_function(atom) or (named and out[-1].isspace())
        place += 1
    return "".join(out)


def _next(atoms: list[Any], place: int) -> int:
    while place < len(atoms) and isinstance(atoms[place], str) and atoms[place].isspace():
        place += 1
    return place


def _is_fraction(atom: Any) -> bool:
    return _kind(atom) == "Macro" and atom.macroname in FRACTIONS


def _is_function(atom: Any) -> bool:
    """Whether it is the name of a function, with a script or without: of a fraction behind it the whole is the argument."""
    return _kind(atom) == "Macro" and atom.macroname in FUNCTIONS


def _goes_on(atoms: list[Any], place: int) -> bool:
    """Whether a factor follows, which could be taken for part of a denominator."""
    place = _next(atoms, place)
    if place >= len(atoms):
        return False
    atom = atoms[place]
    return atom not in _ENDS if isinstance(atom, str) else not (_kind(atom) == "Macro" and atom.macroname in _RELATIONS)


def _space_after(atom: Any) -> str:
    return " " if _kind(atom) == "Macro" and atom.macro_post_space else ""


def _atom(atom: Any) -> str:
    if isinstance(atom, str):
        return {"'": "′", "*": "∗"}.get(atom, " " if atom.isspace() else atom)
    match _kind(atom):
        case "Group":
            return _sequence(list(_atoms(atom.nodelist)))
        case "Macro":
            return _macro(atom)
        case "Environment":
            return _environment(atom)
        case "Specials":
            return {"~": " ", "&": " ", "''": "″"}.get(atom.specials_chars, str(atom.specials_chars))
        case "Math":
            return _sequence(list(_atoms(atom.nodelist)))
    return ""


def _macro(node: Any) -> str:
    name, given = node.macroname, [part for part in _arguments(node) if part is not None]
    if given:
        return _with_arguments(node, name, given)
    if name in SIZES:
        return ""
    if name in SPACES or name in TIGHT:
        return SPACES.get(name, "") + TIGHT.get(name, "") + (_space_after(node) if name.startswith("r") else "")
    if name in FUNCTIONS:
        return f"{name} "
    return (SIGNS.get(name) or _symbol(node)) + _space_after(node)


def _with_arguments(node: Any, name: str, given: list[Any]) -> str:
    inner = _inside(given[-1])
    if name == "binom" and len(given) == 2:
        return f"({_inside(given[0])} choose {inner})"
    if _is_fraction(node) and len(given) == 2:
        return f"{_bracketed(_inside(given[0]))}/{_below(inner)}"
    if name == "sqrt":
        degree = _inside(given[0]).strip("[]").translate(_RAISED) if len(given) == 2 else ""
        return f"{degree}√{_bracketed(inner)}"
    if name in ACCENTS:
        return inner[:1] + ACCENTS[name] + inner[1:]
    return _words(given[-1]) if name in PLAIN else _symbol(node)


def _environment(node: Any) -> str:
    cells = "".join(", " if _is_ampersand(part) else _atom(part) for part in _atoms(node.nodelist))
    rows = "; ".join(" ".join(row.split()).replace(" ,", ",") for row in cells.split(";") if row.strip())
    return f"{{{rows}}}" if node.environmentname == "cases" else f"[{rows}]"


def _is_ampersand(node: Any) -> bool:
    return _kind(node) == "Specials" and node.specials_chars == "&"


def _symbol(node: Any) -> str:
    """A symbol that pylatexenc knows, else the macro as it was written."""
    from pylatexenc.latex2text import LatexNodes2Text

    text = str(LatexNodes2Text(math_mode="text").nodelist_to_text([node]))
    return text.rstrip() or f"\\{node.macroname} "


def _words(node: Any) -> str:
    """Running text inside a formula keeps its spaces."""
    return "".join(_atom(part) for part in _atoms(node.nodelist if _kind(node) == "Group" else [node]))


def _inside(atom: Any) -> str:
    return _sequence(list(_atoms([atom])) if not isinstance(atom, str) else [atom]).strip()


def _arguments(node: Any) -> list[Any]:
    given = node.nodeargd.argnlist if node.nodeargd is not None else None
    return list(given or ())


def _bracketed(text: str) -> str:
    """In brackets where it is more than one factor."""
    return text if _ONE_FACTOR.fullmatch(text) or _CALL.fullmatch(text) else f"({text})"


def _below(text: str) -> str:
    """A denominator: `2n` behind a slash would read as the 2 alone."""
    return f"({text})" if re.fullmatch(r"[0-9.]+[^\W\d_].*", text) and _ONE_FACTOR.fullmatch(text) else _bracketed(text)


def _raised(script: str) -> str:
    if script in _TRANSPOSE:
        return "ᵀ"
    if script and set(script) == {"′"}:
        return script
    if script and all(character in "0123456789+-n" for character in script):
        return script.translate(_RAISED)
    return f"^{_script(script)}"


def _lowered(script: str) -> str:
    if script.isdigit():
        return script.translate(_LOWERED)
    return f"_{script}" if script.isalnum() else f"_{_script(script)}"


def _script(script: str) -> str:
    return script if len(script) == 1 or re.fullmatch(r"\([^()]*\)", script) else f"({script})"


def _kind(node: Any) -> str:
    """`Chars`, `Group`, `Macro`, `Environment`, `Specials`, `Math`; empty for text."""
    return type(node).__name__.removeprefix("Latex").removesuffix("Node") if not isinstance(node, str) else ""
