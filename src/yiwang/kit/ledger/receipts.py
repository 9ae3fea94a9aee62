"""The receipt of an act: a file for machines and a page for people, checkable without this platform."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from yiwang.kit.errors import Text
from yiwang.kit.ledger import tree

FORMAT = "yiwang ledger receipt 1"


@dataclass(frozen=True)
class Proof:
    """Leaf `number` is in the tree of `size` leaves whose root the note signs."""

    number: int
    size: int
    leaf_hash: bytes
    path: tuple[bytes, ...]
    root: bytes
    note: str

    def holds(self) -> bool:
        return tree.verify_inclusion(self.leaf_hash, self.number, self.size, self.path, self.root)


@dataclass(frozen=True)
class Receipt:
    """An act as it was hashed, and its proof once the tree over it is signed."""

    body: bytes
    leaf_hash: bytes
    proof: Proof | None
    sentence: Text

    def as_json(self) -> str:
        """One line, read again by `yiwang ledger verify --receipt`."""
        said: dict[str, Any] = {"format": FORMAT, "leaf": self.body.decode(), "leaf_hash": self.leaf_hash.hex()}
        if self.proof:
            said |= {
                "number": self.proof.number,
                "size": self.proof.size,
                "path": [node.hex() for node in self.proof.path],
                "note": self.proof.note,
            }
        return json.dumps(said, ensure_ascii=False)

    def as_text(self) -> Text:
        """The page for people, in both languages."""
        said = json.loads(self.body)
        when, digest, case = said["at"], self.leaf_hash.hex(), said["case"]
        if self.proof is None:
            zh, en = "已记入账本，几秒后可取得编号和证明。", "Recorded; its number and proof follow within seconds."
        else:
            number, size, root = self.proof.number, self.proof.size, self.proof.root.hex()
            zh = f"账本第 {number} 条，由共 {size} 条的检查点证明。\n检查点的根：{root}"
            en = f"Entry {number} of the ledger, proved by the checkpoint over {size} entries.\nIts root: {root}"
        return Text(
            f"账本回执\n{self.sentence.zh}\n时间：{when}\n办件编号：{case or '无'}\n摘要（SM3）：{digest}\n{zh}\n"
            "保存好这份回执：以后这条记录如被改动、删除或调换顺序，凭它就能查出。\n",
            f"Ledger receipt\n{self.sentence.en}\nAt: {when}\nCase: {case or 'none'}\nDigest (SM3): {digest}\n"
            f"{en}\nKeep it: should this entry ever be changed, removed or moved, this receipt shows it.\n",
        )
