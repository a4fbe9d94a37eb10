"""A bank of one's own beside the built-in one: which exercise an id means, and what is said to who forgot to name the bank."""

from pathlib import Path

import pytest
from commanding import Told
from small_bank import EXERCISE, REFERENCE, changed

from grader.cli.run import call
from grader.model.enums import ExitCode

QUICK = ("author", "check", "--no-mutants")


@pytest.fixture
def dlprep(tmp_path, monkeypatch, capsys):
    """Run `dlprep ...` in a bank of a folder with a blank in its name; `write` adds an exercise."""
    folder = tmp_path / "my bank"
    (folder / "exercises" / "numbers").mkdir(parents=True)
    (folder / "reference").mkdir()
    monkeypatch.chdir(folder)

    def run(*arguments):
        capsys.readouterr()
        code = call([str(argument) for argument in arguments])
        return Told(int(code), *capsys.readouterr())

    def write(name, *changes, reference=()):
        (folder / "exercises" / "numbers" / f"{name}.yaml").write_text(changed(EXERCISE, changes), encoding="utf-8")
        (folder / "reference" / "numbers.py").write_text(changed(REFERENCE, reference), encoding="utf-8")

    run.write = write
    return run


def test_with_a_bank_an_author_s_plain_id_is_that_of_the_bank(dlprep):
    dlprep.write("dot-product")
    assert "my bank/dot-product: numbers" in dlprep("--bank", ".", "author", "preview", "dot-product").out
    assert "my bank/dot-product: numbers" in dlprep("author", "preview", "--bank", ".", "dot-product").out
    told = dlprep("--bank", ".", *QUICK, "dot-product")
    assert told.out.startswith("my bank/dot-product   holds so far, the mutants were left out"), told


def test_without_it_the_folder_is_said_to_be_a_bank(dlprep):
    dlprep.write("dot-product")
    for key in ("dot-product", "unheard-of"):
        told = dlprep("author", "check", key)
        assert told.code == ExitCode.USAGE
        assert f"this folder is a bank; to mean it: dlprep --bank . author check {key}" in told.err
    assert "dlprep --bank . author check --all" in dlprep("author", "check", "--all").err
    assert "my bank/dot-product" not in dlprep("author", "preview", "stable-softmax").out


def test_a_learner_s_plain_id_is_the_built_in_one_and_that_is_said(dlprep):
    dlprep.write("dot-product")
    told = dlprep("--bank", ".", "show", "dot-product")
    assert "dot-product is the built-in exercise; that of your bank is my bank/dot-product" in told.err
    assert "dot-product: linear-algebra" in told.out


def test_commands_to_type_next_name_the_bank_and_can_be_typed(dlprep):
    dlprep.write("clipped")
    assert "dlprep --bank . check 'my bank/clipped'" in dlprep("--bank", ".", "next", "clipped").out
    assert "Check it:       dlprep check 'my bank/clipped'" in Path("solutions/my bank/clipped.py").read_text(encoding="utf-8")
    assert "next     dlprep --bank . next 'my bank/clipped'" in dlprep("--bank", ".", "log", "clipped").out
    assert "dlprep --bank . solution 'my bank/clipped' --give-up" in dlprep("--bank", ".", "solution", "clipped").err
    told = dlprep("check", "my bank/clipped")
    assert "if my bank is a bank of yours, name its folder: dlprep --bank DIR ..., or once in .dlprep/config.toml" in told.err


@pytest.mark.parametrize("needs", ["softmax", "clipped", "other"])
def test_what_one_exercise_needs_is_proved_with_it(dlprep, needs):
    dlprep.write("other", ("minutes: 5", "minutes: 5\nneeds: [clipped]"))
    dlprep.write("broken", ("minutes: 5", "minutes: five"))
    dlprep.write("clipped", ("minutes: 5", f"minutes: 5\nneeds: [{needs}]"))
    told = dlprep("--bank", ".", *QUICK, "clipped")
    assert told.code == ExitCode.BANK_INVALID
    assert "clipped.yaml:6:9  needs[0]" in told.err
    assert "broken" not in told.err


def test_faults_of_others_are_not_those_of_an_exercise(dlprep):
    dlprep.write("broken", ("minutes: 5", "minutes: five"))
    dlprep.write("clipped", ("minutes: 5", "minutes: 5\nneeds: [broken]"))
    assert dlprep("--bank", ".", *QUICK, "clipped").code == ExitCode.ACCEPTED


def test_what_a_reference_prints_is_told_and_leaves_json_alone(dlprep):
    dlprep.write("clipped", reference=[("    mean = np", '    print("hi")\n    mean = np')])
    told = dlprep("--bank", ".", *QUICK, "clipped", "--json")
    assert told.out.startswith('{"schema"')
    assert '"name": "the bank\'s code prints nothing", "holds": true, "detail": "it printed `hi' in told.out


def test_a_reference_that_does_not_end_is_a_fault_of_the_bank(dlprep, monkeypatch):
    from functools import partial

    from grader.bank.guarding import guarded

    monkeypatch.setattr("grader.bank.functions._guarded", partial(guarded, longest=0.5))
    dlprep.write("clipped", reference=[("    mean = np", "    while len(x) > 2:\n        pass\n    mean = np")])
    told = dlprep("--bank", ".", *QUICK, "clipped")
    assert told.code == ExitCode.BANK_INVALID
    assert "the reference gives no result within 0.5 s on case" in told.out


def test_a_generator_that_fails_is_a_fault_of_the_bank(dlprep):
    change = ("import numpy as np\n", "import numpy as np\n\n\ndef gen(draw, dims, inputs):\n    return {}['x']\n")
    dlprep.write("clipped", ("x: {shape: [N], range: [-3, 3], nice: [1]}", "x: {draw: numbers.gen}"), reference=[change])
    told = dlprep("--bank", ".", *QUICK, "clipped")
    assert told.code == ExitCode.BANK_INVALID
    assert "inputs.x.draw: found the generator fails: KeyError: 'x'" in told.out
    assert dlprep("--bank", ".", "next", "my bank/clipped").code == ExitCode.ACCEPTED
    told = dlprep("--bank", ".", "check", "reference/numbers.py", "--exercise", "my bank/clipped")
    assert told.code == ExitCode.BANK_INVALID
    assert "the generator fails" in told.err
