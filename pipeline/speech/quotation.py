"""The record of a quotation in tokens, as the steps of the search hand it on."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.speech.cues import Cue
from pipeline.speech.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation in tokens; `parts` in order."""

    kind: str
    parts: tuple[tuple[int, int], ...]
    cue: Cue | None
    speaker: Speaker | None
    rule: str | None
    paragraph: int
    unit: int
