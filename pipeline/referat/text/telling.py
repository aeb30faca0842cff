"""The digest's sentences about findings: the news, and who says what.

Findings are grouped by whose they are, in the order of the text. A group is one sentence; where
there are more groups than room, neighbouring ones share a sentence before any is left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from functools import cache

from referat.post import Claim, DigestSentence, Paraphrase, Source, SourceKind, Voice
from referat.span import Span
from referat.text.clauses import swedish_verbs
from referat.text.lexicon import Lexicon, load_tables
from referat.text.material import Material, Quotable, unique
from referat.text.phrasing import (
    capital,
    is_named,
    listed,
    one_stop,
    plain,
    quote,
    role_phrase,
    short_title,
    source_phrase,
)
from referat.text.source_nouns import source_kind

# Most quotations in one sentence of the digest.
QUOTES = 3
# What a figure adds to the weight of a reported sentence: news has one.
FIGURE = 0.1
# Most words of a reported sentence that is told as it stands.
REPORTED = 40
# Most sources that are told by what the writer reports of them alone.
PARAPHRASED = 2
# Words with which a reported sentence leans on what stands before it.
_LEANING = frozenset(
    """det dessa detta denna därför dessutom men och så då där här också samma även hon han vidare
    alltså ändå de båda två""".split()
)
_OWN = frozenset("jag vi mig oss min mitt mina vår vårt våra du ni".split())
# Words that make a reporting verb's subject somebody named before.
_PRONOUNS = frozenset("hon han hen de dom den det man".split())


def reported(material: Material) -> list[DigestSentence]:
    """The sentences in which the writer reports a source and which stand by themselves, the
    weightiest first.

    In English only where nothing is quoted in English, as a Swedish quotation.
    """
    if material.language != "sv" and material.quotable:
        return []
    found: list[tuple[float, Span, DigestSentence]] = []
    for item in material.post.paraphrases:
        claims = _claims_in(material, item.span)
        if any(material.is_answer(claim) for claim in claims):
            continue
        words = plain(material.text, item.span)
        if not claims or not _stands_alone(material, item, words):
            continue
        evidence = unique([i for claim in claims for i in (claim.id, claim.commentary or claim.id)])
        if material.language != "sv":
            text = material.phrases["reports"].format(quotes=quote(words, "en"))
        else:
            named, source = _with_title(material, item, words)
            evidence = unique([*evidence, *source])
            text = named + ("" if words[-1] in ".!…" else ".")
        weight = max(claim.salience + FIGURE * bool(claim.quantities) for claim in claims)
        found.append((-weight, item.span, DigestSentence(text, evidence, Voice.SOURCE)))
    return [sentence for _, _, sentence in sorted(found, key=lambda one: one[:2])]


def _stands_alone(material: Material, item: Paraphrase, words: str) -> bool:
    """Whether a sentence that reports something says by itself what, and whose it is."""
    norms = [norm.strip(",.:;!?") for norm in words.lower().split()]
    if not 5 <= len(norms) <= REPORTED or _OWN & set(norms):
        return False
    if _leans(norms) or not words[:1].isupper() or words[-1:] in ":?":
        return False
    if material.holds_quotation(item.span):
        return False  # what is quoted in it is told as a finding
    verb = item.verb.of(material.text).lower()
    if _PRONOUNS & set(verb.split()) or any(_dull().find(norms)):
        return False
    source = material.sources.get(item.source or "")
    if source is not None and source.kind is SourceKind.PERSON and " " not in source.title:
        return False  # "Birgitta sa att det bara var en stukning."
    mentions = source.mentions if source is not None else ()
    at = bisect_left(mentions, item.span)
    named = any(item.span.holds(mention) for mention in mentions[at : at + 1])
    return named or "enligt" in norms[:4] or any(source_kind(norm) is not None for norm in norms)


@cache
def _dull() -> Lexicon:
    """Phrases of a sentence that says what a source is about, and nothing of what it found."""
    return Lexicon({"dull": load_tables("digest")["dull"]["words"]})


def _with_title(material: Material, item: Paraphrase, words: str) -> tuple[str, list[str]]:
    """A reported sentence with the title behind a bare "Rapporten" at its head, and the source's
    id where it was put in.
    """
    source = material.sources.get(item.source or "")
    if source is None or not is_named(source) or source.title.lower() in words.lower():
        return words, []
    parts = words.split(" ")
    place = 1 if parts[0].lower() == "enligt" else 0
    kind = source_kind(parts[place].lower()) if place < len(parts) else None
    bare = kind is not None and kind is not SourceKind.ORGANISATION
    definite = parts[place].lower().endswith(("en", "et", "n", "t")) if bare else False
    maker = source.organisation == source.title or source.kind is SourceKind.PERSON
    if not bare or not definite or maker or parts[place + 1][:1].isupper():
        return words, []
    title = " ".join(source.title.split())
    return " ".join([*parts[: place + 1], title, *parts[place + 1 :]]), [source.id]


def _claims_in(material: Material, span: Span) -> list[Claim]:
    """The source's claims in a sentence of the writer's."""
    return [
        claim
        for claim in material.claims_in(span)
        if claim.voice is Voice.SOURCE and claim.finding is None and span.holds(claim.span)
    ]


def _leans(norms: Sequence[str]) -> bool:
    """Whether a sentence begins with something that stands for what was said before it. "Den" does
    unless it belongs to a noun: "Den årliga undersökningen", but not "Den visar".
    """
    first = norms[0].strip(",.")
    if first == "den":
        return len(norms) < 2 or norms[1] in ("här", "där") or norms[1] in swedish_verbs()
    return first in _LEANING


def findings_told(
    material: Material, news: Sequence[DigestSentence], room: int
) -> list[DigestSentence]:
    """The findings in at most ``room`` sentences, and what the writer reports of sources that no
    finding and no news names.
    """
    # All that one speaker of one source says stands together, so that they are named once.
    by_whom: dict[tuple[str | None, str | None, str | None], list[Quotable]] = {}
    for item in material.quotable:
        by_whom.setdefault(_whose(item), []).append(item)
    rows = [row[i : i + QUOTES] for row in by_whom.values() for i in range(0, len(row), QUOTES)]
    if len(rows) > 2 * room:
        ranked = sorted(rows, key=lambda row: (-max(q.claim.salience for q in row), _place(row)))
        rows = sorted(ranked[: 2 * room], key=_place)
    told: list[tuple[str | None, str | None]] = []
    sentences = []
    for row in rows:
        speaker, source, _ = _whose(row[0])
        sentences.append(_told(material, row, told))
        told.append((speaker, source))
    named = {source for _, source in told}
    named |= {i for sentence in news for i in sentence.evidence if i in material.sources}
    sentences += _paraphrased(material, named, {i for sentence in news for i in sentence.evidence})
    while len(sentences) > room:
        sentences = _joined(material, sentences)
    return sentences


def _paraphrased(
    material: Material, named: Set[str | None], known: Set[str]
) -> Iterator[DigestSentence]:
    """The weightiest statement that the writer reports of each source that is not named yet, in
    the order of the text.

    Args:
        material: the post.
        named: sources that are told already.
        known: ids of what is.
    """
    if material.language != "sv" and material.quotable:
        return
    best: dict[str, Claim] = {}
    for claim in material.claims.values():
        if claim.voice is not Voice.SOURCE or claim.finding is not None or claim.id in known:
            continue
        source = material.sources.get(claim.source or "")
        if source is None or source.id in named or not _can_be_named(source):
            continue
        if not material.is_answer(claim) and claim.salience > _weight(best.get(source.id)):
            best[source.id] = claim
    ranked = sorted(best.values(), key=lambda claim: (-claim.salience, claim.span))
    most = PARAPHRASED if material.roomy or not material.quotable else 0
    for claim in sorted(ranked[:most], key=lambda claim: claim.span):
        source = material.sources[claim.source or ""]
        person = source.kind is SourceKind.PERSON
        text = material.phrases["according" if person else "writes_of"].format(
            source=source_phrase(source, material.language, claim.name),
            speaker=role_phrase(short_title(source), material.language),
            writer=material.writer(again=False),
            quotes=material.quoted(claim.span),
        )
        evidence = unique([claim.id, claim.commentary or claim.id, source.id])
        yield DigestSentence(capital(one_stop(text)), evidence, Voice.SOURCE)


def _can_be_named(source: Source) -> bool:
    """Whether a source has a name, a person a full one, or a role that says who it is: "en lärare
    från Eslöv", "ordföranden", but not "mamma".
    """
    if source.kind is not SourceKind.PERSON:
        return is_named(source)
    title = short_title(source)
    return " " in title or (title[:1].islower() and title.endswith(("n", "t", "na")))


def _weight(claim: Claim | None) -> float:
    return claim.salience if claim is not None else 0.0


def _joined(material: Material, sentences: Sequence[DigestSentence]) -> list[DigestSentence]:
    """The sentences with the shortest neighbouring pair made one. What opened the second keeps its
    capital if it has one in the post, too ("; Anna Berg säger", but "; ett anslag säger").
    """
    pairs = range(len(sentences) - 1)
    at = min(pairs, key=lambda i: len(sentences[i].text) + len(sentences[i + 1].text))
    first, second = sentences[at], sentences[at + 1]
    text = f"{first.text.removesuffix('.')}; {second.text[:1].lower()}{second.text[1:]}"
    opening = second.text.split(" ")[0].strip(",:’'")
    stem = opening.removesuffix("s").rstrip("’'")  # the genitive is the digest's own
    if opening not in _OPENING_WORDS and stem in material.text:
        text = f"{first.text.removesuffix('.')}; {second.text}"
    joined = DigestSentence(text, unique([*first.evidence, *second.evidence]), Voice.SOURCE)
    return [*sentences[:at], joined, *sentences[at + 2 :]]


# Words of the templates that may open a sentence; a name keeps its capital behind a semicolon.
_OPENING_WORDS = frozenset("I Där Enligt Inlägget Som In It The On".split())


def _place(row: Sequence[Quotable]) -> Span:
    return row[0].claim.span


def _whose(item: Quotable) -> tuple[str | None, str | None, str | None]:
    return item.speaker, item.source.id if item.source else None, item.tone


def _told(
    material: Material, row: Sequence[Quotable], before: Sequence[tuple[str | None, str | None]]
) -> DigestSentence:
    """One sentence for a row of findings of one speaker and source.

    Args:
        material: the post.
        row: its findings.
        before: speakers and sources of the sentences before it, in order.
    """
    language = material.language
    quotes = [material.finding_quoted(item, material.max_quote_words) for item in row]
    first = row[0]
    evidence = [ident for item in row for ident in item.evidence]
    if first.source is not None:
        evidence.append(first.source.id)
    template, source = _template(material, first, before)
    if first.introduced is not None and first.tone is not None:
        template = first.tone
        evidence.append(first.introduced)
    speaker = role_phrase(first.speaker, language) if first.speaker else None
    if language == "en" and speaker is not None and not speaker[:1].isupper():
        # "the authors", “tre chefer”: no verb that would have to agree with them.
        template = "role_in_source" if template == "speaker_in_source" else "role"
    if len(quotes) == 1 and _is_sentence(quotes[0]) and f"{template}_one" in material.phrases:
        template += "_one"
    text = material.phrases[template].format(
        source=source, speaker=speaker, quotes=listed(quotes, language)
    )
    return DigestSentence(capital(one_stop(text)), unique(evidence), Voice.SOURCE)


def _is_sentence(quoted: str) -> bool:
    """Whether a quotation begins as a sentence does, and so may open one of the digest's."""
    return quoted[1:2].isupper() or quoted[1:2].isdigit()


