"""Training the static encoder: one vector a word piece, a sentence is their mean.

Both sides of a pair have to match the teacher's vector of the English side. The loss of a batch is

- ten times the mean of 1 - cosine to the teacher's vector, either side;
- half the cross-entropy between what the teacher's vector and ours say about which of the batch's
  and `OTHERS` random teacher vectors are near (softmax of cosines over a temperature), so that
  sentences stand to each other as the teacher has them stand;
- twice symmetric InfoNCE: a sentence has to find its own translation in the batch
  (van den Oord et al. 2018, "Representation Learning with Contrastive Predictive Coding").

What was tried, in the mean of both directions on 8,204 pairs that are for measuring only (LinES and
Mozilla's pages; links F1, and SweParaphrase's development part): InfoNCE at 0.25 gave 70.1 and
77.4, at 1 72.3 and 76.6, at 3 74.6 and 74.8, at 2 with a temperature of 0.035 73.1 and 75.3. More
steps (1,300) and pieces dropped more often (0.5) changed nothing for the better; without dropping
links were at 68.8, with our own pairs drawn a quarter of the time at 64.3.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np
import torch
from encoder_data import SHARES
from torch.nn import functional

BATCH = 1_024
OTHERS = 1_024
RATE = 2e-3
SOFT = 0.05  # temperature of the softened rows
SHARP = 0.05  # temperature of InfoNCE
CONTRAST = 2.0  # weight of InfoNCE
ALONE = 0.125  # share of English sentences without a Swedish side, on top of a batch
LONGEST = 80  # pieces of a sentence that are read
DROPPED = 0.2  # share of the pieces of a sentence left out in a step, so that none is relied on


@dataclass(frozen=True, slots=True)
class Examples:
    """Piece ids of the Swedish sides; of the English sides and, behind them, of English sentences
    by themselves; the kind of source of each pair; the teacher's vectors, a row an English entry.
    """

    swedish: list[list[int]]
    english: list[list[int]]
    kinds: list[str]
    target: np.ndarray


def rows_by_kind(examples: Examples) -> dict[str, np.ndarray]:
    """The rows of pairs with both sides, by the kind of their source."""
    filled = [bool(sv and en) for sv, en in zip(examples.swedish, examples.english, strict=False)]
    return {
        kind: np.array(
            [row for row, own in enumerate(examples.kinds) if own == kind and filled[row]]
        )
        for kind in sorted(set(examples.kinds))
    }


def shares_of(kinds: dict[str, np.ndarray]) -> dict[str, float]:
    """What share of the pairs drawn is of each kind: `SHARES` over the kinds that are there."""
    total = sum(SHARES[kind] for kind in kinds)
    return {kind: SHARES[kind] / total for kind in kinds}


def drawn_from(kinds: dict[str, np.ndarray], chance: np.random.Generator, size: int) -> np.ndarray:
    """Pairs for one batch from the pairs by kind, each kind by its share."""
    shares = shares_of(kinds)
    return np.concatenate(
        [chance.choice(rows, round(size * shares[kind])) for kind, rows in kinds.items()]
    )


def project(target: np.ndarray, dimensions: int) -> np.ndarray:
    """The directions, as columns, that keep most of the teacher's vectors (uncentred PCA)."""
    _, _, rows = np.linalg.svd(target[::7].astype(np.float32), full_matrices=False)
    turn: np.ndarray = np.ascontiguousarray(rows[:dimensions].T)
    return turn


class Table(torch.nn.Module):
    """The encoder as it is trained: an embedding bag with means."""

    def __init__(self, start: np.ndarray, chance: np.random.Generator):
        super().__init__()
        self.chance = chance
        self.bag = torch.nn.EmbeddingBag.from_pretrained(
            torch.from_numpy(start).float(), freeze=False, mode="mean"
        )

    def forward(self, sentences: list[list[int]]) -> torch.Tensor:
        """One unit row a sentence of piece ids."""
        cut = [ids[:LONGEST] for ids in sentences]
        lengths = np.array([len(ids) for ids in cut])
        flat = np.concatenate([np.array(ids, dtype=np.int64) for ids in cut])
        kept = self.chance.random(len(flat)) >= DROPPED
        owner = np.repeat(np.arange(len(cut)), lengths)
        # A sentence of one piece keeps it.
        kept |= np.bincount(owner, kept, len(cut))[owner] == 0
        offsets = np.concatenate([[0], np.cumsum(np.bincount(owner, kept).astype(np.int64))[:-1]])
        flat = flat[kept]
        found: torch.Tensor = self.bag(torch.from_numpy(flat), torch.from_numpy(offsets))
        return functional.normalize(found, dim=-1)


def softened(ours: torch.Tensor, goal: torch.Tensor, others: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of the rows of cosines to ``others``, the teacher's against ours."""
    wanted = functional.softmax(goal @ others.T / SOFT, dim=-1)
    return -(wanted * functional.log_softmax(ours @ others.T / SOFT, dim=-1)).sum(-1).mean()


def loss_of(
    sv: torch.Tensor,
    en: torch.Tensor,
    goal: torch.Tensor,
    alone: torch.Tensor,
    others: torch.Tensor,
) -> torch.Tensor:
    """The loss of a batch: ``en`` has the English sides and then the sentences by themselves,
    ``goal`` and ``alone`` the teacher's vectors of both.
    """
    every = torch.cat([goal, alone])
    near = 10 * (1 - (sv * goal).sum(-1)).mean() + 10 * (1 - (en * every).sum(-1)).mean()
    pool = torch.cat([goal, others])
    soft = softened(sv, goal, pool) + softened(en, every, pool)
    scores = sv @ en[: len(sv)].T / SHARP
    own = torch.arange(len(sv))
    contrast = functional.cross_entropy(scores, own) + functional.cross_entropy(scores.T, own)
    return near + 0.5 * soft + CONTRAST * contrast


def train(
    examples: Examples, start: np.ndarray, turn: np.ndarray, steps: int, seed: int
) -> np.ndarray:
    """The trained table, float32, of the shape of ``start``; ``turn`` takes the teacher's vectors
    into its dimensions.
    """
    chance = np.random.default_rng(seed)
    # Pieces no source has met start as small noise, so that two of them are not the same.
    empty = ~start.any(axis=1)
    start = start.copy()
    start[empty] = chance.normal(0, 0.02, (int(empty.sum()), start.shape[1]))
    model = Table(start, chance)
    target = functional.normalize(
        torch.from_numpy(examples.target.astype(np.float32) @ turn), dim=-1
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    pairs, every = len(examples.swedish), len(examples.english)
    kinds = rows_by_kind(examples)
    lone = np.array([row for row in range(pairs, every) if examples.english[row]], dtype=np.int64)
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 50) * (1 - step / steps)
        drawn = drawn_from(kinds, chance, BATCH)
        single = chance.choice(lone, round(BATCH * ALONE) if len(lone) else 0)
        others = target[torch.from_numpy(chance.integers(0, len(target), OTHERS))]
        sv = model([examples.swedish[row] for row in drawn])
        en = model([examples.english[row] for row in (*drawn, *single)])
        loss = loss_of(
            sv,
            en,
            target[torch.from_numpy(drawn)],
            target[torch.from_numpy(single)],
            others,
        )
        optimizer.zero_grad()
        torch.autograd.backward([loss])
        optimizer.step()
        if step % 100 == 0:
            print(f"step {step} loss {loss.item():.3f}", file=sys.stderr, flush=True)
    table: np.ndarray = model.bag.weight.detach().numpy()
    return table
