"""What the fields of one file mean together: each row breaks one thing and names the path, what is said and the hint."""

import pytest
from sketch_bank import EVERYTHING, SOFTMAX

SOFTMAX_ROWS = [
    # function, dims, inputs
    ("function: softmax(", "function: soft_max(", "reference", "`function` asks for `soft_max`", "rename one of the two"),
    ("softmax(x, axis=-1)", "softmax(x", "function", "`softmax(x`", ""),
    ("softmax(x, axis=-1)", "softmax(*x, axis=-1)", "function", "softmax(*x", "plain parameters only: no *, ** or /"),
    ("softmax(x, axis=-1)", "softmax(x, x, axis=-1)", "function", "the parameter `x` twice", ""),
    ("softmax(x, axis=-1)", "softmax(x, axis=[1])", "function", "the default `[1]`", ""),
    ("softmax(x, axis=-1)", "softmax(x, y, axis=-1)", "inputs.y", "nothing", ""),
    ("softmax(x, axis=-1)", "softmax(X, axis=-1)", "inputs.X", "nothing", "the input `x` is no parameter: is it the same?"),
    ("softmax(x, axis=-1)", "softmax(x)", "inputs.axis", "the input `axis`", ""),
    ("softmax(x, axis=-1)", "softmax(x, N, axis=-1)", "inputs.N", "nothing", "`N` is a dim"),
    ("A: 1..3", "A: 3..1", "dims.A", "`3..1`", "did you mean `1..3`?"),
    ("A: 1..3", "A: 1-3", "dims.A", "`1-3`", ""),
    ("A: 1..3", "A: -1", "dims.A", "`-1`", ""),
    ("A: 1..3", "A b: 1..3", 'dims["A b"]', "the name 'A b'", ""),
    ("A: 1..3", "A: 1..3, x: 2", "inputs.x", "the name `x`, which is a dim too", ""),
    ("A: 1..3", "A: 1..3, out: 2", "dims.out", "the name `out`", ""),
    ("[B, N]", "[B, M]", "inputs.x.shapes[1][1]", "the unknown name `M`", ""),
    ("[B, N]", "[B, 'N,']", "inputs.x.shapes[1][1]", "`N,`, which is several", "the decimal point is a `.`"),
    ("[B, N]", "[B, N == 1]", "inputs.x.shapes[1][1]", "`N == 1`", ""),
    ("shapes: [[N], [B, N], [A, B, N]]", "shapes: []", "inputs.x.shapes", "an empty list", ""),
    ("    range:", "    shape: [N]\n    range:", "inputs.x.shapes", "`shapes` beside `shape`", ""),
    ("[-5, 5]", "[5, -5]", "inputs.x.range", "[5, -5]", "did you mean [-5, 5]?"),
    ("[-5, 5]", "[.nan, 5]", "inputs.x.range[0]", "the number .nan", ""),
    ("[-5, 5]", "[-.inf, 5]", "inputs.x.range[0]", "the number -.inf", ""),
    ("[-5, 5]", "['1,5', 5]", "inputs.x.range[0]", "`1,5`, which is several", "the decimal point is a `.`"),
    ("[-5, 5]", "[1e-6x, 5]", "inputs.x.range[0]", "`1e-6x`", ""),
    ("[-5, 5]", "[axis, 5]", "inputs.x.range[0]", "the unknown name `axis`", ""),
    ("    range: [-5, 5]\n", "    log: true\n", "inputs.x.range", "nothing", ""),
    ("    range: [-5, 5]", "    log: true\n    range: [0, 5]", "inputs.x.range[0]", "the number 0", ""),
    ("[float64, float32, int64]", "[float64, float64]", "inputs.x.dtypes[1]", "`float64` a second time", ""),
    ("    range: [-5, 5]", "    kind: one-hot", "inputs.x.extreme", "`extreme` with the kind `one-hot`", ""),
    ("    range: [-5, 5]", "    kind: spd\n    range: [1, 5]", "inputs.x.shapes[0]", "a list of 1", ""),
    ("    range: [-5, 5]", "    classes: 3\n    range: [-5, 5]", "inputs.x.classes", "`classes` with the kind `real`", ""),
    ("axis_of: x", "axis_of: X", "inputs.axis.axis_of", "the text 'X'", "did you mean `x`?"),
    ("axis_of: x", "axis_of: axis", "inputs.axis.axis_of", "the text 'axis'", ""),
    ("axis_of: x", "axis_of: x, choices: [0]", "inputs.axis.axis_of", "`axis_of` beside `choices`", ""),
    ("axis_of: x", "choices: []", "inputs.axis.choices", "an empty list", ""),
    ("axis_of: x", "kind: label", "inputs.axis.classes", "nothing", ""),
    ("axis_of: x", "kind: symmetric", "inputs.axis.shape", "nothing", ""),
    ("axis_of: x", "kind: rng, shape: [N]", "inputs.axis.shape", "a shape", ""),
    # truth and what comes back
    ("e = exp(x)", "e = exq(x)", "truth", "the unknown function `exq`", "did you mean `exp`?"),
    ("e = exp(x)", "e = exp(X)", "truth", "the unknown name `X`", ""),
    ("e = exp(x)", "e = exp(x", "truth", "'(' was never closed", ""),
    ("e = exp(x)", "x = exp(x)", "truth", "a line that assigns to `x`", ""),
    ("e = exp(x)", "import os", "truth", "line 1: `import os`", ""),
    ("e = exp(x)", "e = x.__class__", "truth", "`.__class__`", ""),
    ("returns: p", "returns: q", "returns", "the text 'q'", ""),
    ("returns: p", "returns: [p, q]", "returns[1]", "the text 'q'", ""),
    ("returns: p", "returns: []", "returns", "an empty list", ""),
    ("returns: p", "returns: 3", "returns", "the number 3", ""),
    ("returns: p", "returns: {grads: p}", "returns", "a mapping with the keys grads", "did you mean `grad`?"),
    ("returns: p", "returns: {grad: p}", "returns.wrt", "nothing", ""),
    ("returns: p", "returns: {grad: p, wrt: [x, z]}", "returns.wrt[1]", "the text 'z'", ""),
    ("returns: p", "returns: {jacobian: p, wrt: x, over: first}", "returns.over", "the text 'first'", ""),
    ("returns: p", "returns: {grad: p, wrt: x, with: 3}", "returns.with", "the unknown key `with`", ""),
    ("returns: p", "returns: {dict: {}}", "returns.dict", "an empty mapping", ""),
    ("returns: p", "returns: {dict: {a: p, b: q}}", "returns.dict.b", "the text 'q'", ""),
    ("returns: p", "returns: {shape: [N]}", "returns.shape", "`shape`", ""),
    # reference and code
    ("numerics.softmax", "numerics.softmx", "reference", "has no function `softmx`", "did you mean `numerics.softmax`?"),
    ("numerics.softmax", "numeric.softmax", "reference", "there is no file reference/numeric.py", "did you mean `numerics`?"),
    ("numerics.softmax", "numerics.logsumexp", "reference", "`logsumexp(x)`", ""),
    ("softmax(x, axis=-1)", "softmax(x, axis=0)", "reference", "`softmax` with the default `axis=-1`", ""),
    ("return e / e.sum", "return e // / e.sum", "mistakes[0].code", "line 2: `return e // / e.sum", ""),
    ("return e / e.sum", "if True:\n      return e / e.sum", "mistakes[0].code", "expected an indented block", ""),
    (
        "      e = np.exp(x)\n      return",
        "      def sofmax(x):\n       return",
        "mistakes[0].code",
        "`def sofmax`",
        "did you mean `softmax`?",
    ),
    ("      e = np.exp(x)\n      return", "      def softmax(x):\n       return", "mistakes[0].code", "`def softmax(x)`", ""),
    ("    says: |", "    patch: [a, b]\n    says: |", "mistakes[0]", "both `code` and `patch`", ""),
    # cases, properties, names
    ("x: [7.0]", "x: [[7.0], [1, 2]]", "edge_cases[0].x[1]", "a list of 2", ""),
    ("x: [7.0]", "x: [7.0, seven]", "edge_cases[0].x[1]", "the text 'seven'", ""),
    ("x: [7.0]", "x: seven", "edge_cases[0].x", "the unknown name `seven`", ""),
    ("x: [7.0]", "x: 7.0", "edge_cases[0].x", "a number", ""),
    ("x: [7.0]", "x: [[[[7.0]]]]", "edge_cases[0].x", "an array of shape [1, 1, 1, 1]", ""),
    ("x: [7.0]", "x: {a: 1}", "edge_cases[0].x", "a mapping with the keys a", ""),
    ("x: [7.0]", "x: {value: [1], dtyp: int8}", "edge_cases[0].x.dtyp", "the unknown key `dtyp`", "did you mean `dtype`?"),
    ("x: [7.0]", "x: {value: [1], as: lists}", "edge_cases[0].x.as", "the text 'lists'", "did you mean `list`?"),
    ("x: [7.0]", "x:", "edge_cases[0].x", "nothing", ""),
    ("x: [7.0]", "y: [7.0]", "edge_cases[0].y", "the unknown key `y`", ""),
    ("x: [7.0]", "x: [7.0]\n    dims: {M: 1}", "edge_cases[0].dims.M", "the unknown dim `M`", ""),
    ("x: [7.0]", "x: [7.0]\n    dims: {N: 2}", "edge_cases[0].x", "an array of shape [1]", ""),
    ("x: [7.0]", "x: [7.0]\n    dims: {N: many}", "edge_cases[0].dims.N", "the text 'many'", ""),
    ("x: [7.0]", "x: [7.0]\n    dtype: float", "edge_cases[0].dtype", "the text 'float'", "did you mean `float64`?"),
    ("x: [7.0]", "x: [7.0]\n    dtype: {X: float64}", "edge_cases[0].dtype.X", "the unknown input `X`", "did you mean `x`?"),
    ("x: [7.0]", "x: [7.0]\n    layout: fortan", "edge_cases[0].layout", "the text 'fortan'", "did you mean `fortran`?"),
    ("x: [7.0]", "x: [7.0]\n    unique: 1", "edge_cases[0].unique", "the number 1", ""),
    ("  - name: one logit\n    x:", "  - x:", "edge_cases[0].name", "nothing", ""),
    ("expect: [1.0, 0.0]", "expect: [1.0, [0.0]]", "edge_cases[1].expect[1]", "a list of 1", ""),
    ("expect: [1.0, 0.0]", "expect: {p: 1}", "edge_cases[1].expect", "a mapping with the keys p", ""),
    ("expect: [1.0, 0.0]", "expect: exp(z)", "edge_cases[1].expect", "the unknown name `z`", ""),
    ("minus infinity is an exact zero", "one logit", "edge_cases[1].name", "the text 'one logit' a second time", ""),
    ("isclose(sum(out,", "isclose(sum(oot,", "properties[0].holds", "the unknown name `oot`", "did you mean `out`?"),
    ("call(x=x + 3.5)", "call(x + 3.5)", "properties[1].holds", "`call(x + 3.5)`", ""),
    ("call(x=x + 3.5)", "call(X=x + 3.5)", "properties[1].holds", "`X=` in `call(...)`", "did you mean `x`?"),
    ("adding a constant changes nothing", "each slice sums to 1", "properties[1].name", "a second time", ""),
    ("title: Stable softmax", 'title: "Stable\\nsoftmax"', "title", "a text of several lines", ""),
    ("[log-sum-exp]", "[log-sum-exp, log-sum-exp]", "needs[1]", "`log-sum-exp` a second time", ""),
]

