"""An answer that builds on other answers, imported at the top and late."""

from a_neighbour import double


def f():
    import a_neighbour

    assert double(2) == a_neighbour.double(2) == 4
    try:
        import no_such_neighbour  # noqa: F401
    except ModuleNotFoundError as error:
        return error.name == "no_such_neighbour"
