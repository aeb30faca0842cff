"""The digest's sentences about what the writer thinks.

Each view is told by its own words: the sentence that shows the stance, quoted, with the finding it
is of named by that finding's first words.
"""

from __future__ import annotations

from collections.abc import Sequence

from referat.post import Claim, ClaimKind, Commentary, DigestSentence, Stance, Voice
from referat.span import Span, trim
from referat.text.material import Material, unique
from referat.text.phrasing import capital, first_words, listed, one_stop, plain, quote, turns
from referat.text.stance import judge

# Words of a finding that name it where the writer's view of it is told.
LABEL_WORDS = 7
# A cue sentence of no more words is quoted together with the one behind it: "Jo, tack. Den som …".
SHORT = 5
# Fewest words that say more of a view than its stance does.
FEWEST = 2
# Most words of the writer's that are quoted for one view.
MOST = 22
# Most words of them where several views share a sentence.
BRIEF = 12
# Most views of one stance that one sentence tells.
GATHERED = 4
# Salience from which on a claim of the writer's is told beside findings.
OUTRIGHT = 0.6
# Code points between two sentences that stand side by side.
NEXT = 2


def views(material: Material, most: int) -> list[DigestSentence]:
    """What the writer thinks of the findings, in at most ``most`` sentences: objections before
    agreement where there is not room for all, those of one stance gathered in one.
    """
    items = [
        item
        for item in material.commentary
        if item.voice is Voice.AUTHOR and item.comment is None and item.stance is not Stance.NEUTRAL
    ]
    groups = [[item] for item in items]
    if len(items) > most:
        groups = [
            [item for item in items if item.stance is stance][:GATHERED]
            for stance in (Stance.AGREES, Stance.DISAGREES, Stance.MIXED)
        ]
        groups = [group for group in groups if group]
        groups = sorted(groups[max(0, len(groups) - most) :], key=lambda group: group[0].span)
    return [
        _view(material, group[0], again=place > 0)
        if len(group) == 1
        else _gathered(material, group, again=place > 0)
        for place, group in enumerate(groups)
    ]


def _gathered(material: Material, group: Sequence[Commentary], again: bool) -> DigestSentence:
    """Several views of one stance in one sentence."""
    by_target: dict[str, list[str]] = {}
    for item in group:
        by_target.setdefault(_target(material, item) or "", []).append(
            _own_words(material, item, BRIEF)
        )
    parts = [
        f"{target} ({', '.join(own)})" if target else listed(own, material.language)
        for target, own in by_target.items()
    ]
    template = material.phrases[f"{group[0].stance.value}_several"]
    text = template.format(targets=listed(parts, material.language), writer=material.writer(again))
    evidence = [ident for item in group for ident in (item.id, *item.about)]
    return DigestSentence(capital(one_stop(text)), unique(evidence), Voice.AUTHOR)


def _view(material: Material, item: Commentary, again: bool) -> DigestSentence:
    """One view: its finding, its stance, its words."""
    target = _target(material, item)
    writer = material.writer(again)
    evidence = unique([item.id, *item.about])
    agrees, objects = _cue_sentences(material, item)
    name = item.stance.value
    if item.stance is Stance.MIXED and target:
        name = "mixed_one"
        if agrees and objects and agrees != objects:
            first, second = sorted((agrees, objects))
            if not _turns(material, second):
                text = material.phrases["mixed_two"].format(
                    target=target,
                    writer=writer,
                    first=material.quoted(first, MOST),
                    second=material.quoted(second, MOST),
                )
                return DigestSentence(capital(one_stop(text)), evidence, Voice.AUTHOR)
    elif not target:
        name += "_short"
    words = _own_words(material, item)
    if target and len(words.split()) < FEWEST:
        name = f"{item.stance.value}_bare"
    text = material.phrases[name].format(target=target, writer=writer, quote=words)
    return DigestSentence(capital(one_stop(text)), evidence, Voice.AUTHOR)


def _turns(material: Material, span: Span) -> bool:
    """Whether a sentence begins with a word that turns against what was granted."""
    return plain(material.text, span).split(" ")[0].lower().strip(",") in turns()


def _own_words(material: Material, item: Commentary, most: int = MOST) -> str:
    """The sentence that shows a view, with the one behind it where it is very short; both sentences
    of a view in two minds.
    """
    agrees, objects = _cue_sentences(material, item)
    if item.stance is Stance.MIXED and agrees and objects and agrees != objects:
        first, second = sorted((agrees, objects))
        if second.start - first.end <= NEXT:
            return material.quoted(Span(first.start, second.end), most)
        return material.together((first, second), 2 * min(most, material.max_quote_words))
    if item.stance is Stance.MIXED:
        # One half only is shown by a cue; the other stands beside it.
        shown = agrees or objects or item.own[0]
        own = next((own for own in item.own if own.overlaps(shown)), item.own[0])
        start = shown.start if agrees else own.start
        return material.quoted(Span(start, _finished(material, start, own)), most)
    chosen = (agrees if item.stance is Stance.AGREES else objects or agrees) or item.own[0]
    own = next((own for own in item.own if own.overlaps(chosen)), item.own[0])
    if len(chosen.of(material.text).split()) <= SHORT:
        following = [s.span for s in material.sentences_near(own) if s.span.start >= chosen.end]
        if following:
            chosen = Span(chosen.start, min(following[0].end, own.end))
    return material.quoted(chosen, most)


