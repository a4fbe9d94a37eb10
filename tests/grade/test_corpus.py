"""Every right answer of the corpus passes, every wrong one is rejected, and each known mistake is told by name, however written."""

import re
from pathlib import Path

import pytest

from grader import check_answer, load_bank
from grader.model.enums import Verdict

CORPUS = Path(__file__).parent.parent / "corpus"
RIGHT = sorted(CORPUS.glob("*/right/*.py"))
WRONG = sorted(CORPUS.glob("*/wrong/*.py"))
EXPECT = re.compile(r"# expect: (?P<verdict>[A-Z_]+)(?: (?P<code>\S+))?")


def name(path):
    return f"{path.parent.parent.name}-{path.stem}"


def check(path, seed=1):
    return check_answer(load_bank().exercise(path.parent.parent.name), path, seed=seed)


@pytest.mark.parametrize("path", RIGHT, ids=name)
def test_right(path):
    report = check(path)
    assert report.verdict is Verdict.PASS, report.findings[:1]
    assert all(result.outcome == "passed" for result in report.checks)


@pytest.mark.parametrize("path", WRONG, ids=name)
def test_wrong(path):
    expected = EXPECT.match(path.read_text().splitlines()[0])
    report = check(path)
    assert report.verdict is Verdict[expected["verdict"]], report.findings[:1]
    if expected["code"]:
        assert report.diagnosis is not None, report.findings[:1]
        assert report.diagnosis.code == expected["code"]


def test_every_listed_mistake_is_in_the_corpus_twice():
    for exercise in (load_bank().exercise(folder.name) for folder in CORPUS.iterdir() if (folder / "wrong").is_dir()):
        heads = [path.read_text().splitlines()[0] for path in (CORPUS / exercise.id / "wrong").glob("*.py")]
        codes = [EXPECT.match(head)["code"] for head in heads]
        for mistake in exercise.content.mistakes:
            code = "mistake:" + re.sub(r"[^a-z0-9]+", "-", mistake.name.lower()).strip("-")
            assert codes.count(code) >= 2, f"{exercise.id}: {code}"
