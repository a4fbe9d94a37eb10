"""A bank of one exercise, made in a temporary folder, with a reference to be changed."""

import pytest
from small_bank import EXERCISE, REFERENCE, changed

from grader.bank import load_file


@pytest.fixture
def bank(tmp_path):
    """Writes a bank; returns its exercise. `exercise` and `reference` are pairs of texts to replace."""

    def write(exercise=(), reference=()):
        texts = {"exercises/numbers/clipped-mean.yaml": (EXERCISE, exercise), "reference/numbers.py": (REFERENCE, reference)}
        for name, (text, changes) in texts.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(changed(text, changes), encoding="utf-8")
        return load_file(tmp_path / "exercises/numbers/clipped-mean.yaml", tmp_path)

    return write
