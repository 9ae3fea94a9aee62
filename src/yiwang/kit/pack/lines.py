"""On which line each key of a TOML document stands.

The standard reader keeps no positions. This scanner walks a document which that reader has already accepted, so it need
not judge the grammar: it only has to skip strings and comments exactly and to follow tables, arrays and dotted keys.
"""

from __future__ import annotations

import tomllib

Path = tuple[str | int, ...]
Lines = dict[Path, int]

_SPACE = " \t\r\n"
_BARE_END = " \t\r\n=.]#,}"


def of(text: str) -> Lines:
    """The first line (from 1) of every key path; an array's elements have their index in the path."""
    return _Scanner(text).scan()


def nearest(lines: Lines, path: Path) -> int:
    """The line of the path, else of its nearest ancestor, else 1."""
    for length in range(len(path), -1, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.line = text, 0, 1
        self.lines: Lines = {(): 1}
        self.lengths: dict[Path, int] = {}  # how many elements each array of tables has so far

    def scan(self) -> Lines:
        table: Path = ()
        while self._to_next():
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
        return self.lines

    def _header(self) -> Path:
        line, is_array = self.line, self.text.startswith("[[", self.at)
        self._forward(2 if is_array else 1)
        keys = self._keys()
        self._forward(2 if is_array else 1)
        path: Path = (*self._resolved(keys[:-1]), keys[-1])
        if is_array:
            index = self.lengths.get(path, 0)
            self.lengths[path] = index + 1
            self._note(path, line)
            path += (index,)
        else:
            path = self._resolved(keys)
        self._note(path, line)
        return path

    def _resolved(self, keys: list[str]) -> Path:
        """A header's keys with the index of the newest element wherever they pass an array of tables."""
        path: Path = ()
        for key in keys:
            path += (key,)
            if path in self.lengths:
                path += (self.lengths[path] - 1,)
        return path

    def _pair(self, table: Path) -> None:
        line = self.line
        path = (*table, *self._keys())
        self._forward(1)  # the equals sign
        self._note(path, line)
        self._value(path)

    def _value(self, path: Path) -> None:
        self._to_next()
        opening = self.text[self.at]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        elif opening in "\"'":
            self._string()
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}#\n":
                self._forward(1)

    def _array(self, path: Path) -> None:
        self._forward(1)
        index = 0
        while self._to_next() and self.text[self.at] != "]":
            if self.text[self.at] == ",":
                self._forward(1)
                continue
            self._note((*path, index), self.line)
            self._value((*path, index))
            index += 1
        self._forward(1)

    def _inline_table(self, path: Path) -> None:
        self._forward(1)
        while self._to_next() and self.text[self.at] != "}":
            if self.text[self.at] == ",":
                self._forward(1)
                continue
            self._pair(path)
        self._forward(1)

    def _keys(self) -> list[str]:
        """A dotted key, up to its equals sign or closing bracket."""
        keys: list[str] = []
        while True:
            self._to_next()
            letter = self.text[self.at]
            if letter == ".":
                self._forward(1)
            elif letter in "=]":
                return keys
            elif letter in "\"'":
                start = self.at
                self._string()
                keys.append(tomllib.loads(f"v = {self.text[start : self.at]}")["v"])
            else:
                start = self.at
                while self.text[self.at] not in _BARE_END:
                    self._forward(1)
                keys.append(self.text[start : self.at])

    def _string(self) -> None:
        quote = self.text[self.at]
        if self.text.startswith(quote * 3, self.at):
            return self._long_string(quote)
        self._forward(1)
        while self.text[self.at] != quote:
            self._forward(2 if quote == '"' and self.text[self.at] == "\\" else 1)
        self._forward(1)
        return None

    def _long_string(self, quote: str) -> None:
        self._forward(3)
        while not self.text.startswith(quote * 3, self.at):
            self._forward(2 if quote == '"' and self.text[self.at] == "\\" else 1)
        self._forward(3)
        # Up to two more quotes belong to the text itself: """"quoted""""" ends with five.
        while self.text.startswith(quote, self.at):
            self._forward(1)

    def _to_next(self) -> bool:
        """Skip blanks and comments; False at the end."""
        while self.at < len(self.text):
            letter = self.text[self.at]
            if letter == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif letter in _SPACE:
                self._forward(1)
            else:
                return True
        return False

    def _forward(self, count: int) -> None:
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count

    def _note(self, path: Path, line: int) -> None:
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)
