"""Faults of meaning: expressions, names, bounds, values and code that do not fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from injection.structure import misspell
from injection.writing import Data, Path, at, put

if TYPE_CHECKING:
    import random

BAD_EXPRESSIONS = ("x +", "(1", "1 / / 2", "import os", "ghost + 1", "exq(1)", "sum(", "lambda: 1", "__import__('os')", "[1, 2", "")


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def bad_truth(data: Data, rng: random.Random) -> list[Path]:
    if not isinstance(data.get("truth"), str):
        return []
    lines = data["truth"].rstrip("\n").split("\n")
    i = rng.randrange(len(lines))
    others = ["z = exq(1)", "for i in x: pass", "1 = 2"]
    lines[i] = rng.choice([lines[i] + " +", lines[i] + " + ghost", lines[i].replace("=", "", 1), *others])
    if rng.random() < 0.1:
        lines = []
    data["truth"] = "\n".join(lines)
    return [("truth",)]


def bad_expression(data: Data, rng: random.Random) -> list[Path]:
    found: list[Path] = [("where", i) for i in range(len(data.get("where", ())))]
    for i, item in enumerate(data.get("properties", ())):
        found += [("properties", i, key) for key in ("holds", "where") if key in item]
    for name, spec in data["inputs"].items():
        found += [("inputs", name, key, i) for key in ("range", "extreme") if key in spec for i in (0, 1)]
        found += [("inputs", name, "family", i) for i in range(len(spec.get("family", ())))]
    if "derive" in data:
        found.append(("derive", "loss"))
    if not found:
        return []
    path = rng.choice(found)
    put(data, path, rng.choice(BAD_EXPRESSIONS))
    return [path]


def bad_dim(data: Data, rng: random.Random) -> list[Path]:
    if not data.get("dims"):
        return []
    name = rng.choice(list(data["dims"]))
    data["dims"][name] = rng.choice(["6..1", "a..b", -1, "1-6", 1.5, "1..", "..4", "", "1.. 2..3", "N", True])
    return [("dims", name)]


def renamed_dim(data: Data, rng: random.Random) -> list[Path]:
    """A shape or a class count names a dim that is not there."""
    found: list[Path] = []
    for name, spec in data["inputs"].items():
        found += [("inputs", name, "shape", i) for i in range(len(spec.get("shape") or ()))]
        for i, shape in enumerate(spec.get("shapes") or ()):
            found += [("inputs", name, "shapes", i, j) for j in range(len(shape or ()))]
        found += [("inputs", name, key) for key in ("classes", "rank") if key in spec]
    if not found:
        return []
    path = rng.choice(found)
    put(data, path, rng.choice(["Ghost", "N N", "-", "exq(3)", "1..3"]))
    return [path]


def unordered(data: Data, rng: random.Random) -> list[Path]:
    found: list[Path] = []
    for name, spec in data["inputs"].items():
        for key in ("range", "extreme"):
            pair = spec.get(key)
            if isinstance(pair, list) and all(map(_number, pair)) and pair[0] != pair[1]:
                found.append(("inputs", name, key))
    if not found:
        return []
    path = rng.choice(found)
    put(data, path, at(data, path)[::-1])
    return [path]


def endless_range(data: Data, rng: random.Random) -> list[Path]:
    """A bound that is no finite number, or text that looks like one."""
    ranges = [("inputs", name, key) for name, spec in data["inputs"].items() for key in ("range", "extreme") if key in spec]
    if not ranges:
        return []
    path: Path = (*rng.choice(ranges), rng.randrange(2))
    put(data, path, rng.choice([float("nan"), float("inf"), float("-inf"), "1e-6x", "1,5", "5 m"]))
    return [path]


def bad_input(data: Data, rng: random.Random) -> list[Path]:
    """Keys of one input that do not go together."""
    name = rng.choice(list(data["inputs"]))
    spec, path = data["inputs"][name], ("inputs", name)
    kind = spec.get("kind", "real")
    changes: list[tuple[dict[str, Any], list[Path]]] = [
        ({"axis_of": "ghost"}, [(*path, "axis_of")]),
        ({"choices": []}, [(*path, "choices")]),
        ({"draw": "nowhere.nothing"}, [(*path, "draw")]),
    ]
    if "shape" in spec:
        changes.append(({"shapes": [spec["shape"]]}, [(*path, "shapes")]))
    if "shapes" in spec and sum("shapes" in one for one in data["inputs"].values()) > 1:
        also = [("inputs", other, "shapes") for other, one in data["inputs"].items() if "shapes" in one]
        changes.append(({"shapes": [*spec["shapes"], ["Ghost"]]}, [*also, (*path, "shapes", len(spec["shapes"]), 0)]))
    changes += [({key: value}, [(*path, key)]) for key, value, kinds in _MISPLACED if kind not in kinds]
    change, paths = rng.choice(changes)
    spec.update(change)
    return paths


_MISPLACED = (
    ("classes", 3, ("label", "one-hot")),
    ("rank", 1, ("low-rank",)),
    ("condition", 10.0, ("spd",)),
    ("range", [0, 1], ("real", "integer", "symmetric", "spd", "low-rank", "function")),
    ("family", ["1 + 1"], ("function",)),
    ("over", "all", ("simplex",)),
)


def lost_input(data: Data, rng: random.Random) -> list[Path]:
    """An input is renamed: what names it, and the parameter that it was, are left alone."""
    name = rng.choice(list(data["inputs"]))
    wrong = misspell(name, rng) if len(name) > 2 else name + "q"
    if wrong in data["inputs"] or wrong in data.get("dims", {}) or not wrong.isidentifier():
        return []
    data["inputs"] = {wrong if key == name else key: spec for key, spec in data["inputs"].items()}
    packs = [("pack", pack, i) for pack, names in data.get("pack", {}).items() for i, one in enumerate(names) if one == name]
    return [("inputs", wrong), ("inputs", name), *packs]


def bad_signature(data: Data, rng: random.Random) -> list[Path]:
    text = data["function"]
    extra = text.replace(")", ", ghost)", 1) if text.count(")") == 1 and "=" not in text else None
    change = rng.choice([text[:-1], text.replace("(", "", 1), "def " + text, text.replace("(", "(*", 1), "f(x, x)", extra])
    if change is None:
        return []
    data["function"] = change
    return [("inputs", "ghost")] if change == extra else [("function",)]


def bad_returns(data: Data, rng: random.Random) -> list[Path]:
    returns = data["returns"]
    if isinstance(data.get("truth"), dict):
        return []
    if isinstance(returns, str):
        data["returns"] = rng.choice(["ghost", misspell(returns + "x", rng) + "q", 3, [], {"colour": 1}])
        return [("returns",)]
    if isinstance(returns, list):
        i = rng.randrange(len(returns))
        returns[i] = rng.choice(["ghost", 4, {}, []])
        return [("returns", i)]
    if "shape" in returns:
        data["returns"] = {"shape": rng.choice([["Ghost"], [1.5], [-1]])}
        return [("returns", "shape", 0)]
    if "grad" in returns:
        key = rng.choice(["grad", "wrt"])
        returns[key] = "ghost"
        return [("returns", key)]
    data["returns"] = {"like": "ghost"}
    return [("returns", "like")]


def bad_property(data: Data, rng: random.Random) -> list[Path]:
    if not data.get("properties"):
        return []
    i = rng.randrange(len(data["properties"]))
    data["properties"][i]["holds"] = rng.choice(["call(1) == out", "call(ghost=1) == out", "isclose(oot, 1)", "out == 1 and"])
    return [("properties", i, "holds")]


def bad_reference(data: Data, rng: random.Random) -> list[Path]:
    track, _, name = data["reference"].partition(".")
    choices = [f"{track}.{misspell(name, rng)}x", f"nowhere.{name}", name, f"{track}.", "", f"{track}.{name}.more", "../x.y"]
    data["reference"] = rng.choice(choices)
    return [("reference",)]


def bad_need(data: Data, rng: random.Random) -> list[Path]:
    data["needs"] = [*data.get("needs", ()), rng.choice(["ghost-exercise", "Softmax", ""])]
    return [("needs", len(data["needs"]) - 1)]


def bad_rest(data: Data, rng: random.Random) -> list[Path]:
    """Parts that few exercises have."""
    dims = dict.fromkeys(data.get("dims", {}), 2)
    change, path = rng.choice(
        [
            ({"certify": [{**dims, "Ghost": 2}]}, ("certify", 0, "Ghost")),
            ({"speed": {"dims": {**dims, "Ghost": 2}}}, ("speed", "dims", "Ghost")),
            ({"pack": {"ghost": list(data["inputs"])[:1]}}, ("pack", "ghost")),
            ({"second": "nowhere.nothing"}, ("second",)),
            ({"second": data["reference"]}, ("second",)),
            ({"allow": ["not a package"]}, ("allow", 0)),
            ({"forbid": ["np.linalg.inv()"]}, ("forbid", 0)),
            ({"stub": "def ghost(x):\n    pass\n"}, ("stub",)),
            ({"where": ["Ghost <= 3"]}, ("where", 0)),
            ({"derive": {"loss": "ghost", "zero": []}}, ("derive", "loss") if isinstance(data.get("truth"), str) else ("derive",)),
            ({"title": "two\nlines"}, ("title",)),
        ]
    )
    data.update(change)
    return [path]


MEANING = {
    "bad truth": bad_truth,
    "bad expression": bad_expression,
    "bad dim": bad_dim,
    "unknown dim": renamed_dim,
    "unordered range": unordered,
    "no finite bound": endless_range,
    "keys that do not fit": bad_input,
    "renamed input": lost_input,
    "bad signature": bad_signature,
    "bad returns": bad_returns,
    "bad property": bad_property,
    "bad reference": bad_reference,
    "unknown need": bad_need,
    "bad rest": bad_rest,
}
