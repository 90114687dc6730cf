"""Bytes to text: byte order marks, UTF-16 without one, UTF-8, and what old word processors left behind."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: the same two bytes first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 4096
NUL_SHARE = 0.3
"""Share of NULs at even or odd places from which bytes are UTF-16, if there is none at the others; by judgement."""
CONTROL_SHARE = 0.02
"""Share of control characters from which bytes are no text; prose has none. By judgement."""
_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as decoded, and what had to be mended on the way."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(raw: bytes) -> Decoded | None:
    """The text of `raw` with line ends as `\\n` and no byte order mark; None where it is no text. Never raises."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return _finish(*_forgiving(raw[len(mark) :], encoding))
    wide = _utf_16_without_mark(raw[:SAMPLE])
    if wide:
        return _finish(*_forgiving(raw, wide))
    if _is_binary(raw[:SAMPLE]):
        return None
    try:
        return _finish(raw.decode("utf-8"), ())
    except UnicodeDecodeError as error:
        return _finish(*_legacy(raw, error.start))


def plain(text: str) -> Decoded:
    """Text that came as characters, made fit for a table: line ends as `\\n`, lone surrogates replaced."""
    return _finish(text, ())


def _legacy(raw: bytes, at: int) -> tuple[str, tuple[str, ...]]:
    try:
        return raw.decode("cp1252"), (f"not UTF-8 at byte {at}; read as cp1252",)
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace"), (f"neither UTF-8 nor cp1252 at byte {at}; bad bytes replaced by U+FFFD",)


def _forgiving(raw: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        return raw.decode(encoding), ()
    except UnicodeDecodeError as error:
        return raw.decode(encoding, "replace"), (f"broken {encoding} at byte {error.start}; bad units replaced by U+FFFD",)


def _finish(text: str, warnings: tuple[str, ...]) -> Decoded:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        warnings = (*warnings, f"lone surrogate at character {error.start}; replaced by U+FFFD")
    return Decoded(text, warnings)


def _utf_16_without_mark(sample: bytes) -> str | None:
    half = max(1, len(sample) // 2)
    if len(sample) < 4:
        return None
    if sample[1::2].count(0) / half > NUL_SHARE and sample[::2].count(0) == 0:
        return "utf-16-le"
    if sample[::2].count(0) / half > NUL_SHARE and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _is_binary(sample: bytes) -> bool:
    return bool(sample) and sum(byte in _CONTROL for byte in sample) / len(sample) > CONTROL_SHARE
