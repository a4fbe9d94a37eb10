"""Formulas that cannot be read are told with their line."""

import pytest

from grader.author.formulas import formulas
from grader.bank import open_bank


@pytest.mark.parametrize(
    ("new", "holds", "said"),
    [
        (r"the mean $\frac{\mu_i$ of", False, "braces"),
        (r"the mean $\sigmma_i$ of", True, r"`\sigmma`"),
        (r"the mean $\mu_i of", False, "`$`"),
    ],
)
def test_a_formula_that_cannot_be_read_is_told(bank, new, holds, said):
    [step] = formulas(bank([("the mean of", new)]))
    assert step.holds is holds
    assert said in step.detail
    assert "clipped-mean.yaml:6:6  ask" in step.more[0]


def test_code_and_written_dollars_are_no_formulas(bank):
    assert list(formulas(bank([("the mean of", r"the mean (`$x`, \$5, $\mu$) of")]))) == []


def test_every_formula_of_the_built_in_bank_can_be_read():
    assert [(one.key, step) for one in open_bank().load_all() for step in formulas(one)] == []
