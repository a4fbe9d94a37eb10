"""Keys, types, bounds and closed words: every fault of a file at once, each with path, found, expected and the nearest word."""

import pytest
from sketch_bank import EVERYTHING, SOFTMAX

INPUT_KEYS = "a mapping with keys such as kind, shape, shapes, range, extreme or log"


FORMS = "`code`, `debug`, `derive`, `predict` or `choice`"


@pytest.mark.parametrize(
    ("old", "new", "place", "path", "found", "expected", "hint"),
    [
        ("title: Stable softmax", "title: 42", "4:8", "title", "the number 42", "a text", "put it between quotes"),
        ("title: Stable softmax", "title:", "4:7", "title", "nothing", "a text", "give a value, or remove the key"),
        ("title: Stable softmax", "title: '  '", "4:8", "title", "the text ''", "a text", ""),
        ("minutes: 10", "minutes: 10.0", "6:10", "minutes", "the number 10.0", "a whole number from 1 to 240", ""),
        ("minutes: 10", "minutes: 241", "6:10", "minutes", "the number 241", "a whole number from 1 to 240", ""),
        ("minutes: 10", "minutes: ten", "6:10", "minutes", "the text 'ten'", "a whole number from 1 to 240", ""),
        ("minutes: 10", "minutes: true", "6:10", "minutes", "true", "a whole number from 1 to 240", ""),
        (
            "difficulty: easy",
            "difficulty: eesy",
            "5:13",
            "difficulty",
            "the text 'eesy'",
            "`easy`, `medium` or `hard`",
            "did you mean `easy`?",
        ),
        ("form: code", "form: Code", "3:7", "form", "the text 'Code'", FORMS, "did you mean `code`?"),
        ("form: code\n", "", "2:1", "form", "nothing", FORMS, ""),
        ("format: 1", "format: '1'", "2:9", "format", "the text '1'", "the number 1", ""),
        ("[-5, 5]", "[-5]", "15:12", "inputs.x.range", "a list of 1", "a list of 2, each a number or a text", ""),
        ("[-5, 5]", "[true, 5]", "15:13", "inputs.x.range[0]", "true", "a number or a text", "put it between quotes"),
        ("[-5, 5]", "-5", "15:12", "inputs.x.range", "the number -5", "a list of 2, each a number or a text", ""),
        ("[N], [B", "[-1], [B", "14:15", "inputs.x.shapes[0][0]", "the number -1", "a whole number of at least 0", ""),
        ("  axis: {axis_of: x}", "  axis: x", "18:9", "inputs.axis", "the text 'x'", INPUT_KEYS, ""),
        (
            "needs: [log-sum-exp]",
            "needs: log-sum-exp",
            "7:8",
            "needs",
            "the text 'log-sum-exp'",
            "a list",
            "put it between brackets: `[...]`, or on a line of its own behind `- `",
        ),
        (
            "reference: numerics.softmax",
            "reference: softmax",
            "23:12",
            "reference",
            "the text 'softmax'",
            "a name such as `numerics.softmax`",
            "",
        ),
        (
            "preserve",
            "presrve",
            "24:19",
            "contract.dtype",
            "the text 'presrve'",
            "`any`, `float32`, `float64` or `preserve`",
            "did you mean `preserve`?",
        ),
    ],
)
def test_a_wrong_value_says_what_it_is_and_what_it_should_be(faults, old, new, place, path, found, expected, hint):
    (fault,) = faults((old, new))
    assert (f"{fault.line}:{fault.column}", fault.path) == (place, path)
    assert (fault.found, fault.expected, fault.hint) == (found, expected, hint)


@pytest.mark.parametrize(
    ("old", "new", "path", "hint"),
    [
        ("hints:", "hint:", "hint", "did you mean `hints`?"),
        ("edge_cases:", "edge-cases:", "edge-cases", "did you mean `edge_cases`?"),
        ("    range:", "    rnage:", "inputs.x.rnage", "did you mean `range`?"),
        ("warnings: none", "warning: none", "contract.warning", "did you mean `warnings`?"),
        ("title: S", "id: softmax\ntitle: S", "id", "the id is the name of the file"),
        ("title: S", "description: softmax\ntitle: S", "description", "did you mean `ask`?"),
        ("title: S", "colour of it: red\ntitle: S", '["colour of it"]', ""),
    ],
)
def test_an_unknown_key_names_the_nearest_one(faults, old, new, path, hint):
    (fault,) = faults((old, new))
    assert fault.path == path
    assert fault.found.startswith("the unknown key")
    assert fault.hint == hint


