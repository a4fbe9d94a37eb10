"""Imports run one way: docs/rooms.md gives the order of the rooms, the sources are read, nothing is imported."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "grader"
BELOW_ALL = {"cache", "door"}
"""Modules of `grader/` itself that every room may use."""
SEVERAL_DOORS = {"model", "words", "report"}
"""Rooms whose modules are doors themselves: values by kind, words by audience, reports by medium."""
STANDS_ON = {"store": {"model", "words"}}
USES_THE_STORE = {"coach", "report", "cli"}
API = {"bank", "grade"}
"""What `grader/__init__` offers."""


def chain() -> list[set[str]]:
    """The rooms in the order of docs/rooms.md; those between braces stand side by side."""
    text = (ROOT / "docs" / "rooms.md").read_text(encoding="utf-8")
    line = re.search(r"`(model <- .*? <- cli)`", text, re.DOTALL)
    assert line is not None
    return [set(re.findall(r"\w+", step)) for step in line[1].split("<-")]


def allowed() -> dict[str, set[str]]:
    """Which rooms each room may import."""
    may: dict[str, set[str]] = {}
    below: set[str] = set()
    for step in chain():
        for room in step:
            may[room] = below | ({"store"} if room in USES_THE_STORE else set())
        below = below | step
    return {**may, **STANDS_ON}


def python_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "_bank" not in path.parts)


def room_of(path: Path) -> str:
    """The room that a file lies in; for a module of `grader/` itself, its name."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path, folder: Path = ROOT) -> set[str]:
    """Dotted names of the modules that a file imports anywhere, for types too; relative ones made absolute."""
    package = path.relative_to(folder).with_suffix("").parts[:-1]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else ()
            module = ".".join((*base, *filter(None, [node.module])))
            names |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return names


def is_module(name: str) -> bool:
    """Whether a dotted name is a module of ours, and not something that a module defines."""
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def test_every_room_has_its_place_in_the_order():
    assert set(ROOMS) == set(allowed())


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_rooms_below_it(room):
    may = allowed()[room] | BELOW_ALL | {room}
    wrong = []
    for path in python_files(PACKAGE / room):
        for name in imported(path):
            parts = name.split(".")
            if parts[0] == "grader" and len(parts) > 1 and is_module(".".join(parts[:2])) and parts[1] not in may:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert wrong == []


def door(room: str) -> set[str]:
    """The names in a room's `__all__`."""
    for node in ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_enters_another_through_its_door(room):
    wrong = []
    for path in python_files(PACKAGE / room):
        for name in imported(path):
            parts = name.split(".")
            inside = parts[0] == "grader" and len(parts) > 2 and parts[1] not in {room, *SEVERAL_DOORS, *BELOW_ALL}
            if inside and parts[2] not in door(parts[1]):
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert wrong == []


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "cli"])
def test_nothing_imports_the_command_line(room):
    for path in python_files(PACKAGE / room):
        assert not any(name == "grader.cli" or name.startswith("grader.cli.") for name in imported(path)), path


def test_modules_below_all_rooms_import_none():
    for name in BELOW_ALL:
        assert not any(other.startswith("grader.") for other in imported(PACKAGE / f"{name}.py"))


def test_the_package_offers_the_api_alone():
    rooms = {name.split(".")[1] for name in imported(PACKAGE / "__init__.py") if name.startswith("grader.")}
    assert rooms == API


def test_references_import_numpy_and_the_standard_library_alone():
    for path in python_files(ROOT / "reference"):
        others = {name.split(".")[0] for name in imported(path)} - sys.stdlib_module_names
        assert others <= {"numpy", ""}, f"{path.name} imports {others}"


def test_what_runs_in_the_child_imports_numpy_and_itself_alone():
    child = PACKAGE / "sandbox" / "child"
    for path in python_files(child):
        for name in imported(path):
            top = name.split(".")[0]
            own = name == "grader.sandbox.child" or name.startswith("grader.sandbox.child.")
            assert own or top in {*sys.stdlib_module_names, "numpy"}, f"{path.name} imports {name}"


AT_ONCE = ["grader", "grader.model.report", "grader.words", "grader.bank", "grader.store", "grader.coach", "grader.cli.app"]


@pytest.mark.parametrize("module", AT_ONCE)
def test_what_answers_at_once_does_not_load_numpy(module):
    heavy = ["numpy", "sympy", "mpmath", "jinja2", "rich", "yaml", "jsonschema", "markdown_it", "asyncio", "dataclasses"]
    code = f"import sys, {module}; print(*(name for name in {heavy} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import grader.judge", {"grader.judge"}),
        ("from grader.judge import judge", {"grader.judge", "grader.judge.judge"}),
        ("from . import wire", {"grader.cli", "grader.cli.wire"}),
        ("from ..judge import judge", {"grader.judge", "grader.judge.judge"}),
        ("def f():\n    import numpy as np", {"numpy"}),
        ("if TYPE_CHECKING:\n    from grader.store import Store", {"grader.store", "grader.store.Store"}),
    ],
)
def test_every_way_to_import_is_seen(source, names, tmp_path):
    path = tmp_path / "grader" / "cli" / "module.py"
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
    assert imported(path, tmp_path) == names


@pytest.mark.parametrize("room", sorted(set(ROOMS) - SEVERAL_DOORS))
def test_no_name_at_a_lazy_door_is_also_a_module_behind_it(room):
    """Importing the module would put it in the place of the name."""
    source = (PACKAGE / room / "__init__.py").read_text(encoding="utf-8")
    tree = ast.parse(source)
    values = [node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"]
    names = {name for value in values for name in ast.literal_eval(value)}
    assert names & {path.stem for path in (PACKAGE / room).glob("*.py")} == set()
