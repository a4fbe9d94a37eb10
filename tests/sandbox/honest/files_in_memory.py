"""Reading and writing arrays and archives without a file."""

import csv
import io
import tarfile
import zipfile

import numpy as np


def f():
    buffer = io.BytesIO()
    np.savez_compressed(buffer, a=np.arange(4))
    buffer.seek(0)
    assert np.load(buffer)["a"].sum() == 6
    assert np.loadtxt(io.StringIO("1 2\n3 4")).shape == np.genfromtxt(io.StringIO("1,2\n3,4"), delimiter=",").shape
    out = io.StringIO()
    np.savetxt(out, np.eye(2))
    csv.writer(out).writerow([1, "two"])
    with zipfile.ZipFile(io.BytesIO(), "w") as archive:
        archive.writestr("a.txt", "text")
        assert archive.namelist() == ["a.txt"]
    with tarfile.open(fileobj=io.BytesIO(), mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("a"), io.BytesIO())
    return bool(np.frombuffer(np.arange(3.0).tobytes())[2] == 2.0)
