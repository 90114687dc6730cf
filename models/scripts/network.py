"""The network: one encoder, many heads. Needs torch; the product runs its ONNX export without it.

Two shapes: the teacher, begun from MPNet, reads word pieces in all its layers; the student, which is shipped, is begun from
MiniLM-L6, reads word pieces in its first layers and one state a word, that of its first piece, in the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from pipeline.encoder.marks import WIDTH

ARC, RELATION = 256, 64
DROPOUT = 0.1
TAG_HEADS = ("names", "upos", "xpos", "feats", "lemma", "starts")
NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Shape:
    vocabulary: int
    positions: int
    hidden: int
    inner: int
    attention_heads: int
    layers: int
    piece_layers: int
    """Layers that read word pieces, the first ones."""
    epsilon: float
    distances: int = 0
    """Classes of the distance between two pieces that attention knows (MPNet), or none (BERT)."""


STUDENT = Shape(30_522, 512, 384, 1_536, 12, 6, 2, 1e-12)
TEACHER = Shape(30_527, 512, 768, 3_072, 12, 12, 12, 1e-5, distances=32)
SHAPES = {"student": STUDENT, "teacher": TEACHER}
MPNET_SHIFT, MPNET_FIRST, MPNET_LAST = 4, 0, 2
"""MPNet's vocabulary is BERT's behind four pieces of its own; texts begin and end with two of these."""
BERT_FIRST, BERT_LAST = 101, 102
FARTHEST = 128
"""Pieces apart beyond which MPNet tells no distances apart."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the heads say of each word: a score per label, per head word, and halves of a score per relation."""

    tags: dict[str, Tensor]
    """Head -> `(batch, words, labels)`."""
    arcs: Tensor
    """`(batch, words, 1 + words)`: of each head word, the root first."""
    dependents: Tensor
    """`(batch, words, RELATION)`."""
    heads: Tensor
    """`(batch, 1 + words, RELATION)`."""


