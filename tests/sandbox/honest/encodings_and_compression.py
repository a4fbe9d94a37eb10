"""JSON, base64, compression in memory, and codecs that are loaded when they are named."""

import base64
import binascii
import bz2
import codecs
import gzip
import json
import lzma
import zlib


def f():
    data = json.dumps({"x": [1.5, None, "é"]}).encode()
    assert json.loads(data) == {"x": [1.5, None, "é"]}
    for module in (zlib, gzip, bz2, lzma):
        assert module.decompress(module.compress(data)) == data
    assert base64.b64decode(base64.b64encode(data)) == binascii.unhexlify(binascii.hexlify(data)) == data
    for name in ("utf-16", "cp1252", "shift_jis", "idna", "rot13", "utf-8-sig"):
        codecs.lookup(name)
    return "x".encode("utf-16")[2:] == b"x\x00"
