"""What a start stands on: a folder that can be written, free ports, keys that fit the data, nobody else at it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
from collections.abc import Iterator

from yiwang.config.database import addresses
from yiwang.config.environment import Environment, Unusable


def problems(city: Environment) -> list[str]:
    """Every reason why a city cannot be started here now, in both languages."""
    found = [folder_problem(city), _keys_problem(city), _port_problem(city.host, city.port, "YIWANG_PORT", 100)]
    if city.sandboxed:
        found.append(_port_problem("127.0.0.1", city.sandbox_port, "YIWANG_SANDBOX_PORT", 101))
    return [problem for problem in found if problem]


@contextlib.contextmanager
def one_at_a_time(city: Environment) -> Iterator[None]:
    """Two starts on the same folder would stop each other's database; raises Unusable for the second."""
    with open(city.data / "run.lock", "a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Unusable(
                f"这座城市已在运行（进程 {lock.read().strip()}，数据 {city.data}）"
                " / this city runs already: process and data as said"
            ) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def folder_problem(city: Environment) -> str:
    """Why nothing can be written to the data folder; empty if it can."""
    try:
        if not city.data.exists():
            city.data.mkdir(parents=True, mode=0o700)
        with open(city.data / "run.lock", "a"):
            return ""
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return f"YIWANG_DATA={city.data} 写不进去（{reason}），请换一个 / cannot be written: choose another folder"


def _keys_problem(city: Environment) -> str:
    """Data without the keys that sealed them: a new key beside them would open nothing, and say so too late."""
    has_data = city.embedded and (addresses.cluster(city).data / "PG_VERSION").exists()
    if has_data and not any(city.keys.glob("master-*.key")):
        return (
            f"{city.keys} 里没有主密钥，而数据还在：请放回原来的密钥，或换一个 YIWANG_DATA"
            " / the data are there and their master keys are not: put the keys back, or choose another YIWANG_DATA"
        )
    return ""


def _port_problem(host: str, port: int, name: str, further: int) -> str:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if isinstance(error, socket.gaierror) or port < 1024:
            return f"{host}:{port} 用不了（{error.strerror}） / cannot be used; see YIWANG_HOST and {name}"
        other = port + further if port + further < 65536 else port - further
        return (
            f"端口 {port} 已被占用，可以换一个：{name}={other} make run"
            f" / port {port} on {host} is taken: choose another as shown"
        )
    return ""
