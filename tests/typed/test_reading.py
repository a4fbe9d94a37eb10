"""What learners write, and what is read."""

import pytest

from grader.answers import parse
from grader.model.answers import AnswerError, AnswerFault, Note, Symbol

NUMBERS = [Symbol(name) for name in "x y a b n w t z1 x1 x2 mu sigma lam".split()]
ARRAYS = [
    Symbol("lam"),
    *(Symbol(name, shape=shape) for name, shape in {"X": ("N", "D"), "A": ("D", "D"), "y": ("N",), "w": ("D",)}.items()),
]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2x(x^2+1)", "2*x*(x^2 + 1)"),
        ("x**2", "x^2"),
        ("2 x y", "2*x*y"),
        ("3(x+1)(x-1)", "3*(x + 1)*(x - 1)"),
        ("xy", "x*y"),
        ("wx+b", "w*x + b"),
        ("xexp(-x)", "x*exp(-x)"),
        ("e^-x", "e^(-x)"),
        ("1/(1+e^{-x})", "1/(1 + e^(-x))"),
        ("-x^2", "-x^2"),
        ("2^-x^2", "2^(-x^2)"),
        ("x^y^2", "x^(y^2)"),
        ("a-b-(x-y)", "a - b - (x - y)"),
        ("a/b/x", "a/b/x"),
        ("a/(b/x)", "a/(b/x)"),
        ("ln x", "log(x)"),
        ("sin 2x", "sin(2*x)"),
        ("tanh x tanh y", "tanh(x)*tanh(y)"),
        ("sin^2 x", "sin(x)^2"),
        ("sin^{2}(x)", "sin(x)^2"),
        ("|x|", "abs(x)"),
        ("2|x||y|", "2*abs(x)*abs(y)"),
        ("max(a, b, 1)", "max(a, max(b, 1))"),
        ("where(x > 0, 1, 0)", "where(x > 0, 1, 0)"),
        ("(x > 0) a", "(x > 0)*a"),
        ("np.exp(-x)", "exp(-x)"),
        ("n!", "factorial(n)"),
        ("2π σ²", "2*pi*sigma^2"),
        ("√x", "sqrt(x)"),
        ("x₁ − μ", "x1 - mu"),
        ("x_1", "x1"),
        ("𝑥·𝑦", "x*y"),
        ("f'(x) = 2x", "2*x"),
        ("dz/dx1 = x2", "x2"),
        ("[2x, y]", "[2*x, y]"),
        ("2x, y", "[2*x, y]"),
        ("[[x, 1], [0, y]]", "[[x, 1], [0, y]]"),
        ("1e-3x", "1e-3*x"),
        (r"\frac{a}{b}", "a/b"),
        (r"\frac12 x", "1/2*x"),
        (r"\left(x+1\right)^{2}", "(x + 1)^2"),
        (r"\sqrt[3]{x}", "root(x, 3)"),
        (r"\operatorname{sigmoid}(\mathrm{e}^x)", "sigmoid(e^x)"),
        (r"\lambda x_{1} \cdot \log_2 x", "lam*x1*log2(x)"),
        (r"$\dfrac{x}{1+\exp(-x)}$", "x/(1 + exp(-x))"),
        (r"\begin{bmatrix} x \\ 2y \end{bmatrix}", "[x, 2*y]"),
        ("nx^{n-1}", "n*x^(n - 1)"),
        ("3ab^2", "3*a*b^2"),
        ("4ae^(2ax)", "4*a*e^(2*a*x)"),
        ("we^{wx+b}", "w*e^(w*x + b)"),
        ("x_1e^{x_1x_2}", "x1*e^(x1*x2)"),
        ("-nx²", "-n*x^2"),
        ("a/xy^2", "a/(x*y^2)"),
        ("nx!", "n*factorial(x)"),
        ("sin xy^2", "sin(x*y^2)"),
        ("xsin^2(x)", "x*sin(x)^2"),
        ("mu^2 + sigma^2 + x1^2", "mu^2 + sigma^2 + x1^2"),
        ("eˣ/(1+eˣ)²", "e^x/(1 + e^x)^2"),
        ("n xⁿ⁻¹", "n*x^(n - 1)"),
        ("e⁻ˣ x⁽ⁿ⁺¹⁾", "e^(-x)*x^(n + 1)"),
        ("½(μ²+x)", "1/2*(mu^2 + x)"),
        ("8_000_000x", "8000000*x"),
        (r"\sqrt.5", "sqrt(.5)"),
        (r"\frac.5x", ".5/x"),
        (r"\sqrt\left(x+1\right)", "sqrt(x + 1)"),
        (r"\operatorname{sigmoid}(x)\left[1-x\right]", "sigmoid(x)*(1 - x)"),
        ("exp(x)*[x + y]", "exp(x)*(x + y)"),
        ("[1-x]x", "(1 - x)*x"),
        ("[[x+y]x, y]", "[(x + y)*x, y]"),
        (r"\exp\left[-x\right]", "exp(-x)"),
        ("a sech^2(a x)", "a*sech(a*x)^2"),
        (r"\cot x", "cot(x)"),
        (r"\hat p = x", "x"),
        (r"\frac{\partial z}{\partial x_1} = x_2", "x2"),
        (r"\nabla f = (x, y)", "[x, y]"),
        ("Var[X] = x", "x"),
        ("P(D|+) = x", "x"),
        ("p̂ = x", "x"),
        ("df/dx = 2x, df/dy = y", "[2*x, y]"),
        (r"\[ x^2 \]", "x^2"),
        (r"\( x^2 \).", "x^2"),
        ("$x^2$.", "x^2"),
        ("x^2;", "x^2"),
        ("[2, -5]^T", "[2, -5]"),
        (r"\begin{bmatrix} x \\ y \end{bmatrix}^\top", "[x, y]"),
        ("np.array([x, y]).T", "[x, y]"),
    ],
)
def test_an_expression_is_read_as_it_is_meant(text, read):
    assert parse(text, NUMBERS).plain == read


