"""The software provider: GmSSL for SM2, OpenSSL (through `cryptography`) for SM4."""

from __future__ import annotations

import ctypes
import functools
import platform
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gmssl_pyx
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

TAG = 16


class Software:
    """Keys in this program's memory: for trying, never for production without its being acknowledged."""

    certified = False

    def sm2_generate(self) -> tuple[bytes, bytes]:
        public, private = gmssl_pyx.sm2_key_generate()
        return private, public

    def sm2_sign(self, private: bytes, digest: bytes) -> bytes:
        return bytes(gmssl_pyx.sm2_sign_sm3_digest(private, digest))

    def sm2_verify(self, public: bytes, digest: bytes, signature: bytes) -> bool:
        with _quiet():
            return bool(gmssl_pyx.sm2_verify_sm3_digest(public, digest, signature))

    def sm4_seal(self, key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        work = Cipher(_sm4(key), GCM(nonce)).encryptor()
        work.authenticate_additional_data(bound)
        return work.update(data) + work.finalize() + work.tag

    def sm4_unseal(self, key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes | None:
        if len(sealed) < TAG:
            return None
        work = Cipher(_sm4(key), GCM(nonce, sealed[-TAG:])).decryptor()
        work.authenticate_additional_data(bound)
        try:
            return work.update(sealed[:-TAG]) + work.finalize()
        except InvalidTag:
            return None


@functools.lru_cache(maxsize=512)
def _sm4(key: bytes) -> Any:
    return SM4(key)


# The library prints its source lines to C's stderr at each signature that does not hold, so that anyone could fill
# the log by sending wrong ones. While it verifies, C's stderr is a stream to nowhere. Python's own stderr writes to
# the descriptor, not to this stream, so no message of ours is lost. Only glibc lets the variable be set.
_one_at_a_time = threading.Lock()
_stream: Any = None
if platform.libc_ver()[0] == "glibc":
    _c = ctypes.CDLL(None)
    _c.fopen.restype = ctypes.c_void_p
    _stream = ctypes.c_void_p.in_dll(_c, "stderr")
    _loud, _nowhere = _stream.value, _c.fopen(b"/dev/null", b"w")


@contextmanager
def _quiet() -> Iterator[None]:
    if _stream is None:
        yield
        return
    with _one_at_a_time:
        _stream.value = _nowhere
        try:
            yield
        finally:
            _stream.value = _loud
