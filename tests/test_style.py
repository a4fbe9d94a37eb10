"""Rules of the house that a linter does not know. Sources are read, nothing is imported."""

import ast
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "grader"
MODULE_LINES = 300
FUNCTION_LINES = 60
MAY_PRINT = ("grader/report/", "grader/cli/", "benchmarks/")

PYTHON = sorted(path for folder in ("grader", "reference", "benchmarks") for path in (ROOT / folder).rglob("*.py"))
TESTS = sorted(path for path in (ROOT / "tests").rglob("*.py") if not {"attacks", "corpus"} & set(path.parts))
MARKDOWN = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "solutions" / "README.md"])
EXERCISES = sorted((ROOT / "exercises").rglob("*.yaml"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_a_module_is_read_in_one_sitting():
    # References are read one function at a time, and the layout of a bank puts a whole track into one file.
    modules = [path for path in PYTHON if path.parent != ROOT / "reference"]
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {name: length for name, length in lengths.items() if length >= MODULE_LINES} == {}


def test_a_function_fits_on_a_screen():
    lengths = {
        f"{named(path)}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in PYTHON
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > FUNCTION_LINES} == {}


def door(room: Path) -> set[str]:
    """The names in a room's `__all__`."""
    for node in tree(room / "__init__.py").body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


@pytest.mark.parametrize("room", sorted(path.parent for path in PACKAGE.glob("*/__init__.py")), ids=named)
def test_every_function_at_a_door_says_what_it_does(room):
    names = door(room)
    bare = [
        f"{named(path)}: {node.name}"
        for path in sorted(room.rglob("*.py"))
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and node.name in names and not ast.get_docstring(node)
    ]
    assert bare == []


DOUBLED = re.compile(r"\b([a-z]{2,})\s+\1\b", re.IGNORECASE)


def doubled_words(text: str) -> list[str]:
    """Words that stand twice in a row; code, formulas and numbers left out."""
    prose = re.sub(r"```.*?```|`[^`\n]*`|\$[^$\n]*\$", " 0 ", text, flags=re.DOTALL)
    return [match[0] for match in DOUBLED.finditer(prose)]


def test_a_doubled_word_is_seen():
    assert doubled_words("it is is wrong, and The\nthe too, but not `a is is b`, $xx xx$ or 10 10") == ["is is", "The\nthe"]


@pytest.mark.parametrize("path", MARKDOWN, ids=named)
def test_no_word_stands_twice_in_what_people_read(path):
    assert doubled_words(path.read_text(encoding="utf-8")) == []


CODE = {"code", "patch", "start", "stub", "truth", "function", "holds", "where", "edge_cases", "raises", "equivalent"}
"""Keys of an exercise that hold no prose."""


def prose(value, key=""):
    """Every text of an exercise that is read as language."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from prose(part, name) if name not in CODE else ()
    elif isinstance(value, list):
        for part in value:
            yield from prose(part, key)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("path", EXERCISES, ids=named)
def test_no_word_stands_twice_in_an_exercise(path):
    texts = prose(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert [found for text in texts for found in doubled_words(text)] == []


def test_no_word_stands_twice_in_messages_and_docstrings():
    found = [
        f"{named(path)}:{node.lineno}: {words}"
        for path in PYTHON
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for words in doubled_words(node.value)
    ]
    assert found == []


MACHINE_PATH = re.compile(r"(?<![\w.~])/(?:home|Users|root|work)/\w|[A-Z]:\\+Users\\")


def test_no_file_names_a_place_on_one_machine():
    files = [*PYTHON, *TESTS, *MARKDOWN, *EXERCISES, *ROOT.glob("*.toml"), *ROOT.glob(".*.yaml"), ROOT / ".ci" / "run"]
    found = [
        f"{named(path)}:{number}: {line.strip()}"
        for path in files
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []


def test_only_the_report_and_the_command_line_print():
    found = [
        f"{named(path)}:{node.lineno}"
        for path in PYTHON
        if not named(path).startswith(MAY_PRINT)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert found == []


def test_the_package_has_structs_and_no_dataclasses():
    found = [
        f"{named(path)}:{node.lineno}"
        for path in PYTHON
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Import) and any(alias.name == "dataclasses" for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "dataclasses")
    ]
    assert found == []


LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def anchors(path: Path) -> set[str]:
    """The anchors that a Markdown file's headings make."""
    headings = re.findall(r"^#+\s+(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", MARKDOWN, ids=named)
def test_every_link_leads_somewhere(path):
    dead = []
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        file, _, anchor = target.partition("#")
        place = path.parent / file if file else path
        outside = re.match(r"[a-z]+:", target)
        if not outside and (not place.exists() or (anchor and anchor not in anchors(place))):
            dead.append(target)
    assert dead == []
