"""The readers: plain text, and records as JSON. Each takes a stream of bytes and yields articles and rejects; none raises."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.article import Article, Reject
from pipeline.ingest.encoding import Decoded, decode
from pipeline.ingest.fields import Place, reject, to_article
from pipeline.ingest.gunzip import BrokenGzip, Gunzip
from pipeline.ingest.sources import NAMES, STDIN, Source, sidecar_of

Item = Article | Reject
LONGEST = 64 * 2**20
"""Bytes of one text or one line of JSON; beyond is no article but a mistake."""
GZIP_MAGIC = b"\x1f\x8b"


def read(source: Source, *, published: date | None = None) -> Iterator[Item]:
    """The articles of one source, in order, each as it is read; what can't be read as a Reject. Never raises for bad data.

    `published` is the user's word on the day of publication; it wins over the record's own.
    """
    if source.format is None and source.path is not None:
        known = ", ".join(NAMES)
        yield _whole(source, "unknown_format", f"no reader knows this file name; name its format with --format ({known})")
        return
    if source.path is not None and source.path.exists() and not (source.path.is_file() or source.path.is_dir()):
        yield _whole(source, "not_a_file", "a pipe or device, not a file; give - to read standard input")
        return
    try:
        with _open(source) as stream:
            kind = source.format or _sniff(stream)
            yield from READERS[kind](source, stream, published)
    except BrokenGzip as error:
        yield _whole(source, "broken_gzip", str(error))
    except FileNotFoundError:
        yield _whole(source, "not_found", "no such file, or a link that leads nowhere")
    except IsADirectoryError:
        yield _whole(source, "is_directory", "a folder with the name of a file; give the folder itself to read what is in it")
    except PermissionError:
        yield _whole(source, "no_permission", "no permission to read it")
    except OSError as error:
        yield _whole(source, "unreadable", f"{error.strerror or error}")


def read_text(source: Source, stream: io.BufferedReader, published: date | None) -> Iterator[Item]:
    """One article a file; title, date and the like from the `.json` beside it, if there is one."""
    place = Place(source.name, 0, published)
    raw, broken = _take(stream)
    if len(raw) > LONGEST:
        yield reject(place, "too_long", f"longer than {LONGEST:,} bytes: no article")
        return
    text = decode(raw)
    if broken:
        yield reject(place, "broken_gzip", f"after {len(raw):,} bytes: {broken}")
    elif text is None:
        yield reject(place, "not_text", "binary data, not text")
    elif not text.text.strip():
        yield reject(place, "empty", "no text but white space")
    else:
        metadata, complaint = _sidecar(source.path)
        yield to_article({**metadata, "text": text.text}, place, (*text.warnings, *complaint))


def read_records(source: Source, stream: io.BufferedReader, published: date | None) -> Iterator[Item]:
    """One record a line; a file that is one JSON array or object, over several lines, is read as such."""
    start = stream.peek(SNIFFED)[:SNIFFED]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in start or _spans_lines(start):
        yield from _read_document(source, stream, published)
        return
    lines = _lines(stream)
    number = 0
    while True:
        place = Place(source.name, number, published)
        try:
            line = next(lines, None)
        except BrokenGzip as error:
            yield reject(place, "broken_gzip", f"{error}; the records before it are read")
            return
        if line is None:
            return
        if line.strip():
            yield _record(line, place)
            number += 1


READERS: dict[str, Callable[[Source, io.BufferedReader, date | None], Iterator[Item]]] = {
    "text": read_text,
    "records": read_records,
}
SNIFFED = 4096


def _record(line: bytes, place: Place) -> Item:
    if len(line) > LONGEST:
        return reject(place, "too_long", f"a line of more than {LONGEST:,} bytes: no article")
    text = decode(line)
    if text is None:
        return reject(place, "not_text", "binary data, not JSON")
    value = _parse(text.text, place)
    return value if isinstance(value, Reject) else _from_value(value, place, text.warnings)


def _from_value(value: Any, place: Place, warnings: tuple[str, ...] = ()) -> Item:
    if not isinstance(value, Mapping):
        return reject(place, "not_an_object", f"a JSON {type(value).__name__}, not an object with a field of text")
    return to_article(value, place, warnings)


def _parse(text: str, place: Place) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        return reject(place, "not_json", f"{error.msg} at character {error.pos}")
    except RecursionError:
        return reject(place, "too_deep", "nested too deeply to be read")
    except ValueError as error:  # Python's limit on the digits of a number
        return reject(place, "not_json", f"{error}"[:200])


def _read_document(source: Source, stream: io.BufferedReader, published: date | None) -> Iterator[Item]:
    """A whole file as one JSON array or object, or as lines of wide characters."""
    first = Place(source.name, 0, published)
    raw, broken = _take(stream)
    text = decode(raw) if len(raw) <= LONGEST else Decoded("")
    if broken or text is None or len(raw) > LONGEST:
        code = "broken_gzip" if broken else "not_text" if text is None else "too_long"
        yield reject(first, code, broken or ("binary data" if text is None else "put one record on a line to read more"))
        return
    value = _parse(text.text, first)
    if isinstance(value, Reject) and "\n" in text.text.strip():
        for number, line in enumerate(filter(str.strip, text.text.splitlines())):
            yield _record(line.encode("utf-8", "surrogatepass"), Place(source.name, number, published))
    elif isinstance(value, Reject):
        yield value
    else:
        for number, one in enumerate(value if isinstance(value, list) else [value]):
            yield _from_value(one, Place(source.name, number, published), text.warnings)


def _spans_lines(start: bytes) -> bool:
    """Whether the first line is no whole JSON value: an array, or an object begun on it and ended further down."""
    stripped = start.lstrip()
    if stripped.startswith(b"["):
        return True
    first, more, _ = stripped.partition(b"\n")
    return bool(more) and stripped.startswith(b"{") and first.strip() in (b"{", b"{ ")


def _lines(stream: io.BufferedReader) -> Iterator[bytes]:
    """Lines of bounded length: of a longer one, the head that shows its length, the rest passed over."""
    while line := stream.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = stream.readline(LONGEST + 1)


def _take(stream: io.BufferedReader) -> tuple[bytes, str]:
    """Everything up to the limit, and how gzip broke off if it did."""
    taken = io.BytesIO()
    try:
        while taken.tell() <= LONGEST and (block := stream.read(2**20)):
            taken.write(block)
    except BrokenGzip as error:
        return taken.getvalue(), str(error)
    return taken.getvalue(), ""


def _open(source: Source) -> io.BufferedReader:
    """The bytes of a source, unzipped where they are gzip, whatever the name says."""
    raw: Any = sys.stdin.buffer if source.path is None else source.path.open("rb")
    stream = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(raw)
    return io.BufferedReader(Gunzip(stream)) if stream.peek(2)[:2] == GZIP_MAGIC else stream


def _sniff(stream: io.BufferedReader) -> str:
    return "records" if stream.peek(SNIFFED).lstrip()[:1] in (b"{", b"[") else "text"


def _sidecar(path: Path | None) -> tuple[dict[str, Any], tuple[str, ...]]:
    if path is None or not sidecar_of(path).is_file() or sidecar_of(path) == path:
        return {}, ()
    beside = sidecar_of(path)
    text = decode(beside.read_bytes())
    value = _parse(text.text, Place(str(beside), 0)) if text else None
    if isinstance(value, Mapping):
        return dict(value), ()
    reason = value.message if isinstance(value, Reject) else "not a JSON object"
    return {}, (f"metadata in {beside.name} not read: {reason}",)


def _whole(source: Source, error: str, message: str) -> Reject:
    """A file that can't be read at all."""
    name = source.name if source.name != STDIN else "standard input"
    return Reject(source=name, source_record=None, stage="read", error=error, message=message)
