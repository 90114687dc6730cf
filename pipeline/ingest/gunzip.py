"""Gzip as a stream that gives all it could unpack before it says what is broken.

The standard library's reader raises as soon as it meets damage, and with it go the bytes that it had already unpacked.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

BLOCK = 2**16
_GZIP = 31
"""zlib's window bits for gzip members."""


class BrokenGzip(Exception):
    """The data is damaged from here on."""


class Gunzip(io.RawIOBase):
    """Reads the members of a gzip stream one after the other. Raises BrokenGzip after the last good byte."""

    def __init__(self, packed: io.BufferedReader) -> None:
        self._packed = packed
        self._blocks = _unpack(packed)
        self._left = b""

    def close(self) -> None:
        """Closes the packed stream, too."""
        self._packed.close()
        super().close()

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills `buffer` as far as the next unpacked block goes; 0 at the end."""
        if not self._left:
            self._left = next(self._blocks, b"")
        taken = min(len(buffer), len(self._left))
        buffer[:taken], self._left = self._left[:taken], self._left[taken:]
        return taken


def _unpack(packed: io.BufferedReader) -> Iterator[bytes]:
    member = zlib.decompressobj(_GZIP)
    begun = False
    data = b""
    while data or (data := packed.read(BLOCK)):
        if member.eof:
            if not (data := data.lstrip(b"\0")):
                continue
            member = zlib.decompressobj(_GZIP)
        try:
            unpacked = member.decompress(data, BLOCK)
        except zlib.error as error:
            raise BrokenGzip(f"{'what follows is no gzip' if begun and not member.eof else 'damaged gzip'} ({error})") from error
        begun = True
        data = member.unused_data if member.eof else member.unconsumed_tail
        if unpacked:
            yield unpacked
    if not member.eof:
        raise BrokenGzip("it ends in the middle of the data")