EVERYTHING_ROWS = [
    ("- N >= C", "- N >= K", "where[0]", "the unknown name `K`", ""),
    ("params: [W, b]", "params: [W, c]", "pack.params[1]", "the text 'c'", ""),
    ("params: [W, b]", "params: [W, b, X]", "pack.params[2]", "the text 'X'", ""),
    ("params: [W, b]", "params: []", "pack.params", "an empty list", ""),
    ("params: [W, b]", "param: [W, b]", "pack.param", "the pack `param`", "did you mean `params`?"),
    ("params: [W, b]", "params: [W, b]\n  X: [W]", "pack.X", "the name `X` twice", ""),
    ("shapes: [[C], [1]]", "shapes: [[C], [1]], kind: simplex, over: all", "inputs.b.range", "`range` with the kind `simplex`", ""),
    ("shapes: [[C], [1]]", "shapes: [[C], [1]], over: all", "inputs.b.over", "`over` with the kind `real`", ""),
    ("W: {shape: [C, D],", "W: {shapes: [[C, D], [C], [D]],", "inputs.b.shapes", "2 shapes", ""),
    ("kind: label, shape: [N], classes: C", "kind: label, shape: [N], classes: K", "inputs.y.classes", "the unknown name `K`", ""),
    ("takes: [z]", "takes: [z z]", "inputs.act.takes[0]", "the text 'z z'", ""),
    ("a * z + b", "a * z + d", "inputs.act.family[1]", "the unknown name `d`", ""),
    (
        "numerics.draw_noise",
        "numerics.draw_nois",
        "inputs.noise.draw",
        "has no function `draw_nois`",
        "did you mean `numerics.draw_noise`?",
    ),
    ("numerics.draw_noise", "numerics.softmax", "inputs.noise.draw", "`softmax(x, axis)`", ""),
    ("noise: [[1.0], [2.0, 3.0]]", "noise: '[ghost]'", "edge_cases[0].noise", "the unknown name `ghost`", ""),
    ("kind: rng", "kind: rng, condition: 3", "inputs.rng.condition", "`condition` with the kind `rng`", ""),
    ("canonical: sign", "canonical: {free: sgn}", "canonical.free", "the text 'sgn'", "did you mean `sign`?"),
    ("canonical: sign", "canonical: {free: sign, vectors: {part: 2}}", "canonical.vectors.part", "the number 2", ""),
    ("canonical: sign", "canonical: {free: sign, follow: [{part: L}]}", "canonical.follow[0].part", "the text 'L'", ""),
    ("canonical: sign", "canonical: {free: sign, values: 0}", "canonical.values", "the number 0", ""),
    ("canonical: sign", "canonical: {free: sign, vectors: {along: axes}}", "canonical.vectors.along", "the text 'axes'", ""),
    ("wrt: [W]", "wrt: [w]", "returns[1].wrt[0]", "the text 'w'", "did you mean `W`?"),
    ("wrt: [W]", "wrt: [rng]", "returns[1].wrt[0]", "the text 'rng'", ""),
    ("numerics.everything_again", "numerics.everything", "second", "the text 'numerics.everything'", ""),
    ("numerics.everything_again", "numerics.softmax", "second", "`softmax(x, axis)`", ""),
    ("{N: 2, D: 2, C: 3}", "{N: 2, C: 3}", "certify[0]", "no length for D", ""),
    ("{N: 100, D: 10, C: 10}", "{N: 100, D: 10, C: -1}", "speed.dims.C", "the number -1", ""),
    ("W: [[1, 2]]", "W: [[1, 2, 3]]", "edge_cases[0].X", "an array of shape [1, 2]", ""),
    ("y: [0]", "y: [0, 0]", "edge_cases[0].y", "an array of shape [2]", ""),
    ("act: z ** 2", "act: x ** 2", "edge_cases[0].act", "the unknown name `x`", ""),
    ("act: z ** 2", "act: [1]", "edge_cases[0].act", "a list of 1", ""),
    ("rng: 3", "rng: 0.5", "edge_cases[0].rng", "the number 0.5", ""),
    ("expect: [0.5, {W: [[0.0, 0.0]]}]", "expect: [0.5]", "edge_cases[0].expect", "a list of 1", ""),
    (
        "expect: [0.5, {W: [[0.0, 0.0]]}]",
        "expect: [0.5, {w: 1}]",
        "edge_cases[0].expect[1].w",
        "the unknown key `w`",
        "did you mean `W`?",
    ),
    ("expect: [0.5, {W: [[0.0, 0.0]]}]", "expect: [0.5, {}]", "edge_cases[0].expect[1].W", "nothing", ""),
    ("k: N - 1", "params: {}", "edge_cases[1].params", "the unknown key `params`", "give its entries: W or b"),
    ("y: [7]\n    error", "error", "raises[0]", "no input", ""),
    ("IndexError", "IndexErorr", "raises[0].error", "the text 'IndexErorr'", "did you mean `IndexError`?"),
    ("N > 1 and min(X) > 0", "out[0] > 1", "properties[0].where", "the unknown name `out`", ""),
    ("[return loss, return 2 * loss]", "[return looss, return 2]", "mistakes[0].patch[0]", "the text 'return looss', 0 times", ""),
    ("[return loss, return 2 * loss]", "[loss, gain]", "mistakes[0].patch[0]", "the text 'loss', 3 times", ""),
    ("[return loss, return 2 * loss]", "[def softmax, b]", "mistakes[0].patch[0]", "0 times", "it stands outside `everything`"),
    ("[return loss, return 2 * loss]", "[return loss, return loss]", "mistakes[0].patch[1]", "the same text again", ""),
    ("[return loss, return 2 * loss]", '[return loss, "return ("]', "mistakes[0].patch[1]", "was never closed", ""),
    ("    patch: [return loss, return 2 * loss]\n", "", "mistakes[0]", "neither `code` nor `patch`", ""),
    ("          return helper(0.0)", "          return helper(0.0", "alternatives[0].code", "was never closed", ""),
    ("becomes: return +loss", "becomes: return  loss", "equivalent[0].becomes", "the same line again", ""),
    (
        "    why: A plus changes nothing.\n",
        "    why: A.\n  - {line: return loss, becomes: return  +loss, why: B}\n",
        "equivalent[1]",
        "the change to `return +loss` a second time",
        "",
    ),
    ("allow: [scipy.special]", "allow: [scipy special]", "allow[0]", "the text 'scipy special'", ""),
    ("allow: [scipy.special]", "allow: [scipy.special, .dot]", "allow[1]", "the text '.dot'", ""),
    ("np.linalg.inv", "np.linalg.inv()", "forbid[0]", "the text 'np.linalg.inv()'", ""),
    ("np.linalg.inv", "scipy.special", "forbid[0]", "`scipy.special`, which `allow` has too", ""),
    ("start: |\n  def everything(", "start: |\n  def everyting(", "start", "`def everyting`", "did you mean `everything`?"),
    ("stub: |\n  def everything(params,", "stub: |\n  def everything(param,", "stub", "`def everything(param", ""),
]


