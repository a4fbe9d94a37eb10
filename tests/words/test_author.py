"""What an author reads of a faulty bank."""

import pytest

from grader.model.errors import Fault
from grader.words import author

FULL = Fault(
    file="exercises/numerics/x.yaml",
    line=12,
    column=5,
    path="inputs.x.range[1]",
    found="the text '1e-6x'",
    expected="a number",
    hint="did you mean 1e-6?",
)


def test_a_fault_is_a_block_that_names_place_and_path_first():
    assert author.fault_block(FULL).splitlines() == [
        "exercises/numerics/x.yaml:12:5  inputs.x.range[1]",
        "  found     the text '1e-6x'",
        "  expected  a number",
        "  hint      did you mean 1e-6?",
    ]


@pytest.mark.parametrize(
    ("fault", "place"),
    [
        (Fault(file="a.yaml"), "a.yaml"),
        (Fault(file="a.yaml", line=3), "a.yaml:3"),
        (Fault(file="a.yaml", column=3), "a.yaml"),
        (Fault(file="a.yaml", line=3, column=4), "a.yaml:3:4"),
    ],
)
def test_a_place_says_what_is_known(fault, place):
    assert author.place(fault) == place
    assert author.fault_block(fault) == place


def test_long_texts_are_wrapped_below_themselves():
    block = author.fault_block(Fault(file="a.yaml", found="word " * 40, expected="`" + "x" * 90 + "`"), width=40)
    lines = block.splitlines()
    assert lines[1].startswith("  found     word")
    assert all(line.startswith(" " * 12) for line in lines[2:-1] if not line.startswith("  expected"))
    assert all(len(line) <= 40 for line in lines if "x" * 90 not in line)
    assert "`" + "x" * 90 + "`" in lines[-1]


def test_text_of_the_file_cannot_reach_the_terminal():
    block = author.fault_block(Fault(file="a.yaml", found="the text '\x1b[31mred\x07\nnext'"))
    assert "\x1b" not in block
    assert block.splitlines()[1] == "  found     the text 'red\\x07 next'"


def test_a_report_ends_with_the_number_of_faults():
    report = author.fault_report([FULL, Fault(file="a.yaml", found="nothing"), Fault(file="a.yaml", found="nothing")])
    assert report.split("\n\n")[-1] == "3 faults in 2 files"
    assert author.count([FULL]) == "1 fault in 1 file"
    assert author.no_faults(1) == "1 exercise, no fault"
    assert author.no_faults(4) == "4 exercises, no fault"