@pytest.mark.parametrize(
    "key", ["format", "form", "title", "difficulty", "minutes", "ask", "function", "inputs", "returns", "reference"]
)
def test_a_missing_key_is_told_with_its_type(root, faults, key):
    path = root / SOFTMAX
    lines = path.read_text().splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = next(i for i in range(start + 1, len(lines)) if not lines[i].startswith(" "))
    path.write_text("".join(lines[:start] + lines[end:]))
    missing = [fault for fault in faults() if fault.path == key]
    assert [fault.found for fault in missing] == ["nothing"]
    assert key in missing[0].expected or key == "form"


def test_a_key_inside_a_list_of_mappings_is_placed_at_its_entry(faults):
    missing, unknown = faults(("    says: |", "    advice: |"))
    assert (missing.path, missing.found, missing.expected, missing.line) == ("mistakes[0].says", "nothing", "`says`: a text", 37)
    assert (unknown.path, unknown.hint, unknown.line) == ("mistakes[0].advice", "", 41)


def test_a_misspelt_key_is_told_once_and_not_as_missing_too(faults):
    found = faults(("    says: |", "    say: |"), ("function: softmax", "functoin: softmax"))
    assert [(fault.path, fault.hint) for fault in found] == [
        ("functoin", "did you mean `function`?"),
        ("mistakes[0].say", "did you mean `says`?"),
    ]


def test_a_later_format_is_said_first_and_alone(faults):
    (fault,) = faults(("format: 1", "format: 2"), ("title:", "titel:"), ("minutes: 10", "minutes: many"))
    assert (fault.path, fault.found, fault.expected) == ("format", "the number 2", "the number 1")
    assert "upgrade dlprep" in fault.hint


def test_faults_of_every_sort_are_told_in_one_run_in_the_order_of_the_file(faults):
    found = faults(
        ("minutes: 10", "minutes: 0"),
        ("range: [-5, 5]", "range: [5, -5]"),
        ("contract: {dtype: preserve", "contract: {dtype: keep"),
        ("x: [7.0]", "x: [7.0, [1.0]]"),
        ("sum(out, axis=axis)", "sum(oot, axis=axis)"),
        ("return e / e.sum", "return e // / e.sum"),
        ("sources:", "source:"),
    )
    assert [fault.path for fault in found] == [
        "minutes", "inputs.x.range", "contract.dtype", "edge_cases[0].x[1]", "properties[0].holds", "mistakes[0].code", "source",
    ]  # fmt: skip


def test_a_broken_part_does_not_hide_faults_beside_it(faults):
    found = faults(
        ("shapes: [[N], [B, N], [A, B, N]]", "shapes: 3"),
        ("extreme: [-2000, 2000]", "extreme: [2000, 1]"),
        ("axis_of: x", "axis_of: X"),
    )
    assert [fault.path for fault in found] == ["inputs.x.shapes", "inputs.x.extreme", "inputs.axis.axis_of"]


def test_a_broken_part_causes_no_faults_elsewhere(faults):
    assert [fault.path for fault in faults(("inputs:\n", "inputs: 3\nx_inputs:\n"))] == ["inputs", "x_inputs"]
    assert [fault.path for fault in faults(("dims: {A: 1..3, B: 1..6, N: 1..6}", "dims: [A, B, N]"), file=SOFTMAX)][
        -1
    ] != "inputs.x.shapes"


@pytest.mark.parametrize(
    ("old", "new", "path", "expected"),
    [
        ("at_most: 5", "at_most: 1", "speed.at_most", "a number above 1"),
        ("seconds: 5,", "seconds: .nan,", "limits.seconds", "a number above 0 and at most 600"),
        ("memory_mb: 256", "memory_mb: 1", "limits.memory_mb", "a whole number of at least 64"),
        ("hints: [one, two, three]", "hints: [one, two, three, four]", "hints", "a list of at most 3"),
        ("patch: [return loss, return 2 * loss]", "patch: return loss", "mistakes[0].patch", "a list of 2, each a text"),
        ("{ask: Why?, answer: Because.}", "{ask: Why?}", "interview[0].answer", "`answer`: a text"),
        ("log: true", "log: yes", "inputs.X.log", "true or false"),
        ("special: [0, .inf]", "special: [0, '1']", "inputs.W.special[1]", "a number"),
        ("at_most: 5", "at_most: 1" + "0" * 400, "speed.at_most", "a number above 1"),
        ("start: |", "begin: |", "start", "`start`: a text"),
    ],
)
def test_bounds_and_lengths_are_said(faults, old, new, path, expected):
    found = {fault.path: fault.expected for fault in faults((old, new), file=EVERYTHING)}
    assert found[path] == expected
