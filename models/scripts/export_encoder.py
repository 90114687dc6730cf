"""Exports a trained network to ONNX, in 8-bit integers, and puts the spaCy pipeline around it.

    python models/scripts/export_encoder.py ENCODER GAZETTEER LEMMAS TRAINED OUT [--float]

TRAINED: the folder that `train_encoder.py` wrote. Weights get 7 of the 8 bits: processors without VNNI add up pairs of
products in 16 bits, which would overflow with 8, and so differ from those that have it.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import spacy
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from spacy.language import Language
from spacy.util import compile_prefix_regex, compile_suffix_regex
from torch import Tensor, nn

from common import META
from network import TAG_HEADS, Network
from pipeline.encoder.marks import WIDTH
from pipeline.encoder.network import LABELS, NETWORK, OUTPUTS, RELATIONS
from pipeline.encoder.reading import GAZETTEER, LEMMAS, TOKENIZER

OWN_META = {
    "name": "news",
    "description": "English news: tags, morphology, dependencies, sentences, lemmas, names. MiniLM-L6, many heads, in 8 bits.",
    "sources": [
        {"name": "MiniLM-L6 (all-MiniLM-L6-v2)", "license": "Apache-2.0"},
        {"name": "MPNet (all-mpnet-base-v2), the teachers' first weights", "license": "Apache-2.0"},
        {"name": "UD English EWT, UD English GUM", "license": "CC BY-SA 4.0, CC BY 4.0"},
        {"name": "name corpora: see models/SOURCES.md", "license": "various, all open to training"},
    ],
}

MOST = 127
"""The highest of 8-bit integers."""
PIECES = "/network/pieces/"
"""Begins the names of the exported nodes that look vectors up; these are in 8 bits already."""
RUNS = [*(rf"{re.escape(mark)}{{2,}}" for mark in "=*_~#<>^+|$"), r"[!?]{2,}"]
"""Marks that make one token when they are repeated, as the treebanks have it; spaCy parts them."""


def keep_runs_whole(nlp: Language) -> None:
    tokenizer: Any = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex([*RUNS, *nlp.Defaults.prefixes]).search
    tokenizer.suffix_search = compile_suffix_regex([*RUNS, *nlp.Defaults.suffixes]).search
    tokenizer.add_special_case("al.", [{"ORTH": "al."}])


class PiecesIn8Bits(nn.Module):
    """The vectors of word pieces, each in integers of its own scale; one scale for all, as the quantizer has it, blurs them."""

    def __init__(self, vectors: Tensor) -> None:
        super().__init__()
        scales = vectors.abs().amax(1, keepdim=True).clamp(min=1e-9) / MOST
        self.register_buffer("vectors", (vectors / scales).round().to(torch.int8))
        self.register_buffer("scales", scales)

    def forward(self, ids: Tensor) -> Tensor:
        return self.vectors[ids].float() * self.scales[ids]


class OneWindow(nn.Module):
    """The network as it is run: one window without padding, plain outputs."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, marks: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        read = self.network(ids, marks, None, first, None)
        return (*(read.tags[head] for head in TAG_HEADS), read.arcs, read.dependents, read.heads)


def export(network: Network, path: Path) -> None:
    network.eval()
    example = (torch.randint(1000, 20000, (1, 40)), torch.zeros(1, 40, WIDTH), torch.arange(1, 31).unsqueeze(0))
    axes = {"ids": {1: "pieces"}, "marks": {1: "pieces"}, "first": {1: "words"}}
    torch.onnx.export(
        OneWindow(network).eval(), example, str(path), input_names=list(axes), output_names=list(OUTPUTS), dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip


def quantize(path: Path, out: Path) -> None:
    prepared = path.with_suffix(".prepared.onnx")
    quant_pre_process(str(path), str(prepared), skip_symbolic_shape=True)
    pieces = [node.name for node in onnx.load(str(prepared)).graph.node if node.name.startswith(PIECES)]
    quantize_dynamic(
        str(prepared), str(out), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, nodes_to_exclude=pieces
    )


def main(a: argparse.Namespace) -> None:
    labels = json.loads((a.trained / LABELS).read_text(encoding="utf-8"))
    network = Network({head: len(values) for head, values in labels.items()})
    network.load_state_dict(torch.load(a.trained / "network.pt"))
    nlp = spacy.blank("en")
    keep_runs_whole(nlp)
    nlp.add_pipe("newsfacts_encoder")
    nlp.meta.update(META | OWN_META)
    shutil.rmtree(a.out, ignore_errors=True)
    nlp.to_disk(a.out)
    home = a.out / "newsfacts_encoder"
    home.mkdir()
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / NETWORK
        if a.float:
            export(network, home / NETWORK)
        else:
            network.pieces = PiecesIn8Bits(network.pieces.weight.detach())
            export(network, whole)
            quantize(whole, home / NETWORK)
    np.save(home / RELATIONS, network.relation.detach().numpy())
    shutil.copy(a.trained / LABELS, home / LABELS)
    shutil.copy(a.encoder / TOKENIZER, home / TOKENIZER)
    shutil.copy(a.gazetteer, home / GAZETTEER)
    shutil.copy(a.lemmas, home / LEMMAS)
    print(f"{a.out}: {sum(p.stat().st_size for p in a.out.rglob('*') if p.is_file()) / 1e6:.1f} MB")


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("encoder", "gazetteer", "lemmas", "trained", "out"):
        p.add_argument(name, type=Path)
    p.add_argument("--float", action="store_true", help="leave the weights in 32 bits, to compare")
    main(p.parse_args())
