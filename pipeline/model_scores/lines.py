"""The lines of a gold file, each with its place for messages."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import DataError, InputError


def numbered_lines(path: Path) -> Iterator[tuple[str, str]]:
    """`("FILE, line 1", text)` of each line; a file ending in `.gz` is unpacked. Raises InputError, DataError."""
    if not path.is_file():
        raise InputError(f"no file {path}")
    number = 0
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                yield f"{path}, line {number}", line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}, line {number}: not UTF-8 text ({error.reason} at byte {error.start})") from None
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path}, line {number + 1}: can't be read ({error})") from error
