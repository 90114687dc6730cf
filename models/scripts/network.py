"""The network: one encoder begun from MiniLM-L6, many heads. Needs torch; the product runs its ONNX export without it.

The first layers read word pieces, the others one state a word, that of its first piece: with 1.27 pieces to a word, a seventh of
the work is saved.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from pipeline.encoder.marks import WIDTH

VOCABULARY, POSITIONS, HIDDEN, INNER, ATTENTION_HEADS, LAYERS = 30_522, 512, 384, 1_536, 12, 6
"""The shape of MiniLM-L6-H384-uncased."""
PIECE_LAYERS = 2
"""Layers that read word pieces."""
ARC, RELATION = 256, 64
DROPOUT = 0.1
TAG_HEADS = ("names", "upos", "xpos", "feats", "lemma", "starts")


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

    def __init__(self) -> None:
        super().__init__()
        self.projections = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.mixed = nn.Linear(HIDDEN, HIDDEN)
        self.after_mixing = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.after_widening = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """`states` `(batch, n, HIDDEN)`; `mask` `(batch, 1, 1, n)`: which of them are there."""
        batch, n, _ = states.shape
        parts = self.projections(states).view(batch, n, 3, ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        if torch.onnx.is_in_onnx_export():
            shares = ((query @ key.transpose(2, 3)) * (HIDDEN // ATTENTION_HEADS) ** -0.5).softmax(-1)
            mixed = shares @ value
        else:
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = self.mixed(mixed.transpose(1, 2).reshape(batch, n, HIDDEN))
        states = self.after_mixing(states + self.drop(mixed))
        return self.after_widening(states + self.drop(self.down(functional.gelu(self.up(states)))))


class Network(nn.Module):
    """The encoder with a head for each layer of annotation."""

    def __init__(self, sizes: dict[str, int]) -> None:
        """`sizes`: the number of labels of each tag head and of `deps`."""
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Parameter(torch.zeros(POSITIONS, HIDDEN))
        self.marks = nn.Linear(WIDTH, HIDDEN, bias=False)
        self.embedded = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(DROPOUT)
        self.tags = nn.ModuleDict({head: nn.Linear(HIDDEN, sizes[head]) for head in TAG_HEADS})
        self.arc_dependent, self.arc_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.relation_dependent, self.relation_head = nn.Linear(HIDDEN, RELATION), nn.Linear(HIDDEN, RELATION)
        self.arc = nn.Parameter(torch.empty(ARC + 1, ARC))
        self.relation = nn.Parameter(torch.empty(sizes["deps"], RELATION + 1, RELATION + 1))
        for weights, spread in ((self.marks.weight, 0.01), (self.arc, 0.02), (self.relation, 0.02)):
            nn.init.normal_(weights, std=spread)

    def begin_from(self, weights: dict[str, Tensor]) -> None:
        """Takes the encoder over from BERT's weights under their usual names."""

        def both(target: nn.Linear | nn.LayerNorm, source: str) -> None:
            target.weight.data.copy_(weights[f"{source}.weight"])
            target.bias.data.copy_(weights[f"{source}.bias"])

        self.pieces.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
        kinds = weights["embeddings.token_type_embeddings.weight"]
        self.positions.data.copy_(weights["embeddings.position_embeddings.weight"] + kinds[0])
        both(self.embedded, "embeddings.LayerNorm")
        for i, layer in enumerate(self.layers):
            at = f"encoder.layer.{i}"
            for kind in ("weight", "bias"):
                parts = [weights[f"{at}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                getattr(layer.projections, kind).data.copy_(torch.cat(parts))
            both(layer.mixed, f"{at}.attention.output.dense")
            both(layer.after_mixing, f"{at}.attention.output.LayerNorm")
            both(layer.up, f"{at}.intermediate.dense")
            both(layer.down, f"{at}.output.dense")
            both(layer.after_widening, f"{at}.output.LayerNorm")

    @classmethod
    def begun(cls, encoder: Path, sizes: dict[str, int]) -> Network:
        """A network over MiniLM's weights, the heads still blank. `encoder`: its folder with `model.safetensors`."""
        network = cls(sizes)
        network.begin_from(load_file(str(encoder / "model.safetensors")))
        return network

    def take_over(self, state: dict[str, Tensor], earlier: dict[str, list[str]], labels: dict[str, list[str]]) -> None:
        """Goes on from the state of a network with other labels: what a label knew goes to the label of the same name."""
        own = self.state_dict()
        rows_of = {"relation": "deps", **{f"tags.{head}.{kind}": head for head in TAG_HEADS for kind in ("weight", "bias")}}
        for name, values in state.items():
            if name in rows_of:
                old, new = earlier[rows_of[name]], labels[rows_of[name]]
                for row, label in enumerate(new):
                    if label in old:
                        own[name][row] = values[old.index(label)]
            else:
                own[name] = values
        self.load_state_dict(own)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor | None, first: Tensor, present: Tensor | None) -> Read:
        """`ids`, `mask` `(batch, pieces)`; `marks` `(batch, pieces, WIDTH)`; `first` `(batch, words)`: each word's first piece;
        `present` `(batch, words)`: which words there are. A batch without padding needs neither `mask` nor `present`."""
        states = self.pieces(ids) + self.positions[: ids.shape[1]] + self.marks(marks)
        states = self.drop(self.embedded(states))
        there = None if mask is None else mask.bool()[:, None, None]
        for layer in self.layers[:PIECE_LAYERS]:
            states = layer(states, there)
        with_root = torch.cat([torch.zeros_like(first[:, :1]), first], 1)
        states = torch.gather(states, 1, with_root.unsqueeze(-1).expand(-1, -1, HIDDEN))
        there = None if present is None else torch.cat([torch.ones_like(present[:, :1]), present], 1)
        for layer in self.layers[PIECE_LAYERS:]:
            states = layer(states, None if there is None else there[:, None, None])
        states = self.drop(states)
        words = states[:, 1:]
        act = functional.gelu
        dependents = act(self.arc_dependent(words))
        one = torch.ones_like(dependents[..., :1])
        arcs = torch.cat([dependents, one], -1) @ self.arc @ act(self.arc_head(states)).transpose(1, 2)
        if there is not None:
            arcs = arcs.masked_fill(~there.unsqueeze(1), -1e4)
        tags = {head: layer(words) for head, layer in self.tags.items()}
        return Read(tags, arcs, act(self.relation_dependent(words)), act(self.relation_head(states)))

    def relations(self, read: Read, heads: Tensor) -> Tensor:
        """Scores `(batch, words, relations)`, given each word's head: 0 the root, else 1 + index of a word."""
        chosen = torch.gather(read.heads, 1, heads.unsqueeze(-1).expand(-1, -1, RELATION))
        one = torch.ones_like(chosen[..., :1])
        return torch.einsum(
            "bwc,rcd,bwd->bwr", torch.cat([read.dependents, one], -1), self.relation, torch.cat([chosen, one], -1)
        )
