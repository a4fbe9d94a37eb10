"""hashlib and those who use it."""

import hashlib
import hmac
import uuid


def f():
    assert hashlib.sha256(b"").hexdigest().startswith("e3b0c442")
    for name in ("md5", "sha1", "sha512", "sha3_256", "blake2b"):
        assert hashlib.new(name, b"x").digest()
    assert hmac.compare_digest(hmac.new(b"k", b"m", "sha256").digest(), hmac.digest(b"k", b"m", "sha256"))
    assert len(hashlib.pbkdf2_hmac("sha256", b"p", b"s", 10)) == 32
    return uuid.uuid4().version == 4 and uuid.uuid5(uuid.NAMESPACE_DNS, "a").version == 5
