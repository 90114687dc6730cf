"""Trains a network: a teacher of names, a teacher of syntax, or the student that is shipped. Resumes from its checkpoint.

    python models/scripts/train_encoder.py CORPORA ENCODER GAZETTEER OUT --shape teacher --layers names
    python models/scripts/train_encoder.py CORPORA ENCODER GAZETTEER OUT --shape teacher --layers syntax
    python models/scripts/train_encoder.py CORPORA ENCODER GAZETTEER OUT --teachers NAMES SYNTAX --articles ARTICLES

The teachers, begun from MPNet, learn from the corpora. The student, begun from MiniLM-L6, learns from the corpora too, and on
these and on raw news to say what the teachers say, layer by layer: how likely each label, head and relation is. The teacher of
syntax sees the treebanks alone: one that also reads texts without trees is free to say anything of their words, and does.
ENCODER: the folder of the first weights (`config.json`, `model.safetensors`). OUT gets `labels.json`, `checkpoint.pt` every 250
steps and `network.pt`, the average of the last weights.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, kl_div
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from common import CURLY_SHARE
from names import TRAIN_SHARE, NamePool
from network import NEVER, SHAPES, TAG_HEADS, TEACHER, Network, Read
from pipeline.encoder.marks import Gazetteer
from pipeline.encoder.network import LABELS
from pipeline.encoder.pieces import Pieces
from texts import TREEBANKS, Text, training_texts, vary
from windows import MASKED, Cutter, Labels, Window, batches, tensors

PIECES = 1_600
"""Word pieces a batch, padding included; on a GPU ten times as many."""
RATE = {"student": 3e-4, "teacher": 5e-5}
HEADS_FASTER, WARM_SHARE = 5.0, 0.05
SYNTAX = ("upos", "xpos", "feats", "lemma", "starts", "arcs", "deps")
LAYERS = {"names": ("names",), "syntax": SYNTAX, "all": ("names", *SYNTAX)}
WEIGHT = {"names": 1.5, "upos": 0.5, "xpos": 0.5, "feats": 0.5, "lemma": 0.5, "starts": 0.5, "arcs": 1.0, "deps": 1.0}
SILVER_WEIGHT = 0.4
"""Of the names of silver corpora; none where there is a teacher, who knows better."""
GOLD_SHARE = 0.5
"""Weight of the corpora's labels beside the teachers' word."""
SMOOTHING = 0.03
SWAP_SHARE = 0.35
REPEATS = {"wikigold": 2, "crossner_politics": 2, "prose": 2}
"""Corpora of good annotation and few texts are seen twice in an epoch, each time varied anew."""
SHARES = {**TRAIN_SHARE, "prose": 1.0, "gmb": 0.3, "news": 0.0}
SHARES_TAUGHT = {**SHARES, "gmb": 1.0, "multiner_gov": 1.0, "news": 1.0}
NAME_LABELS = ("EVENT", "FAC", "GPE", "LAW", "LOC", "NORP", "ORG", "PERSON", "PRODUCT", "WORK_OF_ART")
AVERAGE = 0.998
SAVE_EVERY = 250
Batch = dict[str, Any]


class Feed(IterableDataset[Batch]):
    """Batches without end: one pass over the corpora after the other, each varied anew; its workers share the texts out."""

    def __init__(
        self, texts: dict[str, list[Text]], shares: dict[str, float], pool: NamePool,
        new_cutter: Callable[[random.Random], Cutter], pieces: int, seed: int,
    ) -> None:  # fmt: skip
        self._texts, self._shares, self._pool = texts, shares, pool
        self._new_cutter, self._pieces, self._seed = new_cutter, pieces, seed

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        mine, all_ = (worker.id, worker.num_workers) if worker else (0, 1)
        dice = random.Random(f"{self._seed} {mine}")
        cutter = self._new_cutter(dice)
        while True:
            for batch in self._epoch(mine, all_, cutter, dice):
                yield tensors(batch)

    def _epoch(self, mine: int, all_: int, cutter: Cutter, dice: random.Random) -> list[list[Window]]:
        cut: list[Window] = []
        for name, of_corpus in self._texts.items():
            for text in (t for _ in range(REPEATS.get(name, 1)) for t in of_corpus[mine::all_]):
                if dice.random() < self._shares[name]:
                    cut += cutter.cut(vary(text, self._pool, dice, SWAP_SHARE, CURLY_SHARE))
        return batches(cut, self._pieces, dice)


def on(device: str, batch: Batch) -> Batch:
    return {k: {h: t.to(device) for h, t in v.items()} if isinstance(v, dict) else v.to(device) for k, v in batch.items()}


@dataclass(frozen=True, slots=True)
class Said:
    """What a network says of a batch, each `(batch, words, labels)`: of arcs and relations as of tags."""

    scores: dict[str, Tensor]
    heads: Tensor
    """The heads whose relations were asked for."""


def said(network: Network, batch: Batch, within: bool, heads: Tensor | None = None) -> Said:
    """`within`: arcs compete only within their sentence. `heads`: of relations; else the corpora's, or the likeliest."""
    read: Read = network(batch["ids"], batch["marks"], batch["mask"], batch["first"], batch["present"])
    arcs = read.arcs
    if within:
        same = batch["sentence"].unsqueeze(2) == batch["sentence"].unsqueeze(1)
        arcs = arcs.masked_fill(~torch.cat([torch.ones_like(same[..., :1]), same], 2), NEVER)
    if heads is None:
        gold = batch["labels"]["heads"]
        heads = torch.where(gold == MASKED, arcs.argmax(2), gold)
    return Said({**read.tags, "arcs": arcs, "deps": network.relations(read, heads)}, heads)


