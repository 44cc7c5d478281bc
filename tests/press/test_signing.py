"""Signatures, checked by the real minisign and by the format's own description."""

import base64
import hashlib
import subprocess
from pathlib import Path

import minisign
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from support.paper import tool

from generator.press import signing
from generator.press.signing import KeyFault

SUMS = b"8a7f  vi.pdf\n"
ABOUT = "print/to-roi BCDFGHJKLMNP 2026-11-21"


def nobody() -> str:
    raise AssertionError("an open key asks for no password")


@pytest.fixture
def pair() -> minisign.KeyPair:
    return minisign.KeyPair.generate()


def check(content: bytes, signature: bytes, public: str) -> str:
    """Return the words a signature vouches for; raise InvalidSignature where it does not hold.

    By https://jedisct1.github.io/minisign, without the library that signs.
    """
    _untrusted, first, trusted, second = signature.decode().splitlines()
    key, line = base64.b64decode(public), base64.b64decode(first)
    assert key[:2] == b"Ed" and line[:2] == b"ED" and key[2:10] == line[2:10]
    words = trusted.removeprefix("trusted comment: ")
    ed25519 = Ed25519PublicKey.from_public_bytes(key[10:])
    ed25519.verify(line[10:], hashlib.blake2b(content).digest())
    ed25519.verify(base64.b64decode(second), line[10:] + words.encode())
    return words


def test_a_signature_holds_for_these_bytes_alone(pair: minisign.KeyPair) -> None:
    made = signing.signed(SUMS, bytes(pair.secret_key), ABOUT, nobody)
    assert check(SUMS, made.signature, made.public) == ABOUT
    assert made == signing.signed(SUMS, bytes(pair.secret_key), ABOUT, nobody)
    with pytest.raises(InvalidSignature):
        check(SUMS + b" ", made.signature, made.public)
    with pytest.raises(InvalidSignature):
        check(SUMS, made.signature.replace(b"print/", b"stamp/"), made.public)


def test_a_locked_key_asks_for_its_password(pair: minisign.KeyPair) -> None:
    pair.secret_key.encrypt("mật khẩu", opslimit=1 << 15, memlimit=1 << 24)
    locked = bytes(pair.secret_key)
    made = signing.signed(SUMS, locked, ABOUT, lambda: "mật khẩu")
    assert check(SUMS, made.signature, made.public) == ABOUT
    with pytest.raises(KeyFault, match="mật khẩu này không mở được khóa"):
        signing.signed(SUMS, locked, ABOUT, lambda: "mat khau")


def test_what_is_no_key_is_said(pair: minisign.KeyPair) -> None:
    for other in (b"", b"xin chao", bytes(pair.public_key)):
        with pytest.raises(KeyFault, match="không phải khóa bí mật của minisign"):
            signing.signed(SUMS, other, ABOUT, nobody)


def test_minisign_makes_the_key_and_checks_what_we_sign(tmp_path: Path) -> None:
    secret, public, sums = (tmp_path / name for name in ("k.key", "k.pub", "SHA256SUMS"))
    tool("minisign", "-GW", "-s", secret, "-p", public)
    sums.write_bytes(SUMS)
    made = signing.signed(SUMS, secret.read_bytes(), ABOUT, nobody)
    sums.with_name(sums.name + signing.SUFFIX).write_bytes(made.signature)
    assert made.public == public.read_text().split()[-1]
    assert ABOUT in tool("minisign", "-Vm", sums, "-P", made.public)
    sums.write_bytes(SUMS.upper())
    with pytest.raises(subprocess.CalledProcessError):
        tool("minisign", "-Vm", sums, "-P", made.public)
