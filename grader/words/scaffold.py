"""What a new exercise starts as: YAML and reference, with a mark at everything that is left to write."""

from __future__ import annotations

from typing import Final

from grader.model.enums import Form
from grader.words.scaffold_typed import HEAD, TYPED, WITNESS

MARK: Final = "TODO"
"""Stands where something is to be written; an exercise that holds it does not prove itself."""
SCHEMA_FILE: Final = "exercise.schema.json"
"""Beside `exercises/`: what an editor completes and validates by."""

_CODE: Final = """\
ask: |
  TODO: what to compute, with formulas between dollars: $y = \\sum_i x_i$. Then shapes, dtypes, conventions, what raises.

  - `x` has shape (N,), float64.
  - The result is a number.

  Example: `{function}(np.array([1.0, 2.0]))` is `TODO`.
function: {function}(x)
dims: {{N: 1..6}}
inputs:
  x: {{shape: [N], range: [-5, 5], nice: [1]}}
# TODO: the definition, as the book writes it.
truth: |
  y = sum(x)
returns: y
reference: {module}.{function}
edge_cases:
  - name: one number
    x: [2.0]
mistakes:
  - name: TODO
    code: |
      return 0.0
    says: |
      TODO: what is wrong with it and why, and not the solution.
"""
_START: Final = """\
# TODO: code that looks right and fails.
start: |
  import numpy as np


  def {function}(x):
      return 0.0
"""
_HEAD: Final = '''\
"""References of the track {track}: NumPy only, shown beside an answer that passed."""

from __future__ import annotations

import numpy as np
'''
_FUNCTION: Final = '''

def {function}(x):
    """TODO: what it computes, and where the formula is from.

    Args:
        x: (N,), float64.

    Returns:
        A number.
    """
    raise NotImplementedError
'''


def exercise_text(exercise_id: str, module: str, form: Form) -> str:
    """The YAML of a new exercise; it can be loaded as it stands."""
    function = function_of(exercise_id)
    text = HEAD + TYPED.get(form, _CODE) + (_START if form is Form.DEBUG else "")
    title = exercise_id.replace("-", " ").capitalize()
    return text.format(form=form.value, title=title, minutes=5 if form.typed else 10, function=function, module=module)


def reference_head(track: str) -> str:
    """What a file of references begins with."""
    return _HEAD.format(track=track)


def reference_function(exercise_id: str, form: Form) -> str:
    """The function of a new exercise, two lines below what stands before it."""
    return (WITNESS if form.typed else _FUNCTION).format(function=function_of(exercise_id))


def function_of(exercise_id: str) -> str:
    """The name of its function."""
    return exercise_id.replace("-", "_")


def bad_id(given: str, kind: str) -> str:
    return f"{given} cannot be {kind}: lowercase words and hyphens, such as running-mean"


def bad_name(given: str, function: str) -> str:
    reason = "a module, a word of Python or what every file of references uses"
    return f"{given} cannot be an id: its function would be called {function}, the name of {reason}; say more, as in {given}-value"


def id_taken(exercise_id: str, path: str) -> str:
    return f"there is an exercise {exercise_id} already: {path}"


def function_taken(function: str, path: str) -> str:
    return f"{path} has something called {function} already; choose another id, or write the exercise's YAML yourself"


def no_track() -> str:
    return "say which track it belongs to: --track NAME"


def unknown_track(track: str, known: list[str], nearest: str) -> str:
    hint = f"did you mean {nearest}? To begin the other one: mkdir exercises/{track}"
    return f"this bank has no track {track}, only {', '.join(known)}; {hint}"


def not_python(path: str) -> str:
    return f"{path} is no Python file that can be read; nothing was written"


def wrote(path: str, *, created: bool) -> str:
    return f"wrote {path}" if created else f"added to {path}"


def next_step(path: str, command: str, *, reference: bool) -> str:
    return f"write what is marked {MARK} in {path}{' and its reference' if reference else ''}, then: {command}"


def unwritten(places: dict[str, list[int]]) -> str:
    """Where marks are left, line by line of each file."""
    files = [f"{file} line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}" for file, lines in places.items()]
    return f"{MARK} is left in {'; '.join(files)}"


def no_mistakes() -> str:
    return "none is known; list the wrong answers that you have seen, with what to say about each"