def named(rows):
    return [pytest.param(*row, id=f"{row[2]}: {row[1]}"[:60].replace("\n", " ")) for row in rows]


def check(found, path, said, hint):
    faults = [fault for fault in found if fault.path == path]
    assert faults, [(fault.path, fault.found) for fault in found]
    assert said in faults[0].found
    assert faults[0].expected
    assert faults[0].line > 0
    if hint:
        assert hint in faults[0].hint


@pytest.mark.parametrize(("old", "new", "path", "said", "hint"), named(SOFTMAX_ROWS))
def test_the_sketch_broken_in_one_place(faults, old, new, path, said, hint):
    check(faults((old, new), file=SOFTMAX), path, said, hint)


@pytest.mark.parametrize(("old", "new", "path", "said", "hint"), named(EVERYTHING_ROWS))
def test_the_full_file_broken_in_one_place(faults, old, new, path, said, hint):
    check(faults((old, new), file=EVERYTHING), path, said, hint)


ACCEPTED = [
    ("x: [7.0]", "x: zeros(N)"),
    ("x: [7.0]", "x: zeros((A, B, N))"),
    ("x: [7.0]", "x: []"),
    ("x: [7.0]", "x: [[1, 2], [3, 4]]\n    axis: 0"),
    ("x: [7.0]", "x: [true, false]\n    dtype: bool"),
    ("x: [7.0]", "x: [.inf, -.inf, .nan]"),
    ("x: [7.0]", "axis: 1"),
    ("x: [7.0]", "x: [7.0]\n    dims: {A: 9}"),
    ("[-5, 5]", "['-N', '2 * N']"),
    ("[-5, 5]", "[2, 2]"),
    ("[B, N]", "[B, 'N + 1']"),
    ("[B, N]", "[B, 0]"),
    ("[[N], [B, N]", "[null, [], [N], [B, N]"),
    ("returns: p", "returns: [p, e]"),
    ("returns: p", "returns: {dict: {p: p, e: [e, p]}}"),
    ("returns: p", "returns: {grad: p, wrt: [x, e]}"),
    ("      e = np.exp(x)\n      return e / e.sum(axis=axis, keepdims=True)\n", "      x * 2\n"),
    ("numerics.softmax\n", "numerics.softmax\nsecond: numerics.again\n"),
]