def gold_losses(own: Said, batch: Batch, silver_weight: float) -> dict[str, Tensor]:
    """One loss a layer, by the labels of the corpora."""
    found: dict[str, Tensor] = {}
    for layer, scores in own.scores.items():
        gold = batch["labels"]["heads" if layer == "arcs" else layer]
        smoothing = SMOOTHING if layer in TAG_HEADS else 0.0
        each = cross_entropy(scores.transpose(1, 2), gold, ignore_index=MASKED, reduction="none", label_smoothing=smoothing)
        known = (gold != MASKED).float()
        if layer == "names":
            known = known * torch.where(batch["silver"], silver_weight, 1.0).unsqueeze(1)
        found[layer] = (each * known).sum() / known.sum().clamp(min=1)
    return found


def taught_losses(own: Said, teacher: Said, batch: Batch) -> dict[str, Tensor]:
    """One loss a layer, by how far the student's word is from the teacher's."""
    there = batch["present"].float()
    found: dict[str, Tensor] = {}
    for layer, scores in own.scores.items():
        target = teacher.scores[layer].float().log_softmax(2)
        each = kl_div(scores.float().log_softmax(2), target, reduction="none", log_target=True).sum(2)
        found[layer] = (each * there).sum() / there.sum()
    return found


def parameters(network: Network) -> list[dict[str, Any]]:
    """The encoder at the base rate, heads faster; word vectors stay as they are, so that rare words keep their place."""
    network.pieces.requires_grad_(False)
    network.positions.requires_grad_(False)
    slow = ("layers.", "distances.", "embedded.")
    named = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    encoder = [p for name, p in named if name.startswith(slow)]
    heads = [p for name, p in named if not name.startswith(slow)]
    return [{"params": encoder, "faster": 1.0}, {"params": heads, "faster": HEADS_FASTER}]


