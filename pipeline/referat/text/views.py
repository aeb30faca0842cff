"""The digest's sentences about what the writer thinks, and what readers answer.

Each view is told by its own words: the sentence that shows the stance, quoted, with the finding it
is of named by that finding's first words.
"""

from __future__ import annotations

from collections.abc import Sequence

from referat.post import Claim, Commentary, DigestSentence, Stance, Voice
from referat.span import Span
from referat.text.material import Material, unique
from referat.text.phrasing import capital, listed, one_stop, plain, quote
from referat.text.stance import judge

# Words of a finding that name it where the writer's view of it is told.
LABEL_WORDS = 7
# Fewest words of a reader's sentence that says something by itself.
FEWEST = 4
# Salience of a reader's claim that judges nothing outright (`referat.stages.claims`).
READERS = 0.25
# A cue sentence of no more words is quoted together with the one behind it: "Jo, tack. Den som …".
SHORT = 3
# Words that turn a concession by themselves; the digest adds no "men" before them.
_TURNS = frozenset("men fast däremot ändå samtidigt dock but however still yet".split())
_WEAK_ENDS = frozenset(
    """a an the of to in on for and or is are was has have that which with by at as be been than not
    att som en ett och i på av för är med till om""".split()
)


def views(material: Material, most: int) -> list[DigestSentence]:
    """What the writer thinks of the findings, in at most ``most`` sentences: objections before
    agreement where there is not room for all, agreements gathered in one.
    """
    items = [
        item
        for item in material.commentary
        if item.voice is Voice.AUTHOR and item.comment is None and item.stance is not Stance.NEUTRAL
    ]
    if len(items) <= most:
        return [_view(material, item) for item in items]
    groups = [
        [item for item in items if item.stance is stance]
        for stance in (Stance.AGREES, Stance.DISAGREES, Stance.MIXED)
    ]
    told = [_gathered(material, group[:2]) for group in groups if group]
    if len(told) > most:
        told = told[len(told) - most :]
    return sorted(told, key=lambda sentence: _first_place(material, sentence))


def _first_place(material: Material, sentence: DigestSentence) -> Span:
    places = {item.id: item.span for item in material.commentary}
    return min(places[ident] for ident in sentence.evidence if ident in places)


def _gathered(material: Material, group: Sequence[Commentary]) -> DigestSentence:
    """Two views of one stance in one sentence."""
    if len(group) == 1:
        return _view(material, group[0])
    by_target: dict[str, list[str]] = {}
    for item in group:
        by_target.setdefault(_target(material, item) or "", []).append(_own_words(material, item))
    parts = [
        f"{target} ({', '.join(own)})" if target else listed(own, material.language)
        for target, own in by_target.items()
    ]
    template = material.phrases[f"{group[0].stance.value}_several"]
    text = template.format(targets=listed(parts, material.language))
    evidence = [ident for item in group for ident in (item.id, *item.about)]
    return DigestSentence(capital(one_stop(text)), unique(evidence), Voice.AUTHOR)


def _view(material: Material, item: Commentary) -> DigestSentence:
    target = _target(material, item)
    agrees, objects = _cue_sentences(material, item)
    evidence = unique([item.id, *item.about])
    name = item.stance.value
    if item.stance is Stance.MIXED and agrees and objects and agrees != objects and target:
        first, second = sorted((agrees, objects))
        turns = plain(material.text, second).split(" ")[0].lower().strip(",") in _TURNS
        if turns and second.start - first.end <= 2:
            # Neighbouring sentences are one quotation: ”Givetvis inte. Men …”
            whole = material.quoted(Span(first.start, second.end))
            text = material.phrases["mixed_one"].format(target=target, quote=whole)
        else:
            text = material.phrases["mixed_turns" if turns else "mixed_two"].format(
                target=target, first=material.quoted(first), second=material.quoted(second)
            )
        return DigestSentence(capital(one_stop(text)), evidence, Voice.AUTHOR)
    if item.stance is Stance.MIXED and target:
        name = "mixed_one"
    elif not target:
        name += "_short"
    text = material.phrases[name].format(target=target, quote=_own_words(material, item))
    return DigestSentence(capital(one_stop(text)), evidence, Voice.AUTHOR)


def _own_words(material: Material, item: Commentary) -> str:
    """The sentence that shows a view, with the one behind it where it is very short."""
    agrees, objects = _cue_sentences(material, item)
    chosen = (agrees if item.stance is Stance.AGREES else objects or agrees) or item.own[0]
    if item.stance is Stance.MIXED and agrees and objects:
        chosen = Span(min(agrees.start, objects.start), max(agrees.end, objects.end))
    own = next((own for own in item.own if own.overlaps(chosen)), item.own[0])
    if len(chosen.of(material.text).split()) <= SHORT:
        following = [s.span for s in material.sentences_near(own) if s.span.start >= chosen.end]
        if following:
            chosen = Span(chosen.start, min(following[0].end, own.end))
    return material.quoted(chosen, 30)


def _target(material: Material, item: Commentary) -> str | None:
    """What a view is of, named by the beginning of the finding or of what was reported."""
    for target in item.about:
        finding = material.findings.get(target)
        if finding is not None:
            spans = (q.spans[0] for q in material.quotable if finding in q.findings)
            label = _label(plain(material.text, next(spans, finding.span)))
            return quote(label, material.language)
        claim = material.claims.get(target)
        if claim is not None:
            return quote(_label(plain(material.text, claim.span)), material.language)
    return None