def _finished(material: Material, start: int, own: Span) -> int:
    """Where own words end that are quoted from ``start`` on: before a sentence that they only
    begin, for what it leads up to is somebody else's ("Holloway skriver att").
    """
    inside = [s.span for s in material.sentences_near(own) if start < s.span.start < own.end]
    if inside and own.of(material.text).rstrip()[-1:] not in '.!?…)”"':
        return trim(material.text, start, inside[-1].start).end
    return own.end


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
    return " ".join(first_words(parts, LABEL_WORDS)).rstrip(",;:–—-") + " …"


def _cue_sentences(material: Material, item: Commentary) -> tuple[Span | None, Span | None]:
    """The sentences that show agreement and objection: of several the one that says most."""
    shown: dict[Stance, list[Span]] = {}
    for sentence in material.sentences_near(item.span):
        own = next((own for own in item.own if own.overlaps(sentence.span)), None)
        if own is None or not any(sentence.span.overlaps(cue) for cue in item.cues):
            continue
        span = material.within(sentence.span, own)
        tokens = [token for token in sentence.tokens if span.start <= token.start < span.end]
        stance = judge([tokens], material.text).stance
        if stance is Stance.NEUTRAL and Stance.AGREES in shown:
            stance = Stance.DISAGREES  # a turn without a cue of its own
        elif stance is Stance.MIXED:
            stance = Stance.DISAGREES
        shown.setdefault(stance, []).append(span)
    if Stance.NEUTRAL in shown and item.stance in (Stance.AGREES, Stance.DISAGREES):
        # The words that a trained head went by are no cue to the lexicon.
        shown.setdefault(item.stance, shown[Stance.NEUTRAL])
    return (
        _fullest(material, item, shown.get(Stance.AGREES, ())),
        _fullest(material, item, shown.get(Stance.DISAGREES, ())),
    )


def _fullest(material: Material, item: Commentary, spans: Sequence[Span]) -> Span | None:
    """The sentence that says most: one that holds a claim before one that holds none, one that
    stands by itself before one that leads up to a quotation.
    """
    claims = material.claims_of(item.id)

    def says(span: Span) -> float:
        leads = span.of(material.text).rstrip().endswith(":")
        weights = [claim.salience for claim in claims if span.overlaps(claim.span)]
        bare = len(span.of(material.text).split()) < FEWEST
        return max(weights, default=0.0) - leads - bare

    return max(spans, key=lambda span: (says(span), -span.start), default=None)


def own_words(material: Material) -> list[DigestSentence]:
    """The writer's own claims; where there is none, how the post begins."""
    own = {
        item.id
        for item in material.commentary
        if item.voice is Voice.AUTHOR and item.comment is None and item.stance is Stance.NEUTRAL
    }
    claims = [claim for claim in material.claims.values() if claim.commentary in own]
    claims = [claim for claim in claims if claim.voice is Voice.AUTHOR]
    if material.quotable:
        # Beside findings, only what the writer thinks himself, and only what matters most of it.
        claims = [c for c in claims if c.kind is not ClaimKind.RESULT and c.salience >= OUTRIGHT]
    claims = sorted(
        claims, key=lambda claim: (claim.kind is ClaimKind.RESULT, -claim.salience, claim.span)
    )[: 1 if material.quotable else 2]
    if claims:
        claims.sort(key=lambda claim: claim.span)
        evidence = [ident for claim in claims for ident in (claim.id, claim.commentary or claim.id)]
        spans = list(dict.fromkeys(_sentence(material, claim) for claim in claims))
        return [_added(material, spans, evidence)]
    if material.quotable:
        return []
    reported = {item.span for item in material.post.paraphrases}
    for item in material.commentary:
        near = [sentence.span for sentence in material.sentences_near(item.own[0])]
        first = near[0] if near else item.own[0]
        if item.voice is Voice.AUTHOR and first not in reported:
            return [_added(material, [material.within(first, item.own[0])], [item.id])]
    return []


def _sentence(material: Material, claim: Claim) -> Span:
    """The sentence that holds a claim, where the whole of it is its voice's own and can be quoted
    uncut; else the claim.
    """
    item = next((one for one in material.commentary if one.id == claim.commentary), None)
    own = next((own for own in item.own if own.holds(claim.span)), None) if item else None
    for sentence in material.sentences_near(claim.span):
        short = len(sentence.span.of(material.text).split()) <= material.max_quote_words
        if sentence.span.holds(claim.span) and own and own.holds(sentence.span) and short:
            return sentence.span
    return claim.span


def _added(material: Material, spans: Sequence[Span], evidence: Sequence[str]) -> DigestSentence:
    quotes = listed([material.quoted(span) for span in spans], material.language)
    text = material.phrases["adds"].format(quotes=quotes, writer=material.writer(again=False))
    return DigestSentence(capital(one_stop(text)), unique(evidence), Voice.AUTHOR)
