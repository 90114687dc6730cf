"""Measures how often each rule of attribution names the right speaker: the scores of pipeline/speech/scores.py.

    python models/scripts/speakers.py CORPORA/quotes/polnear.dev.jsonl.gz CORPORA/quotes/gumnews.dev.jsonl.gz

Prints, per rule, the right ones, the quotes found with it, and their share drawn towards that of all rules as if `PRIOR` more
quotes had been seen. A quote is found where it covers half of a gold one or of itself; its speaker is right where the two spans
touch, or end with the same capitalised word.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pipeline
from pipeline.annotations import QUOTES, Quote, spans_of

PRIOR = 10


def same_speaker(text: str, gold: dict[str, Any], found: Quote) -> bool:
    if found.speaker is None:
        return False
    (start, end), (first, last) = (gold["speaker_start"], gold["speaker_end"]), found.speaker
    if max(start, first) < min(end, last):
        return True
    words, other = text[start:end].split(), text[first:last].split()
    return bool(words and other) and words[-1] == other[-1] and words[-1][:1].isupper()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    nlp = pipeline.load()
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for path in parser.parse_args().gold:
        for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
            record = json.loads(line)
            told = [quote for quote in record["quotes"] if quote.get("speaker_start") is not None]
            for span in spans_of(nlp(record["text"]), QUOTES):
                start, end, quote = span.start_char, span.end_char, span._.quote
                gold = max(told, key=lambda q: min(q["end"], end) - max(q["start"], start), default=None)
                if gold is None or quote.attribution is None:
                    continue
                common = min(gold["end"], end) - max(gold["start"], start)
                if 2 * common >= min(gold["end"] - gold["start"], end - start):
                    seen[quote.attribution] += 1
                    right[quote.attribution] += same_speaker(record["text"], gold, quote)
    overall = right.total() / seen.total()
    for rule, count in seen.most_common():
        print(f"{rule:20} {right[rule]:5} {count:5}  {(right[rule] + PRIOR * overall) / (count + PRIOR):.2f}")
    print(f"{'all':20} {right.total():5} {seen.total():5}  {overall:.2f}")


if __name__ == "__main__":
    main()