@pytest.mark.parametrize(
    ("text", "read", "shape"),
    [
        ("2*X.T@(X@w-y)+2*lam*w", "2*X.T @ (X @ w - y) + 2*lam*w", ("D",)),
        ("2 X^T (X w - y) + 2 lam w", "2*X.T @ (X @ w - y) + 2*lam*w", ("D",)),
        (r"(X^\top X + \lambda I)^{-1} X^\top y", "inv(X.T @ X + lam*eye(D)) @ X.T @ y", ("D",)),
        ("solve(X.T@X + lam*eye(D), X.T@y)", "solve(X.T @ X + lam*eye(D), X.T @ y)", ("D",)),
        (r"\|X w - y\|^2 / N", "norm(X @ w - y)^2/N", ()),
        ("||w||_1", "sum(abs(w))", ()),
        ("y @ y", "y.T @ y", ()),
        ("y y^T", "y @ y.T", ("N", "N")),
        ("y @ X", "X.T @ y", ("D",)),
        ("y ⊙ y", "y ⊙ y", ("N",)),
        ("A⁻¹ w", "inv(A) @ w", ("D",)),
        (r"A^{-\top} w", "inv(A.T) @ w", ("D",)),
        ("‖w‖₂²", "norm(w)^2", ()),
        ("softmax(w) - w", "softmax(w) - w", ("D",)),
    ],
)
def test_products_of_matrices_are_told_by_their_shapes(text, read, shape):
    parsed = parse(text, ARRAYS)
    assert (parsed.plain, parsed.shapes) == (read, (shape,))


@pytest.mark.parametrize(
    "text", ["2x(x^2+1)", "a/(b/x)", "x^-2", "-(x + y)*2", "where(x>0, a, b)", "ln x", "x*(-y)", "(x^y)^2", "-x^2"]
)
def test_the_echo_is_read_as_the_same_expression(text):
    echo = parse(text, NUMBERS).plain
    assert parse(echo, NUMBERS).plain == echo


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("1/2x", Note.DIVISION),
        ("e^2x", Note.EXPONENT),
        ("-3e^2x", Note.EXPONENT),
        ("ln x", Note.BARE_CALL),
        ("xy", Note.SPLIT),
        ("log(x)", Note.NATURAL_LOG),
        ("y = x", Note.PREFIX),
    ],
)
def test_what_could_be_read_otherwise_is_noted(text, note):
    assert parse(text, NUMBERS).notes == (note,)


@pytest.mark.parametrize("text", ["x^2exp(y)", "3a^2b", "e^2 x", "x^2sin(y)"])
def test_what_nobody_reads_otherwise_is_not_noted(text):
    assert parse(text, NUMBERS).notes == ()


