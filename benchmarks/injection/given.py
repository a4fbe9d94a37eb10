"""Faults of what the author gives as examples: edge cases, invalid inputs, mistakes and code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from injection.writing import Data, Path, at, put

if TYPE_CHECKING:
    import random


def ragged(data: Data, rng: random.Random) -> list[Path]:
    """Nested lists of an edge case that are no array of numbers."""
    found: list[Path] = []
    for i, case in enumerate(data.get("edge_cases", ())):
        found += [("edge_cases", i, name) for name in data["inputs"] if isinstance(case.get(name), list) and len(case[name]) > 1]
    if not found:
        return []
    path = rng.choice(found)
    value = at(data, path)
    if isinstance(value[0], list):
        i = rng.randrange(1, len(value))
        value[i] = rng.choice([[*value[i], 1.0], 3, "text", None])
        return [(*path, i)]
    i = rng.randrange(1, len(value))
    value[i] = rng.choice(["text", None, [1.0], {}])
    return [(*path, i)]


def other_lengths(data: Data, rng: random.Random) -> list[Path]:
    """One of two arrays of an edge case that share a dim gets longer."""
    shapes = {name: spec["shape"] for name, spec in data["inputs"].items() if spec.get("shape") and "draw" not in spec}
    found = []
    for i, case in enumerate(data.get("edge_cases", ())):
        lists = [name for name in shapes if isinstance(case.get(name), list) and case[name] and str(shapes[name][0]).isalpha()]
        found += [(i, a, b) for a in lists for b in lists if a != b and shapes[a][0] == shapes[b][0]]
    if not found:
        return []
    i, one, other = rng.choice(found)
    data["edge_cases"][i][one].append(data["edge_cases"][i][one][-1])
    return [("edge_cases", i, one), ("edge_cases", i, other)]


def bad_case(data: Data, rng: random.Random) -> list[Path]:
    """Words and values of edge cases and invalid inputs."""
    section = rng.choice(["edge_cases", "raises"])
    cases = data.get(section)
    if not cases:
        return []
    i = rng.randrange(len(cases))
    case, path = cases[i], (section, i)
    key, value, inner = rng.choice(_CASE_CHANGES)
    if key == "error" and section == "edge_cases":
        return []
    if value is _GONE:
        del case[key]
    elif value is _AGAIN:
        if len(cases) < 2:
            return []
        j = (i + 1) % len(cases)
        cases[j]["name"] = case["name"]
        return [(section, max(i, j), "name")]
    else:
        case[key] = value
    return [(*path, key, *inner)]


_GONE, _AGAIN = object(), object()
_CASE_CHANGES: tuple[tuple[str, Any, Path], ...] = (
    ("name", _GONE, ()),
    ("name", _AGAIN, ()),
    ("name", 3, ()),
    ("ghost", [1.0], ()),
    ("dims", {"Ghost": 3}, ("Ghost",)),
    ("dims", [3], ()),
    ("dtype", "float65", ()),
    ("dtype", {"ghost": "float64"}, ("ghost",)),
    ("layout", "diagonal", ()),
    ("error", "ValueErorr", ()),
    ("error", 3, ()),
)


def bad_code(data: Data, rng: random.Random) -> list[Path]:
    """Mistakes, alternatives and starting code that are no Python, or define something else."""
    found: list[Path] = [("mistakes", i, "code") for i, one in enumerate(data.get("mistakes", ())) if "code" in one]
    found += [("alternatives", i, "code") for i in range(len(data.get("alternatives", ())))]
    found += [("start",)] if "start" in data else []
    if not found:
        return []
    path = rng.choice(found)
    wrong = ["return x +", "def ghost(x):\n    return x\n", "if True:\nreturn 1", "x = = 1", ")", "", "break"]
    put(data, path, rng.choice(wrong))
    return [path]


def bad_mistake(data: Data, rng: random.Random) -> list[Path]:
    if not data.get("mistakes"):
        return []
    i = rng.randrange(len(data["mistakes"]))
    mistake, path = data["mistakes"][i], ("mistakes", i)
    case = rng.randrange(3)
    if case == 0:
        mistake.pop("code", None)
        mistake.pop("patch", None)
        return [path]
    if case == 1:
        mistake.update(code="return 1", patch=["a", "b"])
        return [path]
    mistake.pop("code", None)
    mistake["patch"] = ["text that stands nowhere in the reference", "b"]
    return [(*path, "patch", 0)]


GIVEN = {
    "ragged value": ragged,
    "lengths that differ": other_lengths,
    "bad case": bad_case,
    "bad code": bad_code,
    "bad mistake": bad_mistake,
}
