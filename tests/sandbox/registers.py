"""A running sandbox of base registers with three invented rows, for the tests of those who ask it."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.registers import Registers as Server
from yiwang.adapters.registers_http import Registers

KEY = bytes(range(32))
ROWS = {
    "population": [
        {"number": "310101199003070035", "name": "林小满", "address": "和平路 8 号", "marital": "已婚"},
        {"number": "310101198504120024", "name": "顾念", "address": "安康里 3 号"},
    ],
    "enterprise": [{"number": "91310101MA1FPX1234", "name": "一勺饭饮食有限公司", "status": "存续"}],
}


@contextmanager
def running(port: int = 0) -> Iterator[Server]:
    server = Server(("127.0.0.1", port), copy.deepcopy(ROWS), KEY)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def adapter(server: Server, key: bytes = KEY) -> Registers:
    return Registers(f"http://127.0.0.1:{server.server_address[1]}", key)
