"""The JSON Schema says what the loader does, and explains every key."""

import json
import random
import sys
from pathlib import Path

import jsonschema
import pytest
from sketch_bank import EVERYTHING, SKETCH, SOFTMAX

from grader.bank import json_schema
from grader.bank.decoding import decode
from grader.bank.node import Faults
from grader.bank.reading import read_tree


@pytest.fixture(scope="module")
def schema():
    return json_schema()


def accepted(text):
    """Whether the loader finds no fault of structure."""
    tree, broken = read_tree(text.encode(), "file.yaml")
    faults = Faults("file.yaml", tree)
    decode(tree, faults)
    return not broken and not faults.found, tree.plain


def test_it_is_a_schema_that_can_be_printed(schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema


def test_every_key_is_explained_or_speaks_for_itself(schema):
    struct = schema["$defs"]["Input"]
    assert struct["properties"]["log"]["description"].startswith("Draw evenly on a logarithmic scale")
    assert struct["description"].startswith("One argument of the function")
    assert (
        schema["$defs"]["DebugContent"]["properties"]["dims"]["description"]
        == schema["$defs"]["CodeContent"]["properties"]["dims"]["description"]
    )


def test_closed_words_and_bounds_are_in_it(schema):
    code = schema["$defs"]["CodeContent"]["properties"]
    assert schema["$defs"]["Difficulty"]["enum"] == ["easy", "hard", "medium"]
    assert (code["minutes"]["minimum"], code["minutes"]["maximum"]) == (1, 240)
    assert code["format"]["enum"] == [1]
    assert schema["$defs"]["CodeContent"]["additionalProperties"] is False


def test_the_files_of_the_bank_keep_it(schema):
    validator = jsonschema.Draft202012Validator(schema)
    for file in (SOFTMAX, EVERYTHING):
        tree, _ = read_tree((SKETCH / file).read_bytes(), file)
        assert list(validator.iter_errors(tree.plain)) == []


def test_a_key_without_a_value_is_refused_by_both(schema):
    text = (SKETCH / SOFTMAX).read_text().replace("needs: [log-sum-exp]", "second:")
    sound, data = accepted(text)
    assert not sound
    assert not jsonschema.Draft202012Validator(schema).is_valid(data)


@pytest.mark.parametrize("seed", range(4))
def test_loader_and_schema_refuse_the_same_files(schema, seed, monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
    from injection.structure import STRUCTURE
    from injection.writing import write

    rng = random.Random(seed)
    validator = jsonschema.Draft202012Validator(schema)
    tried = refused = 0
    while tried < 60:
        file = rng.choice([SOFTMAX, EVERYTHING])
        tree, _ = read_tree((SKETCH / file).read_bytes(), file)
        data = tree.plain
        kind = rng.choice(sorted(STRUCTURE))
        if not STRUCTURE[kind](data, rng) or whole_or_blank(data):
            continue
        tried += 1
        sound, plain = accepted(write(data, rng))
        refused += not sound
        assert validator.is_valid(plain) == sound, (kind, seed, plain)
    assert refused > 50
    sys.modules.pop("injection", None)


def whole_or_blank(data):
    """What JSON Schema reads otherwise: 1.0 is a whole number there, and a text of blanks is not empty; nan keeps every bound."""
    return data.get("format") == 1.0 or str(data.get("title")).isspace() or "nan" in str(data.get("limits"))
