"""What a command loads: quick commands load neither numpy nor sympy, a check of a built exercise neither sympy nor mpmath."""

import os
import subprocess
import sys

import pytest
from commanding import RIGHT

PROBE = """
import sys
from grader.cli.run import call
code = call(sys.argv[1:])
sys.stdout.flush()
print("\\n" + " ".join(sorted({name.partition(".")[0] for name in sys.modules})), code, sep="\\n", file=sys.stderr)
"""
HEAVY = {"sympy", "mpmath", "jinja2", "matplotlib", "scipy", "jsonschema", "hypothesis"}


def loaded(folder, *arguments):
    done = subprocess.run([sys.executable, "-c", PROBE, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    lines = done.stderr.splitlines()
    assert lines[-1] == "0", done.stderr
    return set(lines[-2].split())


@pytest.mark.parametrize(
    "arguments", [["--help"], ["list"], ["next", "stable-softmax"], [], ["hint", "stable-softmax"], ["completion", "bash"]]
)
def test_quick_commands_load_neither_numpy_nor_sympy(tmp_path, arguments):
    loaded(tmp_path, "list")  # the index of the bank is built once
    found = loaded(tmp_path, *arguments)
    assert not found & (HEAVY | {"numpy"})


def test_a_check_of_a_built_exercise_loads_no_sympy(tmp_path):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "stable_softmax.py").write_text(RIGHT)
    loaded(tmp_path, "check", "stable-softmax", "--seed", "3")
    found = loaded(tmp_path, "check", "stable-softmax", "--seed", "3")
    assert not found & (HEAVY | {"yaml", "rich"})
    assert "numpy" in found


def test_importing_the_package_loads_nothing(tmp_path):
    script = "import sys, grader; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True, env=os.environ)
    assert not {"numpy", "msgspec", "click", "yaml"} & {name.partition(".")[0] for name in done.stdout.split()}
