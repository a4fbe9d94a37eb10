import pytest
from commanding import Told

from grader.cli.run import call


@pytest.fixture
def dlprep(tmp_path, monkeypatch, capsys):
    """Run `dlprep ...` in an empty folder: `dlprep("check", "stable-softmax")` gives exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        capsys.readouterr()
        code = call([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Told(int(code), out, err)

    run.folder = tmp_path
    return run
