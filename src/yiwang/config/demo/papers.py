"""Sample papers that residents of the demo city upload."""

from __future__ import annotations

from functools import lru_cache

from yiwang.casework.cases.services import FileRef, MaterialLine
from yiwang.kit import documents, files
from yiwang.kit.errors import Text


@lru_cache(maxsize=200)
def paper(name: str) -> bytes:
    """A one-page PDF that says what it stands for."""
    return documents.render(
        "letter",
        {
            "title": name,
            "number": "示例",
            "head": "",
            "office": "演示城市",
            "addressee": "",
            "date": "",
            "paragraphs": ["这是演示城市里的样例材料，内容是虚构的。"],
            "fields": [],
            "verify": "",
        },
    )


def supplement(name: str) -> MaterialLine:
    """What an applicant hands in to complete an application."""
    data = paper(name)
    file = FileRef(digest=files.put(data), name=f"{name}.pdf", media_type="application/pdf", size=len(data))
    return MaterialLine(key="supplement", name=Text(name, "Supplement"), state="uploaded", files=(file,))
