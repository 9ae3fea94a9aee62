"""Files: kept once under the SM3 of their content, encrypted where they lie.

Owns: the object store.
Offers: `put`, `get`, `delete`, `exists`, `reseal`, `waiting`; `ports.Store` is the seam for an object store of the
city's own.
Tells: nothing.

Content is shared: before `delete`, the room makes sure that none of its rows names the digest any more.
"""

from yiwang.kit.files.store import Damaged, delete, exists, get, put, reseal, waiting

__all__ = ["Damaged", "delete", "exists", "get", "put", "reseal", "waiting"]
