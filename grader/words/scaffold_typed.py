"""What a new exercise whose answer is typed starts as; each can be loaded as it stands."""

from __future__ import annotations

from typing import Final

from grader.model.enums import Form

HEAD: Final = """\
# yaml-language-server: $schema=../../exercise.schema.json
# Write what is marked, and change what does not fit; `dlprep author format` explains every key.
format: 1
form: {form}
title: {title}
difficulty: easy
minutes: {minutes}
"""
_DERIVE: Final = """\
ask: |
  TODO: what to derive, for instance: the derivative of $f(x) = x e^{{-a x}}$ with respect to $x$.

  - The answer is an expression in $a$ and $x$.

  Example: for a = 2 and x = 0 the answer is `1`.
# TODO: what the answer may name, and which numbers each stands for.
symbols: {{a: positive, x: real}}
# TODO: the answer; any other form of it is right as well.
answer: (1 - a*x)*exp(-a*x)
# sympy has to come to the same; take this out where the answer is no derivative.
derivative: {{of: x*exp(-a*x), wrt: x}}
alternatives:
  - exp(-a*x) - a*x*exp(-a*x)
mistakes:
  - name: TODO
    answer: exp(-a*x)
    says: |
      TODO: what is wrong with it and why, and not the solution.
"""
_PREDICT: Final = """\
ask: |
  TODO: what to predict. The numbers {{{{a}}}} and {{{{b}}}} are drawn anew for every question.

  - The answer is a whole number.

  Example: for a = 2 and b = 3 the answer is `6`.
params:
  a: {{range: [2, 9]}}
  b: {{range: [2, 9]}}
# TODO: how the answer follows from them.
answer: a * b
# Comes to the same by another way.
reference: {module}.{function}
mistakes:
  - name: TODO
    answer: a + b
    says: |
      TODO: what is wrong with it and why, and not the solution.
"""
_CHOICE: Final = """\
ask: |
  TODO: the question, to which one of the options is the answer.
right:
  - "TODO: the right option"
wrong:
  - text: "TODO: a wrong option, such as one meets"
    says: "TODO: why it is wrong, without naming the right one"
  - text: "TODO: another one"
    says: "TODO: why it is wrong"
  - text: "TODO: a third one"
    says: "TODO: why it is wrong"
  - text: "TODO: a fourth one"
    says: "TODO: why it is wrong"
"""
TYPED: Final = {Form.DERIVE: _DERIVE, Form.PREDICT: _PREDICT, Form.CHOICE: _CHOICE}
WITNESS: Final = '''

def {function}(a, b):
    """TODO: what it computes, by another way than the exercise.

    Args:
        a: As drawn.
        b: As drawn.

    Returns:
        The answer.
    """
    raise NotImplementedError
'''