def _template(
    material: Material, item: Quotable, before: Sequence[tuple[str | None, str | None]]
) -> tuple[str, str]:
    """Which template tells a finding, and the noun phrase of its source: in full where it is first
    named, by its title later, by "där" right behind.
    """
    source, speaker = item.source, item.speaker
    again = (speaker, source.id if source is not None else None) in before
    if source is None:
        name = "speaker" if speaker is not None else "nobody"
        return _again(name, again), ""
    known = any(other == source.id for _, other in before)
    phrase = source_phrase(source, material.language, speaker)
    if known and is_named(source):
        phrase = short_title(source)
    if speaker is None:
        alone = source.kind in (SourceKind.ORGANISATION, SourceKind.PERSON)
        name = "organisation" if alone else "source"
        if again or (known and not alone and before[-1][1] == source.id):
            return f"{name}_again", phrase
        return ("organisation_says" if alone else "source"), phrase
    if again or known or _speaks_for_itself(source, speaker):
        return _again("speaker", again), phrase
    own = speaker in (source.title, source.organisation)
    if own or source.kind in (SourceKind.PAGE, SourceKind.ORGANISATION) or not is_named(source):
        return "speaker_on_page", phrase
    return "speaker_in_source", phrase


def _speaks_for_itself(source: Source, speaker: str) -> bool:
    return source.kind is SourceKind.PERSON or (
        source.kind is SourceKind.ORGANISATION and speaker == source.title
    )


def _again(name: str, again: bool) -> str:
    return f"{name}_again" if again else name
