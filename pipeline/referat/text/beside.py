"""Which words beside a finding say whose it is: the reporting verb behind or before it, somebody
whom a colon leads up from, the name on the line above a letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from referat.post import Sentence
from referat.span import Span
from referat.text.entities import Names
from referat.text.quotation import Candidate
from referat.text.reporting import Said
from referat.text.whose import Resolver, sentence_at

# Words that may stand between a quotation and the reporting verb behind it.
_MAX_BETWEEN = 4
# "Ove i Hultsfred:" or "Signaturen ”Reslysten”:" on a line of its own.
_BY_LINE = re.compile(
    r"(?:^|\n)(Signaturen )?[„”\"»“]?"
    r"([A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+){0,2}(?: (?:i|på|från) [A-ZÅÄÖ]\w+)?)"
    r"[”“\"«]?:\s*$"
)


class Beside:
    """Finds the words beside a finding that attribute it.

    Args:
        text: the post's text.
        names: its names.
        resolver: tells whom a sentence leads up from.
    """

    def __init__(self, text: str, names: Names, resolver: Resolver) -> None:
        self._text = text
        self._names = names
        self._resolver = resolver

    def said_of(
        self, candidate: Candidate, said: Sequence[Said], sentences: Sequence[Sentence]
    ) -> Said | None:
        """The reporting verb that belongs to a finding: right behind it, else right before it.

        Args:
            candidate: the finding.
            said: the reporting verbs between the finding before it and the one behind.
            sentences: the sentences of its block.
        """
        text = self._text
        for item in said:
            if item.start < candidate.outer.end:
                continue
            between = text[candidate.outer.end : item.start]
            if len(between.split()) > _MAX_BETWEEN or re.search(r"[.!?:;]\s", between):
                break
            ended = candidate.span.of(text)[-1:] in ".!?…" and between[:1] not in ",–—"
            anew = ended and not between.strip(' ”"') and text[item.start].isupper()
            if not (anew and item.subject is not None and not item.according):
                return item
        earlier = [item for item in said if item.end <= candidate.outer.start][-_MAX_BETWEEN:]
        if not earlier:
            return self._before_colon(candidate, sentences)
        best = None
        for item in earlier:
            between = text[item.end : candidate.outer.start]
            ends = len(re.findall(r"[.!?]\s+\S", between + "x"))
            named = item.subject is not None and item.subject.person
            # Also "Om orsakerna uttrycker sig Hill försiktigt. ”…”": the sentence before.
            if ends == 0 or (ends == 1 and named and re.search(r"[.!?]\s+$", between)):
                best = item
        if best is None or (best.subject is None and best.pronoun is None and best.role is None):
            # "Rapporten räknar med …, men Delgado lägger sordin på stämningen: We have no data."
            return self._before_colon(candidate, sentences, best) or best
        return best

    def _before_colon(
        self, candidate: Candidate, sentences: Sequence[Sentence], verb: Said | None = None
    ) -> Said | None:
        """What leads up to a finding in its own block, with a colon directly before it; somebody
        named behind the reporting ``verb``, where there is one.
        """
        if (
            self._text[max(0, candidate.outer.start - 3) : candidate.outer.start].rstrip()[-1:]
            != ":"
        ):
            return None
        signed = self.by_line(candidate.outer.start, sentences)
        if signed is not None and verb is None:
            return signed
        sentence = sentence_at(sentences, candidate.outer.start - 1)
        lead = self._resolver.leading_up([sentence] if sentence is not None else [])
        return lead if lead is None or verb is None or lead.start > verb.end else None

    def by_line(self, end: int, sentences: Sequence[Sentence]) -> Said | None:
        """Whose letter begins at a place: "Ove i Hultsfred:" on a line of its own before it."""
        before = self._text[max(0, end - 60) : end]
        match = _BY_LINE.search(before)
        if match is None:
            return None
        start = end - len(before) + match.start(2)
        where = Span(start, start + len(match[2]))
        sentence = sentence_at(sentences, start)
        entities = self._names.entities(sentence) if sentence is not None else []
        if not match[1] and not any(item.span.start == start for item in entities):
            return None
        return Said(*where, None, where, "writer", None, False)
