"""How a wrong result is related to the right one: first the fact, then where to look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from grader.model.enums import Relation
from grader.words.numbers import quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


def relation_text(relation: Relation, facts: Mapping[str, Any] | None = None) -> str:
    """The sentence of a relation.

    Args:
        relation: which one.
        facts: what it needs, where known: `factor` (`N`, `1/N`, `2`), `shift`, `base`, `axis`, `dtypes`, `parts` and `right`
            (parts of the result that are wrong, and right, where not all are wrong), `relative`.
    """
    facts = facts or {}
    sentence = RELATIONS[relation](facts)
    if relation is Relation.ONLY_PART or not facts.get("parts"):
        return sentence
    return f"{_parts_wrong(facts['parts'])}; there {sentence}"


def _parts_wrong(parts: Sequence[str]) -> str:
    return f"in the cases tried, only {listed(parts)} of the result {'is' if len(parts) == 1 else 'are'} wrong"


def _scaled(facts: Mapping[str, Any]) -> str:
    factor = _value(facts, "factor")
    if not factor:
        return "the result is the expected one times a constant; look for a factor that is missing or applied twice"
    return f"the result is {factor} times the expected one; {_FACTORS.get(_shape_of(factor), _FACTORS['other'])}"


_FACTORS: Final = {
    "dim": "look for a sum where a mean is asked for",
    "1/dim": "look for a mean where a sum is asked for, or a division made twice",
    "2": "look at the derivative of the square, or at a factor 1/2 in the definition",
    "1/2": "look at the derivative of the square, or at a factor 2 in the definition",
    "divisor": "look at the divisor: the number of terms, or one less",
    "root": "look for a square root of the length: a standard deviation in place of a variance, or a norm in place of a mean",
    "other": "look for a factor that is missing or applied twice",
}


def _shape_of(factor: str) -> str:
    if factor in ("2", "1/2"):
        return factor
    if "sqrt" in factor:
        return "root"
    if "- 1" in factor:
        return "divisor"
    if factor.isidentifier():
        return "dim"
    return "1/dim" if factor.startswith("1/") and factor[2:].isidentifier() else "other"


def _shifted(facts: Mapping[str, Any]) -> str:
    shift = _value(facts, "shift")
    by = f"by the same {shift}" if shift else "by one constant in each case"
    return f"every entry is off {by}; look for a term that is missing, or added once too often"


def _log_base(facts: Mapping[str, Any]) -> str:
    base = _value(facts, "base") or "another number"
    return f"the result belongs to a logarithm to base {base}; the natural one, np.log, is asked for"


def _other_axis(facts: Mapping[str, Any]) -> str:
    axis = _value(facts, "axis")
    along = f"along axis {axis}" if axis else "along another axis"
    return f"the result is right {along}; look at the axis of each sum, mean or maximum"


def _only_dtype(facts: Mapping[str, Any]) -> str:
    dtypes = listed(facts.get("dtypes", ())) or "some dtypes"
    return f"wrong for {dtypes} input alone; look for a dtype that is fixed in the code, or one that a constant widens"


def _only_part(facts: Mapping[str, Any]) -> str:
    parts, right = facts.get("parts", ()), facts.get("right", ())
    wrong = _parts_wrong(parts) if parts else "one part is wrong"
    return f"{wrong}; {listed(right)} {'is' if len(right) == 1 else 'are'} right" if right else wrong


def _small_error(facts: Mapping[str, Any]) -> str:
    relative = _value(facts, "relative")
    size = f"at most {relative} of expected" if relative else "a small part of expected"
    return (
        f"every error is small, {size}; look for a constant such as 1e-8 added for safety, a cut-off, float32 on the way, "
        "or a formula that loses digits"
    )


RELATIONS: Final[dict[Relation, Callable[[Mapping[str, Any]], str]]] = {
    Relation.TRANSPOSED: lambda _: "the result is the expected one transposed; look at a .T, or at the order of a product",
    Relation.NEGATED: lambda _: "every entry has the opposite sign; look for a difference the wrong way round",
    Relation.SCALED: _scaled,
    Relation.SHIFTED: _shifted,
    Relation.LOG_BASE: _log_base,
    Relation.OTHER_AXIS: _other_axis,
    Relation.SORTED_OTHERWISE: lambda _: "the right numbers stand in another order; look at a sort, an index or a reshape",
    Relation.FIRST_ROW_ONLY: lambda _: "only the first row is right; look for something done once in place of once a row",
    Relation.UP_TO_SIGN: lambda _: "some entries have the opposite sign, the rest is right; look at abs, squares and comparisons",
    Relation.ONLY_BY_NAME: lambda facts: (
        f"fails where arguments are passed by name; name the parameters as the signature does: {listed(facts.get('names', ()))}"
    ),
    Relation.ONLY_TIES: lambda _: "wrong only where values are equal or zero; look at > against >=, and at what a tie should give",
    Relation.ONLY_EXTREME: lambda _: (
        "right for everyday inputs, wrong only for very large or very small ones; look for a step that overflows, underflows "
        "or cancels on the way, and for an approximation"
    ),
    Relation.ONLY_DTYPE: _only_dtype,
    Relation.ONLY_PART: _only_part,
    Relation.SMALL_ERROR: _small_error,
}


def listed(names: Iterable[Any], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    texts = [str(name) for name in names]
    return f" {last} ".join(filter(None, [", ".join(texts[:-1]), *texts[-1:]]))


def _value(facts: Mapping[str, Any], name: str) -> str:
    value = facts.get(name)
    return "" if value is None else quantity(value)
