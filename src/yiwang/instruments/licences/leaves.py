"""What the ledger says about licences, and which rows it covers."""

from __future__ import annotations

from typing import Any

from yiwang.instruments.licences.contents import encode
from yiwang.kit.crypto.digest import sm3
from yiwang.kit.ledger.covering import covers
from yiwang.kit.ledger.kinds import kind

ISSUED = kind("licences.issued", "签发了证照", "A licence was issued")
SEALED = kind("licences.sealed", "生成了带电子印章的证照文件", "The sealed document of a licence was made")
READ = kind("licences.read", "查看了您的证照", "Your licence was read")
DOWNLOADED = kind("licences.downloaded", "下载了您的证照文件", "The document of your licence was downloaded")
CHANGED = {
    "suspended": kind("licences.suspended", "暂扣了证照", "A licence was suspended"),
    "restored": kind("licences.restored", "恢复了证照的效力", "A licence was restored"),
    "revoked": kind("licences.revoked", "使证照失效", "A licence was revoked"),
    "replaced": kind("licences.replaced", "以新版本替换了证照", "A licence was replaced by a new version"),
}


def of_licence(row: Any) -> dict[str, Any]:
    return {
        "identifier": row.identifier,
        "number": row.number,
        "code": row.code,
        "holder": row.holder_id,
        "office": row.office_id,
        "case": row.case_number,
        "content": sm3(encode(row.content)).hex(),
        "signature": bytes(row.signature).hex(),
        "key": row.key,
        "valid": [str(row.valid_from), str(row.valid_until or "")],
    }


def of_change(row: Any) -> dict[str, Any]:
    return {"licence": row.licence_id, "change": row.kind, "at": row.at, "by": row.by}


def of_document(row: Any) -> dict[str, Any]:
    return {"licence": row.licence_id, "digest": row.digest, "size": row.size}


def register() -> None:
    """Tell the ledger how to read the rows its leaves cover."""
    covers(ISSUED, "licences.Licence", of_licence)
    covers(SEALED, "licences.Document", of_document)
    for changed in CHANGED.values():
        covers(changed, "licences.Change", of_change)


register()