class Training:
    """A network on its way through so many steps, with the running average of its weights."""

    def __init__(self, network: Network, layers: Sequence[str], rate: float, steps: int) -> None:
        self.network, self._layers, self._rate, self.steps, self.step = network, layers, rate, steps, 0
        groups = parameters(network)
        self._optimizer = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01)
        self._trained = [p for g in groups for p in g["params"]]
        self._average = [p.detach().clone() for p in self._trained]

    def take(self, batch: Batch, within: bool, teacher: Said | None) -> dict[str, Tensor]:
        """One step; the losses of the layers. `teacher`: what it says of the batch."""
        rate = self._rate * min(1.0, (self.step + 1) / (WARM_SHARE * self.steps)) * max(0.02, 1 - self.step / self.steps)
        for group in self._optimizer.param_groups:
            group["lr"] = rate * group["faster"]
        self.network.train()
        with torch.autocast(batch["ids"].device.type, torch.bfloat16, enabled=batch["ids"].is_cuda):
            own = said(self.network, batch, within, teacher.heads if teacher else None)
            found = gold_losses(own, batch, 0.0 if teacher else SILVER_WEIGHT)
            if teacher:
                taught = taught_losses(own, teacher, batch)
                found = {layer: GOLD_SHARE * loss + taught[layer] for layer, loss in found.items()}
        loss = torch.stack([WEIGHT[layer] * found[layer] for layer in self._layers]).sum()
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self._trained, 1.0)
        self._optimizer.step()
        self.step += 1
        keep = min(AVERAGE, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(self._average, [p.detach() for p in self._trained], 1 - keep)
        return {layer: found[layer].detach() for layer in self._layers}

    def averaged(self) -> dict[str, Tensor]:
        """The network's state with the average of the last weights."""
        names = {id(p): n for n, p in self.network.named_parameters()}
        average = {names[id(p)]: value for p, value in zip(self._trained, self._average, strict=True)}
        return {**self.network.state_dict(), **average}

    def save(self, path: Path) -> None:
        state = {"network": self.network.state_dict(), "optimizer": self._optimizer.state_dict(), "average": self._average}
        torch.save({**state, "step": self.step}, path.with_suffix(".tmp"))
        path.with_suffix(".tmp").replace(path)

    def resume(self, path: Path) -> None:
        state = torch.load(path, weights_only=False, map_location=self._trained[0].device)
        self.network.load_state_dict(state["network"])
        self._optimizer.load_state_dict(state["optimizer"])
        self._average, self.step = state["average"], state["step"]


@dataclass(frozen=True, slots=True)
class Teachers:
    """One who knows names, one who knows all else."""

    names: Network
    syntax: Network

    @torch.no_grad()
    def say(self, batch: Batch, within: bool) -> Said:
        with torch.autocast(batch["ids"].device.type, torch.bfloat16, enabled=batch["ids"].is_cuda):
            syntax, names = said(self.syntax, batch, within), said(self.names, batch, within)
        return Said({**syntax.scores, "names": names.scores["names"]}, syntax.heads)


def taught(folder: Path, labels: Labels, device: str) -> Network:
    """A teacher as its training left it. Raises OSError, ValueError."""
    if json.loads((folder / LABELS).read_text(encoding="utf-8")) != labels.of:
        raise ValueError(f"{folder / LABELS}: other labels than the corpora have; train this teacher again")
    network = Network({head: len(values) for head, values in labels.of.items()}, TEACHER)
    network.load_state_dict(torch.load(folder / "network.pt", map_location=device))
    return network.to(device).eval()


def feed(a: argparse.Namespace, labels: Labels, texts: dict[str, list[Text]], seed: int) -> DataLoader[Batch]:
    pieces, gazetteer = Pieces(a.tokenizer or a.encoder / "tokenizer.json"), Gazetteer.read(a.gazetteer)
    data = Feed(
        texts, SHARES_TAUGHT if a.teachers else SHARES, NamePool(a.corpora / "actors"),
        lambda dice: Cutter(labels, pieces, gazetteer, dice), a.pieces, seed,
    )  # fmt: skip
    return DataLoader(data, batch_size=None, num_workers=a.workers, prefetch_factor=8 if a.workers else None)


def main(a: argparse.Namespace) -> None:
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    texts = training_texts(a.corpora, a.articles)
    labels = Labels.count((t for of in texts.values() for t in of), NAME_LABELS)
    if a.layers == "syntax":
        texts = {name: texts[name] for name in TREEBANKS}
    teachers = Teachers(*(taught(folder, labels, a.device) for folder in a.teachers)) if a.teachers else None
    (a.out / LABELS).write_text(json.dumps(labels.of, ensure_ascii=False), encoding="utf-8")
    network = Network.begun(a.encoder, {head: len(values) for head, values in labels.of.items()}, SHAPES[a.shape])
    training = Training(network.to(a.device), LAYERS[a.layers], a.rate or RATE[a.shape], a.steps)
    checkpoint = a.out / "checkpoint.pt"
    if checkpoint.is_file():
        training.resume(checkpoint)
    first, begun, mean = training.step, time.time(), {}
    dice = random.Random(a.seed + first)
    for batch in feed(a, labels, texts, a.seed + first):
        moved, within = on(a.device, batch), dice.random() < 0.5
        found = training.take(moved, within, teachers.say(moved, within) if teachers else None)
        for layer, value in found.items():
            mean[layer] = 0.98 * mean.get(layer, value) + 0.02 * value
        if training.step % 25 == 0:
            minutes = (time.time() - begun) / 60
            left = (a.steps - training.step) * minutes / (training.step - first)
            losses = {layer: round(value.item(), 3) for layer, value in mean.items()}
            print(f"{training.step}/{a.steps} {losses} {minutes:.1f} min, {left:.0f} left", flush=True)
        if training.step % SAVE_EVERY == 0 or training.step >= a.steps:
            training.save(checkpoint)
            torch.save(training.averaged(), a.out / "network.tmp")
            (a.out / "network.tmp").replace(a.out / "network.pt")
        if training.step >= a.steps:
            return


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("corpora", "encoder", "gazetteer", "out"):
        p.add_argument(name, type=Path)
    p.add_argument("--shape", choices=SHAPES, default="student")
    p.add_argument("--layers", choices=LAYERS, default="all", help="what is learnt")
    p.add_argument(
        "--teachers", type=Path, nargs=2, metavar=("NAMES", "SYNTAX"), help="folders of trained teachers, for a student"
    )
    p.add_argument("--articles", type=Path, help="folder of raw news, for a student with teachers")
    p.add_argument("--tokenizer", type=Path, help="MiniLM's tokenizer.json, whose word pieces a teacher reads too")
    p.add_argument("--steps", type=int, default=4_000, help="batches; about 900 of 1,600 pieces are one pass over the corpora")
    p.add_argument("--pieces", type=int, default=PIECES, help="word pieces a batch")
    p.add_argument("--rate", type=float, help="of learning, at its highest; default: 3e-4 for a student, 5e-5 for a teacher")
    p.add_argument("--device", default="cpu", help="cpu, cuda")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--workers", type=int, default=0, help="processes that prepare batches")
    p.add_argument("--seed", type=int, default=0)
    main(p.parse_args())