@pytest.mark.parametrize(
    ("text", "fault", "marked"),
    [
        ("", AnswerFault.EMPTY, ""),
        ("x +", AnswerFault.ENDS, "+"),
        ("(x + 1", AnswerFault.UNCLOSED, "("),
        ("x + 1)", AnswerFault.UNOPENED, ")"),
        ("x 2", AnswerFault.OPERATOR, "2"),
        ("x * / 2", AnswerFault.OPERAND, "/"),
        ("foo", AnswerFault.NAME, "foo"),
        ("x + foo(x)", AnswerFault.FUNCTION, "foo"),
        ("sin", AnswerFault.BARE_FUNCTION, "sin"),
        ("sin^-1(x)", AnswerFault.INVERSE, "sin"),
        ("sin^{-1}(x)", AnswerFault.INVERSE, "sin"),
        ("sin^", AnswerFault.INVERSE, "sin"),
        ("sin^(2x)(y)", AnswerFault.OPERATOR, "x"),
        (r"\foo x", AnswerFault.COMMAND, r"\foo"),
        (r"\sum_i x_i", AnswerFault.COMMAND, r"\sum"),
        ("50%", AnswerFault.CHARACTER, "%"),
        ("exp(x, y)", AnswerFault.ARGUMENTS, "exp(x, y)"),
        ("2x = y", AnswerFault.EQUALS, "="),
        ("x > 0", AnswerFault.CONDITION, ">"),
        ("where(x, 1, 0)", AnswerFault.NOT_A_CONDITION, "where"),
        ("x.real", AnswerFault.ATTRIBUTE, ".real"),
        ("2x'", AnswerFault.PRIME, "'"),
        ("'x'", AnswerFault.PRIME, "'"),
        ('"x"', AnswerFault.QUOTE, '"'),
        ("x + [1, 2]", AnswerFault.LIST, "["),
        ("[1, 2] + [x, y]", AnswerFault.LIST, "["),
        ("x[0]", AnswerFault.LIST, "["),
        ("[[x, y]]^T", AnswerFault.LIST, "["),
        ("e^xy", AnswerFault.BRACKETS, "xy"),
        ("e^-xy", AnswerFault.BRACKETS, "xy"),
        ("e^z1e^x", AnswerFault.BRACKETS, "z1e"),
        ("e⁻ˣ²", AnswerFault.BRACKETS, "⁻ˣ²"),
        ("2½x", AnswerFault.OPERATOR, "½"),
        (r"\frac1.5", AnswerFault.OPERATOR, ".5"),
        ("(1-lnx)/x", AnswerFault.GLUED, "lnx"),
        ("cot^-1(x)", AnswerFault.INVERSE, "cot"),
        ("x(1-x) + 1 = y", AnswerFault.EQUALS, "="),
        ("1_00", AnswerFault.CHARACTER, "_"),
        ("еxp(x)", AnswerFault.LOOKALIKE, "е"),
        ("x ? y", AnswerFault.CHARACTER, "?"),
        ("1" * 32, AnswerFault.TOO_MANY_DIGITS, "1" * 32),
        ("1e999", AnswerFault.EXPONENT, "1e999"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text, fault, marked):
    with pytest.raises(AnswerError) as caught:
        parse(text, NUMBERS)
    error = caught.value
    assert (error.fault, text[error.position : error.position + error.length]) == (fault, marked)


@pytest.mark.parametrize(
    ("text", "fault", "shapes"),
    [
        ("X @ y", AnswerFault.SHAPES, ["(N, D)", "(N,)"]),
        ("X w + w", AnswerFault.SHAPES, ["(N,)", "(D,)"]),
        ("X^T * X", AnswerFault.STAR, ["(D, N)", "(N, D)"]),
        ("y y", AnswerFault.STAR, ["(N,)", "(N,)"]),
        ("inv(X)", AnswerFault.SQUARE, ["(N, D)"]),
        ("|y|", AnswerFault.NUMBER_DUE, ["(N,)"]),
        ("y / X", AnswerFault.DIVISION, None),
        ("A**2", AnswerFault.POWER, None),
        ("lam I", AnswerFault.IDENTITY, None),
        ("trace(lam)", AnswerFault.MATRIX_DUE, None),
        ("softmax(A)", AnswerFault.VECTOR_DUE, None),
    ],
)
def test_shapes_that_do_not_fit_are_refused_and_named(text, fault, shapes):
    with pytest.raises(AnswerError) as caught:
        parse(text, ARRAYS)
    assert caught.value.fault is fault
    assert caught.value.facts.get("shapes") == shapes


def test_a_word_that_is_two_products_is_refused_with_both():
    with pytest.raises(AnswerError) as caught:
        parse("abc", [Symbol(name) for name in ("a", "ab", "bc", "c")])
    assert (caught.value.fault, caught.value.facts["ways"]) == (AnswerFault.AMBIGUOUS, ["a bc", "ab c"])


def test_a_declared_name_is_never_split():
    symbols = [Symbol(name) for name in ("x", "x1", "sigma2", "e")]
    assert parse("x1 sigma_2 e^x", symbols).plain == "x1*sigma2*e^x"


def test_a_declared_name_followed_by_brackets_is_a_factor():
    assert parse("x(x + 1)", NUMBERS).plain == "x*(x + 1)"


def test_a_misspelt_name_gets_the_nearest_one():
    with pytest.raises(AnswerError) as caught:
        parse("sigmiod(x)", NUMBERS)
    assert caught.value.facts["near"] == "sigmoid"


@pytest.mark.parametrize(
    ("text", "plain"), [("lnx", "ln(x)"), ("xlnx", "x ln(x)"), ("sinxy", "sin(x y)"), ("ln2", "ln(2)"), ("tanhx", "tanh(x)")]
)
def test_a_function_written_together_with_its_argument_is_told_apart(text, plain):
    with pytest.raises(AnswerError) as caught:
        parse(text, NUMBERS)
    assert caught.value.facts["plain"] == plain


def test_a_power_of_a_product_of_matrices_belongs_to_the_last_one():
    assert parse("lamXw", ARRAYS).plain == "lam*X @ w"
    assert parse("wy^T", ARRAYS).shapes == (("D", "N"),)
