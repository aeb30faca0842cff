"""Does a sentence of the digest say what its evidence says?

Written apart from what writes the digest, and trusting none of it: the words between quotation
marks must stand in the records that the sentence names, and so must each name and figure; a
statement that is denied in the post may not be told without what denies it; and the records must
speak with the sentence's voice. A sentence that fails is left out, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from referat.post import Claim, Comment, DigestSentence, Finding, Post, Voice
from referat.text.grounding import figure_values, names_in, stands_in
from referat.text.material import unique
from referat.text.phrasing import CUT, phrases, plain

# Words of a denied statement by whose beginning the digest's sentence is known to tell it.
KNOWN_BY = 4
# Letters of a quoted stretch between two cuts that are looked for.
_LABEL = re.compile(r"[”“][^”“]* …[”“]")
_LETTERS = re.compile(r"[^\W_]+")


class Checker:
    """Checks the sentences of one post's digest.

    Args:
        post: a post that has been through the claims stage.
    """

    def __init__(self, post: Post) -> None:
        self._post = post
        self._findings = {item.id: item for item in post.findings or ()}
        self._commentary = {item.id: item for item in post.commentary or ()}
        self._claims = {item.id: item for item in post.claims or ()}
        self._sources = {item.id: item for item in post.sources}
        self._references = {item.id: item for item in post.references}
        self._comments = {item.id: item for item in post.comments}

    def faults(self, sentence: DigestSentence, language: str) -> list[str]:
        """What is wrong with a sentence; empty where it stands."""
        found = self.unproven(sentence, language)
        voices = self._voices(self._all(sentence.evidence))
        if sentence.voice is not Voice.SUMMARY and sentence.voice not in voices:
            found.append(f"nothing it rests on is said by the {sentence.voice.value}")
        return found

    def unproven(self, sentence: DigestSentence, language: str) -> list[str]:
        """What of a sentence its evidence does not say, whoever says it: a headline is the writer's
        also where it tells what a source found.
        """
        ids = self._all(sentence.evidence)
        words = "\n".join(self._words(ids))
        values = figure_values(words)
        found = [
            f"the figure {figure} does not stand in its evidence"
            for figure in sorted(figure_values(sentence.text))
            if figure not in values and figure not in words
        ]
        found += [
            f"the name {name} does not stand in its evidence"
            for name in names_in(sentence.text)
            if not stands_in(name, words)
        ]
        found += self._misquoted(sentence, words, language)
        found += self._denials_lost(sentence)
        return found

    def _all(self, evidence: Sequence[str]) -> list[str]:
        """The ids of a sentence's evidence, and those that go with them: a finding's source, what a
        claim stands in.
        """
        ids = list(dict.fromkeys(evidence))
        known = set(ids)
        for ident in ids:
            record = self._findings.get(ident) or self._references.get(ident)
            linked = [record.source] if record is not None else []
            if ident in self._claims:
                claim = self._claims[ident]
                linked += [claim.finding, claim.commentary, claim.source]
            if isinstance(record, Finding):
                linked.append(record.comment)
            if ident in self._commentary:
                linked.append(self._commentary[ident].comment)
            new = unique(other for other in linked if other is not None and other not in known)
            known.update(new)
            ids += new
        return ids

    def _words(self, ids: Sequence[str]) -> Iterator[str]:
        """The words of records, and the names that go with them."""
        for ident in ids:
            if ident in self._sources:
                source = self._sources[ident]
                yield from (source.title, source.organisation or "", *source.people)
                yield from (mention.of(self._post.text) for mention in source.mentions)
                continue
            if ident in self._comments:
                yield self._comments[ident].author or ""
            record = (
                self._findings.get(ident)
                or self._commentary.get(ident)
                or self._claims.get(ident)
                or self._references.get(ident)
                or self._comments.get(ident)
            )
            if record is None:
                continue
            yield plain(self._post.text, record.span)
            if isinstance(record, Finding) and record.speaker is not None:
                yield record.speaker.name
            if isinstance(record, Claim):
                yield record.name or ""

    def _voices(self, ids: Sequence[str]) -> set[Voice]:
        """Who says what the records of these ids hold."""
        voices = {self._claims[i].voice for i in ids if i in self._claims}
        voices |= {self._commentary[i].voice for i in ids if i in self._commentary}
        voices |= {_voice(self._comments[i]) for i in ids if i in self._comments}
        if any(i in self._findings or i in self._sources or i in self._references for i in ids):
            voices.add(Voice.SOURCE)
        return voices

    def _misquoted(self, sentence: DigestSentence, words: str, language: str) -> Iterator[str]:
        """Quoted stretches that stand in none of the records."""
        opening, closing = (re.escape(str(mark)) for mark in phrases(language)["quote"])
        known = _letters(words)
        for quoted in re.findall(f"{opening}([^{opening}{closing}]+){closing}", sentence.text):
            for part in re.split(rf"{re.escape(CUT)}|…|\.\.\.", quoted):
                if _letters(part) not in known:
                    yield f"its evidence does not say {part.strip()!r}"

    def _denials_lost(self, sentence: DigestSentence) -> Iterator[str]:
        """Denied statements that the sentence tells without what denies them."""
        # A view names its finding by the first words and an ellipsis: that tells nothing yet.
        told = _letters(_LABEL.sub("", sentence.text))
        for ident in sentence.evidence:
            claim = self._claims.get(ident)
            if claim is None or not claim.negated:
                continue
            words = plain(self._post.text, claim.span).split()
            if _letters(" ".join(words[:KNOWN_BY])) not in told:
                continue
            # Hedges are cues as well: what has to stand there is all that qualifies the statement.
            for cue in claim.cues:
                if _letters(cue.of(self._post.text)) not in told:
                    yield f"it leaves out {cue.of(self._post.text)!r}"


def _voice(comment: Comment) -> Voice:
    return Voice.AUTHOR if comment.by_writer else Voice.READER


def _letters(text: str) -> str:
    """The letters and figures of a text in lower case: marks may have been made others."""
    return "".join(_LETTERS.findall(text.replace("\u00ad", "").lower()))
