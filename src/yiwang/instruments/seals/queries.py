"""Questions about seals."""

from __future__ import annotations

from functools import lru_cache

from yiwang.instruments.seals import authority, certificates, image, software
from yiwang.instruments.seals.models import Key
from yiwang.kit.errors import NotFound
from yiwang.registers.offices import queries as offices


def check(key: str, data: bytes, signature: bytes) -> bool:
    """Whether the key of this name made this signature over `data`. False for an unknown key; never raises.

    The row's certificate must have been issued by our root: a key put into the table by hand is no key.
    """
    try:
        algorithm, public = _trusted(key)
    except NotFound:
        return False
    return software.verify(algorithm, public, data, signature)


def certificate(key: str) -> bytes:
    """The certificate of a key in DER; raises NotFound."""
    row = Key.objects.filter(name=key).values_list("certificate", flat=True).first()
    if row is None:
        raise NotFound()
    return bytes(row)


def seal_image(office: int, caption: str = "") -> str:
    """The office's round seal as SVG, in paths alone, so that it looks the same without any font."""
    return image.seal(offices.department(office).name.zh, caption)


def software_keys_in_use() -> bool:
    """Whether private keys are in this program's memory: for trying only, production must acknowledge it."""
    return authority.PROVIDER.software


def root_marks() -> dict[str, str]:
    """By file of the key folder's `seals`, a digest that tells this city's roots from others; nothing secret."""
    return authority.marks()


@lru_cache(maxsize=4096)
def _trusted(key: str) -> tuple[certificates.Algorithm, bytes]:
    """(algorithm, public key). A name is the digest of its public key, so what was found once holds for ever."""
    found = certificates.read(certificate(key))
    algorithm = certificates.algorithm_of(found)
    public = certificates.public_of(found)
    root = authority.known_root(algorithm)
    if root is None or certificates.key_identifier(public).hex() != key:
        raise NotFound()
    if not certificates.issued_by(found, root.certificate, software.verifier(algorithm)):
        raise NotFound()
    return algorithm, public