def _label(words: str) -> str:
    """The first words of a finding, as its name."""
    parts = words.split(" ")
    if len(parts) <= LABEL_WORDS + 2:
        return words
    kept = parts[:LABEL_WORDS]
    while len(kept) > 4 and kept[-1].lower().strip(",") in _WEAK_ENDS:
        kept.pop()
    return " ".join(kept).rstrip(",;:–—-") + " …"


def _cue_sentences(material: Material, item: Commentary) -> tuple[Span | None, Span | None]:
    """The first sentences that show agreement and objection."""
    agrees: Span | None = None
    objects: Span | None = None
    for sentence in material.sentences_near(item.span):
        own = next((own for own in item.own if own.overlaps(sentence.span)), None)
        if own is None or not any(sentence.span.overlaps(cue) for cue in item.cues):
            continue
        span = material.within(sentence.span, own)
        tokens = [token for token in sentence.tokens if span.start <= token.start < span.end]
        stance = judge([tokens], material.text).stance
        if stance is Stance.AGREES and agrees is None:
            agrees = span
        elif stance in (Stance.DISAGREES, Stance.MIXED) and objects is None:
            objects = span
        elif stance is Stance.NEUTRAL and objects is None and agrees is not None:
            objects = span  # a turn without a cue of its own
    return agrees, objects


def own_words(material: Material) -> list[DigestSentence]:
    """The writer's own claims; where there is none, how the post begins."""
    told = {item.id for item in material.commentary if item.stance is not Stance.NEUTRAL}
    claims = [
        claim
        for claim in material.claims.values()
        if claim.voice is Voice.AUTHOR and claim.commentary not in told
    ]
    claims = sorted(claims, key=lambda claim: (-claim.salience, claim.span))[:2]
    if claims:
        claims.sort(key=lambda claim: claim.span)
        evidence = [ident for claim in claims for ident in (claim.id, claim.commentary or claim.id)]
        return [_added(material, [claim.span for claim in claims], evidence)]
    if material.quotable:
        return []
    reported = {item.span for item in material.post.paraphrases}
    for item in material.commentary:
        near = [sentence.span for sentence in material.sentences_near(item.own[0])]
        first = near[0] if near else item.own[0]
        if item.voice is Voice.AUTHOR and first not in reported:
            return [_added(material, [material.within(first, item.own[0])], [item.id])]
    return []


def _added(material: Material, spans: Sequence[Span], evidence: Sequence[str]) -> DigestSentence:
    quotes = listed([material.quoted(span) for span in spans], material.language)
    text = material.phrases["adds"].format(quotes=quotes)
    return DigestSentence(one_stop(text), unique(evidence), Voice.AUTHOR)


def readers(material: Material, most: int) -> list[DigestSentence]:
    """What readers say, one sentence a comment, the first ``most`` that say something."""
    by_comment: dict[str, list[Commentary]] = {}
    for item in material.commentary:
        if item.comment is not None and item.voice is Voice.READER:
            by_comment.setdefault(item.comment, []).append(item)
    result: list[DigestSentence] = []
    for comment in material.post.comments:
        items = by_comment.get(comment.id, [])
        if not items or len(result) == most:
            continue
        item = next((i for i in items if i.stance is not Stance.NEUTRAL), items[0])
        span, ids = _weightiest(material, item, items)
        judged = item.stance if item.id in ids else Stance.NEUTRAL
        name = {Stance.AGREES: "reader_agrees", Stance.DISAGREES: "reader_disagrees"}.get(
            judged, "reader"
        )
        if comment.author:
            name += "_named"
        text = material.phrases[name].format(speaker=comment.author, quote=material.quoted(span))
        result.append(DigestSentence(one_stop(text), unique([*ids, comment.id]), Voice.READER))
    return result


def _from_the_start(material: Material, span: Span) -> Span:
    """A statement with the "Men" or "Och" that opens its sentence: quotations begin with it."""
    for sentence in material.sentences_near(span):
        if sentence.span.holds(span):
            opening = material.text[sentence.span.start : span.start]
            return Span(sentence.span.start, span.end) if len(opening.split()) == 1 else span
    return span


def _weightiest(
    material: Material, item: Commentary, items: Sequence[Commentary]
) -> tuple[Span, list[str]]:
    """The sentence of a comment that says most: a claim that judges outright, else the sentence
    with the first cue of its stance, else any claim, else its first one that is no question.
    """
    ids = {other.id for other in items}
    claims = [claim for claim in material.claims.values() if claim.commentary in ids]
    judged = [claim for claim in claims if claim.commentary == item.id and item.cues]
    parts = [
        material.within(sentence.span, own)
        for own in item.own
        for sentence in material.sentences_near(own)
    ]
    outright = [claim for claim in judged if claim.salience > READERS]
    cued = next((part for part in parts if any(part.holds(cue) for cue in item.cues)), None)
    if not outright and cued is not None and len(cued.of(material.text).split()) >= FEWEST:
        return cued, [item.id]
    if claims:
        # Of two that weigh the same, the longer one tells more.
        claim: Claim = max(
            outright or claims,
            key=lambda one: (one.salience, one.span.end - one.span.start, -one.span.start),
        )
        return _from_the_start(material, claim.span), [claim.id, claim.commentary or item.id]
    whole = [
        part
        for part in parts
        if not part.of(material.text).endswith("?")
        and part.of(material.text)[:1].isupper()
        and len(part.of(material.text).split()) >= FEWEST
    ]
    return (whole or parts or [item.own[0]])[0], [item.id]
