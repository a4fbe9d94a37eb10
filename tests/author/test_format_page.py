"""Every whole exercise of docs/format.md, copied into a bank, proves itself."""

import re
from pathlib import Path

import pytest

from grader.author import Wish, prove
from grader.bank import load_file

PAGE = (Path(__file__).parents[2] / "docs/format.md").read_text(encoding="utf-8")
WHOLE = re.findall(r"```yaml\n(format: 1\n.*?)```", PAGE, re.DOTALL)
REFERENCES = dict(re.findall(r"```python\n# reference/(\w+)\.py\n(.*?)```", PAGE, re.DOTALL))
MORE = {"optimization": "def largest_stable_rate(a, b):\n    return min(1 / a, 1 / b)\n"}
"""References that the page names and does not show."""


def test_there_are_as_many_as_the_page_seems_to_have():
    assert [re.search("form: (.*)", text)[1] for text in WHOLE] == ["code", "derive", "predict"]


@pytest.mark.parametrize("text", WHOLE, ids=lambda text: re.search("form: (.*)", text)[1])
def test_a_whole_exercise_proves_itself(tmp_path, text):
    for name, source in {**REFERENCES, **MORE}.items():
        (tmp_path / "reference").mkdir(exist_ok=True)
        (tmp_path / "reference" / f"{name}.py").write_text(source, encoding="utf-8")
    file = tmp_path / "exercises/pages/one.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    proof = prove(load_file(file, tmp_path), seeds=(1,), wish=Wish(mutants=False))
    assert proof.holds, [step for step in proof.steps if not step.holds]