class Layer(nn.Module):
    """A transformer layer as in BERT: attention, then a wider layer, each added to its input and normalised."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        hidden, self._heads = shape.hidden, shape.attention_heads
        self.projections = nn.Linear(hidden, 3 * hidden)
        self.mixed = nn.Linear(hidden, hidden)
        self.after_mixing = nn.LayerNorm(hidden, eps=shape.epsilon)
        self.up, self.down = nn.Linear(hidden, shape.inner), nn.Linear(shape.inner, hidden)
        self.after_widening = nn.LayerNorm(hidden, eps=shape.epsilon)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, states: Tensor, bias: Tensor | None) -> Tensor:
        """`states` `(batch, n, hidden)`; `bias`, to `(batch, heads, n, n)`: added to the scores of attention, or a mask."""
        batch, n, hidden = states.shape
        parts = self.projections(states).view(batch, n, 3, self._heads, hidden // self._heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        if torch.onnx.is_in_onnx_export():
            shares = ((query @ key.transpose(2, 3)) * (hidden // self._heads) ** -0.5).softmax(-1)
            mixed = shares @ value
        else:
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        mixed = self.mixed(mixed.transpose(1, 2).reshape(batch, n, hidden))
        states = self.after_mixing(states + self.drop(mixed))
        return self.after_widening(states + self.drop(self.down(functional.gelu(self.up(states)))))


class Network(nn.Module):
    """The encoder with a head for each layer of annotation."""

    def __init__(self, sizes: dict[str, int], shape: Shape = STUDENT) -> None:
        """`sizes`: the number of labels of each tag head and of `deps`."""
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.vocabulary, shape.hidden)
        self.positions = nn.Parameter(torch.zeros(shape.positions, shape.hidden))
        self.marks = nn.Linear(WIDTH, shape.hidden, bias=False)
        self.embedded = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        if shape.distances:
            self.distances = nn.Embedding(shape.distances, shape.attention_heads)
        self.drop = nn.Dropout(DROPOUT)
        self.tags = nn.ModuleDict({head: nn.Linear(shape.hidden, sizes[head]) for head in TAG_HEADS})
        self.arc_dependent, self.arc_head = nn.Linear(shape.hidden, ARC), nn.Linear(shape.hidden, ARC)
        self.relation_dependent, self.relation_head = nn.Linear(shape.hidden, RELATION), nn.Linear(shape.hidden, RELATION)
        self.arc = nn.Parameter(torch.empty(ARC + 1, ARC))
        self.relation = nn.Parameter(torch.empty(sizes["deps"], RELATION + 1, RELATION + 1))
        for weights, spread in ((self.marks.weight, 0.01), (self.arc, 0.02), (self.relation, 0.02)):
            nn.init.normal_(weights, std=spread)

    @classmethod
    def begun(cls, encoder: Path, sizes: dict[str, int], shape: Shape) -> Network:
        """A network over published weights, the heads still blank. `encoder`: their folder with `model.safetensors`."""
        network = cls(sizes, shape)
        network.begin_from(load_file(str(encoder / "model.safetensors")))
        return network

    def begin_from(self, weights: dict[str, Tensor]) -> None:
        """Takes the encoder over from BERT's or MPNet's weights under their usual names.

        A shape of fewer layers takes layers at even distances; one that widens less keeps the units of the heaviest weights.
        """

        def both(target: nn.Linear | nn.LayerNorm, source: str) -> None:
            target.weight.data.copy_(weights[f"{source}.weight"])
            target.bias.data.copy_(weights[f"{source}.bias"])

        mpnet = bool(self.shape.distances)
        self.pieces.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
        positions = weights["embeddings.position_embeddings.weight"]
        if mpnet:
            self.positions.data.copy_(positions[-self.shape.positions :])
            self.distances.weight.data.copy_(weights["encoder.relative_attention_bias.weight"])
        else:
            self.positions.data.copy_(positions + weights["embeddings.token_type_embeddings.weight"][0])
        both(self.embedded, "embeddings.LayerNorm")
        parts, mixed, norm = (
            ("attention.attn.{}", "attention.attn.o", "attention.LayerNorm")
            if mpnet
            else ("attention.self.{}", "attention.output.dense", "attention.output.LayerNorm")
        )
        names = "qkv" if mpnet else ("query", "key", "value")
        depth = len({name.split(".")[2] for name in weights if name.startswith("encoder.layer.")})
        chosen = [int(i) for i in np.linspace(0, depth - 1, self.shape.layers)]
        for i, layer in zip(chosen, self.layers, strict=True):
            at = f"encoder.layer.{i}"
            for kind in ("weight", "bias"):
                joined = torch.cat([weights[f"{at}.{parts.format(name)}.{kind}"] for name in names])
                getattr(layer.projections, kind).data.copy_(joined)
            both(layer.mixed, f"{at}.{mixed}")
            both(layer.after_mixing, f"{at}.{norm}")
            up, down = weights[f"{at}.intermediate.dense.weight"], weights[f"{at}.output.dense.weight"]
            kept = (up.norm(dim=1) * down.norm(dim=0)).topk(self.shape.inner).indices.sort().values
            layer.up.weight.data.copy_(up[kept])
            layer.up.bias.data.copy_(weights[f"{at}.intermediate.dense.bias"][kept])
            layer.down.weight.data.copy_(down[:, kept])
            layer.down.bias.data.copy_(weights[f"{at}.output.dense.bias"])
            both(layer.after_widening, f"{at}.output.LayerNorm")

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor | None, first: Tensor, present: Tensor | None) -> Read:
        """`ids`, `mask` `(batch, pieces)`; `marks` `(batch, pieces, WIDTH)`; `first` `(batch, words)`: each word's first piece;
        `present` `(batch, words)`: which words there are. A batch without padding needs neither `mask` nor `present`."""
        states = self.pieces(self._own(ids)) + self.positions[: ids.shape[1]] + self.marks(marks)
        states = self.drop(self.embedded(states))
        seen = None if mask is None else mask.bool()[:, None, None]
        if self.shape.distances:
            seen = self._far(ids.shape[1], states) if seen is None else self._far(ids.shape[1], states).where(seen, NEVER)
        for layer in self.layers[: self.shape.piece_layers]:
            states = layer(states, seen)
        with_root = torch.cat([torch.zeros_like(first[:, :1]), first], 1)
        states = torch.gather(states, 1, with_root.unsqueeze(-1).expand(-1, -1, self.shape.hidden))
        there = None if present is None else torch.cat([torch.ones_like(present[:, :1]), present], 1)
        for layer in self.layers[self.shape.piece_layers :]:
            states = layer(states, None if there is None else there[:, None, None])
        states = self.drop(states)
        words = states[:, 1:]
        act = functional.gelu
        dependents = act(self.arc_dependent(words))
        one = torch.ones_like(dependents[..., :1])
        arcs = torch.cat([dependents, one], -1) @ self.arc @ act(self.arc_head(states)).transpose(1, 2)
        if there is not None:
            arcs = arcs.masked_fill(~there.unsqueeze(1), NEVER)
        tags = {head: layer(words) for head, layer in self.tags.items()}
        return Read(tags, arcs, act(self.relation_dependent(words)), act(self.relation_head(states)))

    def _own(self, ids: Tensor) -> Tensor:
        """The ids of BERT's vocabulary as those of the network's own."""
        if not self.shape.distances:
            return ids
        shifted = ids + MPNET_SHIFT
        return shifted.masked_fill(ids == BERT_FIRST, MPNET_FIRST).masked_fill(ids == BERT_LAST, MPNET_LAST)

    def _far(self, n: int, states: Tensor) -> Tensor:
        """`(1, heads, n, n)`: what attention adds for the distance of two pieces: near ones one by one, far ones by logarithm."""
        at = torch.arange(n, device=states.device)
        back = at[:, None] - at[None]
        half = self.shape.distances // 2
        exact, apart = half // 2, back.abs()
        far = exact + ((apart.clamp(min=1) / exact).log() / np.log(FARTHEST / exact) * (half - exact)).long()
        kind = torch.where(apart < exact, apart, far.clamp(max=half - 1)) + half * (back < 0)
        return self.distances(kind).permute(2, 0, 1).unsqueeze(0).to(states.dtype)

    def relations(self, read: Read, heads: Tensor) -> Tensor:
        """Scores `(batch, words, relations)`, given each word's head: 0 the root, else 1 + index of a word."""
        chosen = torch.gather(read.heads, 1, heads.unsqueeze(-1).expand(-1, -1, RELATION))
        one = torch.ones_like(chosen[..., :1])
        return torch.einsum(
            "bwc,rcd,bwd->bwr", torch.cat([read.dependents, one], -1), self.relation, torch.cat([chosen, one], -1)
        )
