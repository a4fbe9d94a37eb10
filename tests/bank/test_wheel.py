"""What a wheel holds. Built by the back end itself, from a copy, without a network."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILD = """
import sys
from hatchling.builders.wheel import WheelBuilder
print(*WheelBuilder(sys.argv[1]).build(directory=sys.argv[2], versions=[sys.argv[3]]))
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """The parts of the repository that a wheel is made of."""
    copy = tmp_path_factory.mktemp("source")
    for name in ("grader", "exercises", "reference"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "hatch_build.py"):
        shutil.copy(ROOT / name, copy / name)
    (copy / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "format.md", copy / "docs")
    for name in ("README.md", "LICENSE"):
        (copy / name).write_text("for the metadata\n")
    (copy / "exercises" / "notes.txt").write_text("no part of a bank\n")
    return copy


def build(source, target, version):
    done = subprocess.run(
        [sys.executable, "-c", BUILD, source, target, version], capture_output=True, text=True, check=False, cwd=target
    )
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_a_wheel_holds_the_bank_and_an_empty_folder_is_enough_to_use_it(source, tmp_path):
    wheel = build(source, tmp_path, "standard")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if "_bank" in name}
        archive.extractall(tmp_path / "installed")
    assert (tmp_path / "installed" / "grader" / "_docs" / "format.md").read_bytes() == (ROOT / "docs" / "format.md").read_bytes()
    files = [*source.glob("exercises/*/*.yaml"), *source.glob("reference/*.py")]
    assert names == {f"grader/_bank/{path.relative_to(source).as_posix()}" for path in files}
    code = "from grader.author import format_text; assert len(format_text()) > 10_000; "
    code += "from grader.bank import builtin_root, open_bank; print(builtin_root()); print(len(open_bank().load_all()))"
    empty = tmp_path / "empty"
    empty.mkdir()
    path = f"import sys; sys.path.insert(0, {str(tmp_path / 'installed')!r})"
    done = subprocess.run([sys.executable, "-P", "-c", f"{path}; {code}"], capture_output=True, text=True, cwd=empty, check=True)
    assert done.stdout.splitlines() == [
        str(tmp_path / "installed" / "grader" / "_bank"),
        str(len(list(source.glob("exercises/*/*.yaml")))),
    ]


def test_an_editable_wheel_leaves_the_bank_where_it_is(source, tmp_path):
    with zipfile.ZipFile(build(source, tmp_path, "editable")) as archive:
        assert [name for name in archive.namelist() if "_bank" in name] == []


def test_a_wheel_without_exercises_is_not_built(source, tmp_path):
    bare = Path(shutil.copytree(source, tmp_path / "bare"))
    shutil.rmtree(bare / "exercises")
    done = subprocess.run([sys.executable, "-c", BUILD, bare, tmp_path, "standard"], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "a wheel without a bank is of no use" in done.stderr
