"""What a file is, by its first bytes. Pure."""

from __future__ import annotations

from yiwang.kit.errors import Text

PDF, JPEG, PNG, WEBP = "application/pdf", "image/jpeg", "image/png", "image/webp"

_AS_PICTURE = Text("请换成 JPEG 或 PNG 图片。", "Please use a JPEG or PNG picture.")
_AS_PDF = Text("请在文档软件里另存为 PDF 再上传。", "Please save it as PDF in your word processor.")
_ONE_BY_ONE = Text("请解压后一份一份上传。", "Please unpack it and upload one file at a time.")
_NOT_TAKEN = Text("请上传 PDF 或图片。", "Please upload a PDF or a picture.")

# First bytes (and where), name in both languages, what to do instead.
_STRANGERS: tuple[tuple[int, bytes, Text, Text], ...] = (
    (4, b"ftypheic", Text("HEIC 照片", "a HEIC photo"), _AS_PICTURE),
    (4, b"ftypheix", Text("HEIC 照片", "a HEIC photo"), _AS_PICTURE),
    (4, b"ftypmif1", Text("HEIC 照片", "a HEIC photo"), _AS_PICTURE),
    (4, b"ftypavif", Text("AVIF 图片", "an AVIF picture"), _AS_PICTURE),
    (4, b"ftyp", Text("视频", "a video"), _NOT_TAKEN),
    (0, b"GIF8", Text("GIF 图片", "a GIF picture"), _AS_PICTURE),
    (0, b"BM", Text("BMP 图片", "a BMP picture"), _AS_PICTURE),
    (0, b"II*\x00", Text("TIFF 图片", "a TIFF picture"), _AS_PICTURE),
    (0, b"MM\x00*", Text("TIFF 图片", "a TIFF picture"), _AS_PICTURE),
    (0, b"Rar!", Text("压缩包", "an archive"), _ONE_BY_ONE),
    (0, b"7z\xbc\xaf", Text("压缩包", "an archive"), _ONE_BY_ONE),
    (0, b"\x1f\x8b", Text("压缩包", "an archive"), _ONE_BY_ONE),
    (0, b"\xd0\xcf\x11\xe0", Text("旧版 Office 文档", "an old Office document"), _AS_PDF),
    (0, b"{\\rtf", Text("RTF 文档", "an RTF document"), _AS_PDF),
    (0, b"MZ", Text("程序", "a program"), _NOT_TAKEN),
    (0, b"\x7fELF", Text("程序", "a program"), _NOT_TAKEN),
    (0, b"#!", Text("脚本", "a script"), _NOT_TAKEN),
)


def media_type(data: bytes) -> str:
    """The type we take, or an empty text."""
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    return WEBP if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def stranger(data: bytes) -> tuple[Text, Text]:
    """What a file that we do not take seems to be, and what to do instead."""
    for start, signature, name, instead in _STRANGERS:
        if data[start : start + len(signature)] == signature:
            return name, instead
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _packed(data)
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head:
        return Text("SVG 图片", "an SVG picture"), _AS_PICTURE
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<script")):
        return Text("网页", "a web page"), _NOT_TAKEN
    return Text("不认识的文件", "of a kind we do not know"), _NOT_TAKEN


def _packed(data: bytes) -> tuple[Text, Text]:
    head = data[:4096]
    for mark, name in ((b"word/", "Word"), (b"xl/", "Excel"), (b"ppt/", "PowerPoint")):
        if mark in head:
            return Text(f"{name} 文档", f"a {name} document"), _AS_PDF
    if b"OFD.xml" in head:
        return Text("OFD 文件", "an OFD document"), _AS_PDF
    return Text("压缩包", "an archive"), _ONE_BY_ONE