@pytest.mark.parametrize(("old", "new"), ACCEPTED)
def test_what_the_format_allows_is_let_through(root, faults, old, new):
    reference = root / "reference" / "numerics.py"
    reference.write_text(reference.read_text() + "\n\ndef again(x, axis=-1):\n    return x\n")
    change = [("  axis: {axis_of: x}", "  axis: {choices: [0]}")] if "null" in new else []
    change += [("    expect: [1.0, 0.0]\n", "")] if "returns" in new else []
    assert faults((old, new), *change) == []


def test_the_one_that_differs_is_named_and_not_those_that_agree(faults):
    (fault,) = faults(("y: [0]", "y: [0]\n    k: 0\n    b: [1.0, 2.0]"), file=EVERYTHING)
    assert (fault.path, fault.found, fault.expected) == ("edge_cases[0].b", "an array of shape [2]", "[C] or [1] with C = 1")


def test_a_reference_that_is_no_python_is_one_fault_of_its_own_file(root, faults):
    (root / "reference" / "numerics.py").write_text("import numpy\n\ndef softmax(:\n")
    (fault,) = faults()
    assert (fault.file, fault.line, fault.found) == ("reference/numerics.py", 3, "invalid syntax")


def test_a_reference_is_read_and_not_run(root, faults):
    reference = root / "reference" / "numerics.py"
    reference.write_text(reference.read_text() + "\nraise SystemExit('this file was run')\n")
    assert faults() == []


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Stable_Softmax.yaml", "did you mean `stable-softmax.yaml`?"),
        ("stable softmax.yaml", "did you mean `stable-softmax.yaml`?"),
        ("StableSoftmax.yaml", "did you mean `stable-softmax.yaml`?"),
        ("2softmax.yaml", ""),
        ("numpy.yaml", ""),
        ("statistics.yaml", ""),
        ("lambda.yaml", ""),
    ],
)
def test_a_file_name_is_an_id_that_can_be_imported(root, faults, name, hint):
    (root / SOFTMAX).rename(root / "exercises" / "numerics" / name)
    (fault,) = faults(file=f"exercises/numerics/{name}")
    assert fault.found == f"the file name `{name}`"
    assert fault.hint == hint
