"""Measures what the stages cost: CPU milliseconds per 1,000 words and stage, and time and memory of the actor base.

    python models/scripts/cost.py ARTICLES.jsonl.gz [--every 60] [--most 40]

Takes every n-th record with a `text`; of four passes the quickest of each stage counts, since a machine is seldom quiet.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from pathlib import Path

import pipeline
from pipeline.actors import ActorBase

PASSES = 4


def resident() -> float:
    """Megabytes of memory held (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--every", type=int, default=60)
    parser.add_argument("--most", type=int, default=40)
    args = parser.parse_args()
    held, begun = resident(), time.perf_counter()
    ActorBase.load().find("Zelensky")
    print(f"actor base: {time.perf_counter() - begun:.2f} s, {resident() - held:.0f} MB")
    lines = gzip.decompress(args.articles.read_bytes()).decode("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines[:: args.every][: args.most]]
    words = sum(len(text.split()) for text in texts)
    nlp = pipeline.load()
    best: dict[str, float] = {}
    for _ in range(PASSES):
        spent = dict.fromkeys(nlp.pipe_names, 0.0)
        for text in texts:
            doc = nlp.make_doc(text)
            for name, stage in nlp.pipeline:
                start = time.process_time()
                doc = stage(doc)
                spent[name] += time.process_time() - start
        best = {name: min(seconds, best.get(name, seconds)) for name, seconds in spent.items()}
    for name, seconds in best.items():
        print(f"{name:22} {1e6 * seconds / words:7.1f} ms per 1,000 words")


if __name__ == "__main__":
    main()
