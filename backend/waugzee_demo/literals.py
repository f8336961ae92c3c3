"""Array literals of JavaScript source as JSON, for recordings that were kept as code."""

import json
import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
    (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<space>\s+|//[^\n]*|/\*.*?\*/)
    | (?P<key>[A-Za-z_$][\w$]*)(?=\s*:)
    | (?P<value>true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<mark>[\[\]{},:])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r?\n)|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


def array_literals(source: str) -> Iterator[str]:
    """Each array of plain literals that is assigned to a name (`… = [ … ]`), as JSON text."""
    for assigned in re.finditer(r"=\s*(?=\[)", source):
        json_text = _converted(source, assigned.end())
        if json_text is not None:
            yield json_text


def _converted(source: str, at: int) -> str | None:
    """The literal that begins at `at`; None where it holds more than literals."""
    written: list[str] = []
    depth = 0
    while token := _TOKEN.match(source, at):
        at = token.end()
        kind, text = token.lastgroup, token[0]
        if kind == "space":
            continue
        if text in ("]", "}") and kind == "mark" and written[-1] == ",":
            written.pop()
        written.append(_as_json(kind, text))
        if kind == "mark":
            depth += (text in "[{") - (text in "]}")
            if depth == 0:
                return "".join(written)
    return None


def _as_json(kind: str | None, text: str) -> str:
    if kind == "key":
        return json.dumps(text)
    if kind == "string":
        return json.dumps(_ESCAPE.sub(_unescaped, text[1:-1]), ensure_ascii=False)
    return text


def _unescaped(escape: re.Match[str]) -> str:
    code, short, newline, letter = escape.groups()
    if code or short:
        return chr(int(code or short, 16))
    return "" if newline else _LETTERS.get(letter, letter)
