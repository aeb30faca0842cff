"""Training the deep encoder: a few of the teacher's layers over the common vocabulary.

It starts as the teacher with every second layer left out and with vectors for the Swedish pieces
(see `encoder_vocabulary.first_vectors`); its sentence vector is the mean of its last hidden states,
as the teacher's is. The loss of a batch is what the static encoder learns by (`encoder_static`),
except that a sentence has to find its own among the teacher's vectors of the batch: the Swedish and
the English side are not needed side by side then, so most of a batch is Swedish, which is what has
to be learned.

Batches are of sentences of a length, in bfloat16. The body rests for the first steps, so that the
new word vectors settle first. What was learned is saved as it goes, and a run that was broken off
goes on from there with the same draws.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from encoder_static import Examples, rows_by_kind, shares_of, softened
from encoder_teacher import pooled
from torch.nn import functional

LAYERS = (0, 2, 5)  # of the teacher's six
BATCH = 192  # sentences, of which `ENGLISH` are English
ENGLISH = 48
OTHERS = 1_024
POOL = 16  # batches drawn at a time and then cut by length
BODY_RATE, WORD_RATE = 2e-4, 1e-3
RESTING = 0.05  # share of the steps in which only word vectors learn
SHARP = 0.05  # temperature of InfoNCE
CONTRAST = 0.5  # weight of InfoNCE
LONGEST = 94  # pieces of a sentence that are read, the two special ones apart
SAVED = 250  # steps between two savings


def student(teacher: Any, words: np.ndarray) -> Any:
    """The encoder as it starts: ``words`` has one row a piece of the common vocabulary."""
    from transformers import BertConfig, BertModel

    settings = teacher.config.to_dict()
    settings.update(vocab_size=len(words), num_hidden_layers=len(LAYERS), pad_token_id=0)
    model = BertModel(BertConfig(**settings), add_pooling_layer=False)
    ours, theirs = model.state_dict(), teacher.state_dict()
    for name in ours:
        parts = name.split(".")
        if parts[0] == "encoder":
            parts[2] = str(LAYERS[int(parts[2])])
        if name != "embeddings.word_embeddings.weight":
            ours[name] = theirs[".".join(parts)]
    ours["embeddings.word_embeddings.weight"] = torch.from_numpy(words)
    model.load_state_dict(ours)
    return model


def whole(model: Any, teacher: Any) -> Any:
    """The model with the teacher's pooling layer on top: nothing here uses it, but transformers
    expects one and would make it up.
    """
    from transformers import BertModel

    complete: Any = BertModel(model.config)
    pooler = {name: v for name, v in teacher.state_dict().items() if name.startswith("pooler.")}
    complete.load_state_dict(model.state_dict() | pooler)
    return complete.eval()


def batches(
    examples: Examples, ends: tuple[int, int], seed: int, steps: int
) -> Iterator[tuple[list[list[int]], np.ndarray, np.ndarray]]:
    """Batches of piece ids, the rows of the teacher's vectors they have to match, and of others.

    ``ends`` are the ids that open and close a sentence. Batch ``n`` depends on the seed and ``n``
    alone.
    """
    kinds = rows_by_kind(examples)
    english = np.array([row for row, ids in enumerate(examples.english) if ids])
    shares = shares_of(kinds)
    for first in range(0, steps, POOL):
        chance = np.random.default_rng((seed, first))
        swedish = np.concatenate(
            [
                chance.choice(rows, round(POOL * (BATCH - ENGLISH) * shares[kind]))
                for kind, rows in kinds.items()
            ]
        )
        lone = chance.choice(english, POOL * ENGLISH)
        drawn = [(examples.swedish[row], row) for row in swedish]
        drawn += [(examples.english[row], row) for row in lone]
        drawn.sort(key=lambda entry: len(entry[0]))
        cuts = np.array_split(np.arange(len(drawn)), POOL)
        for place in chance.permutation(POOL)[: steps - first]:
            some = [drawn[row] for row in cuts[place]]
            ids = [[ends[0], *pieces[:LONGEST], ends[1]] for pieces, _ in some]
            yield (
                ids,
                np.array([row for _, row in some]),
                chance.integers(0, len(examples.target), OTHERS),
            )


def loss_of(ours: torch.Tensor, goal: torch.Tensor, others: torch.Tensor) -> torch.Tensor:
    """The loss of a batch against the teacher's vectors of its sentences and of others."""
    near = 10 * (1 - (ours * goal).sum(-1)).mean()
    soft = softened(ours, goal, torch.cat([goal, others]))
    # Two rows of a batch may be of one sentence, Swedish and English: both are right then.
    same = (goal @ goal.T > 0.999).float()
    scores = functional.log_softmax(ours @ goal.T / SHARP, dim=-1)
    contrast = -(scores * same / same.sum(1, keepdim=True)).sum(-1).mean()
    return near + 0.5 * soft + CONTRAST * contrast


def train(
    examples: Examples, model: Any, ends: tuple[int, int], steps: int, seed: int, saved: Path
) -> None:
    """Train ``model`` in place; ``saved`` is the file a broken run goes on from."""
    model.train()
    for part in model.modules():
        if isinstance(part, torch.nn.Dropout):
            part.p = 0.0
    words = [model.embeddings.word_embeddings.weight]
    body = [p for name, p in model.named_parameters() if "word_embeddings" not in name]
    optimizer = torch.optim.AdamW(
        [
            {"params": body, "rate": BODY_RATE, "rests": True},
            {"params": words, "rate": WORD_RATE, "rests": False},
        ],
        weight_decay=0.0,
    )
    target = functional.normalize(torch.from_numpy(examples.target.astype(np.float32)), dim=-1)
    begin = 0
    if saved.is_file():
        state = torch.load(saved, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        begin = state["step"]
    for step, (ids, rows, far) in enumerate(batches(examples, ends, seed, steps)):
        if step < begin:
            continue
        resting = step < RESTING * steps
        slope = min(1.0, (step + 1) / (0.02 * steps + 1)) * (1 - step / steps)
        for group in optimizer.param_groups:
            group["lr"] = 0.0 if resting and group["rests"] else group["rate"] * slope
        loss = loss_of(
            pooled(model, ids), target[torch.from_numpy(rows)], target[torch.from_numpy(far)]
        )
        optimizer.zero_grad()
        torch.autograd.backward([loss])
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if (step + 1) % SAVED == 0 or step + 1 == steps:
            print(f"step {step + 1} loss {loss.item():.3f}", file=sys.stderr, flush=True)
            part = saved.with_suffix(".part")
            torch.save(
                {
                    "model": model.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "step": step + 1,
                },
                part,
            )
            part.replace(saved)
    model.eval()
