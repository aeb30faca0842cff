"""The digest's sentences about findings: the news, and who says what.

Findings are grouped by whose they are, in the order of the text. A group is one sentence; where
there are more groups than room, neighbouring ones share a sentence before any is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from referat.post import Claim, DigestSentence, Paraphrase, Source, SourceKind, Voice
from referat.span import Span
from referat.text.clauses import swedish_verbs
from referat.text.material import Material, Quotable, unique
from referat.text.phrasing import (
    capital,
    is_named,
    listed,
    one_stop,
    plain,
    quote,
    role_phrase,
    shorten,
    source_phrase,
)
from referat.text.source_nouns import source_kind

# Most quotations in one sentence of the digest.
QUOTES = 3
# Words to which one of so many quotations may be shortened.
FEWEST = 9
# Words with which a reported sentence leans on what stands before it.
_LEANING = frozenset(
    """det dessa detta denna därför dessutom men och så då där här också samma även hon han vidare
    alltså ändå de båda två""".split()
)
_OWN = frozenset("jag vi mig oss min mitt mina vår vårt våra du ni".split())
# Words that make a reporting verb's subject somebody named before.
_PRONOUNS = frozenset("hon han hen de dom den det man".split())


def lead(material: Material) -> list[DigestSentence]:
    """The first sentence in which the writer reports the source, where it stands by itself.

    In English only where nothing is quoted in English, as a Swedish quotation.
    """
    if material.language != "sv" and material.quotable:
        return []
    for item in material.post.paraphrases:
        claims = _claims_in(material, item.span)
        if any(_in_a_comment(material, claim) for claim in claims):
            continue
        words = plain(material.text, item.span)
        norms = words.lower().split()
        if not claims or not 5 <= len(norms) <= material.max_quote_words:
            continue
        own = _OWN & {norm.strip(",.:;!?") for norm in norms}
        verb = item.verb.of(material.text).lower().split()
        if own or _leans(norms) or not words[:1].isupper() or words[-1:] in ":?":
            continue
        if _PRONOUNS & set(verb):
            continue
        evidence = unique([i for claim in claims for i in (claim.id, claim.commentary or claim.id)])
        if material.language != "sv":
            text = material.phrases["reports"].format(quotes=quote(words, "en"))
            return [DigestSentence(text, evidence, Voice.SOURCE)]
        named, source = _with_title(material, item, words)
        stop = "" if words[-1] in ".!…" else "."
        evidence = unique([*evidence, *source])
        return [DigestSentence(named + stop, evidence, Voice.SOURCE)]
    return []


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
        for claim in material.claims.values()
        if claim.voice is Voice.SOURCE and claim.finding is None and span.holds(claim.span)
    ]


def _in_a_comment(material: Material, claim: Claim) -> bool:
    """Whether a claim stands below the post: what is answered there is no news."""
    return any(
        item.id == claim.commentary and item.comment is not None for item in material.commentary
    )


def _leans(norms: Sequence[str]) -> bool:
    """Whether a sentence begins with something that stands for what was said before it. "Den" does
    unless it belongs to a noun: "Den årliga undersökningen", but not "Den visar".
    """
    first = norms[0].strip(",.")
    if first == "den":
        return len(norms) < 2 or norms[1] in ("här", "där") or norms[1] in swedish_verbs()
    return first in _LEANING


def findings_told(material: Material, room: int) -> list[DigestSentence]:
    """The findings in at most ``room`` sentences."""
    # All that one speaker of one source says stands together, so that they are named once.
    by_whom: dict[tuple[str | None, str | None, str | None], list[Quotable]] = {}
    for item in material.quotable:
        by_whom.setdefault(_whose(item), []).append(item)
    rows = [row[i : i + QUOTES] for row in by_whom.values() for i in range(0, len(row), QUOTES)]
    if len(rows) > 2 * room:
        ranked = sorted(rows, key=lambda row: (-max(q.claim.salience for q in row), _place(row)))
        rows = sorted(ranked[: 2 * room], key=_place)
    told: set[tuple[str | None, str | None]] = set()
    sentences = []
    for row in rows:
        speaker, source, _ = _whose(row[0])
        known = any(other == source for _, other in told)
        sentences.append(_told(material, row, again=(speaker, source) in told, known=known))
        told.add((speaker, source))
    while len(sentences) > room:
        sentences = _joined(material, sentences)
    return sentences


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


def _told(material: Material, row: Sequence[Quotable], again: bool, known: bool) -> DigestSentence:
    """One sentence for a row of findings of one speaker and source.

    Args:
        material: the post.
        row: its findings.
        again: whether speaker and source have been named before, for the same.
        known: whether the source has been, with somebody else speaking.
    """
    language = material.language
    most = material.max_quote_words
    if len(row) == QUOTES:
        most = max(min(most, FEWEST), most * 2 // 3)
    quotes = []
    for item in row:
        quotes.append(_quoted(material, item, most))
    first = row[0]
    evidence = [ident for item in row for ident in item.evidence]
    if first.source is not None:
        evidence.append(first.source.id)
    template, source = _template(material, first, again, known)
    if first.introduced is not None and first.tone is not None:
        template = first.tone
        evidence.append(first.introduced)
    speaker = role_phrase(first.speaker, language) if first.speaker else None
    if language == "en" and speaker is not None and not speaker[:1].isupper():
        # "the authors", “tre chefer”: no verb that would have to agree with them.
        template = "role_in_source" if template == "speaker_in_source" else "role"
    text = material.phrases[template].format(
        source=source, speaker=speaker, quotes=listed(quotes, language)
    )
    return DigestSentence(capital(one_stop(text)), unique(evidence), Voice.SOURCE)


def _quoted(material: Material, item: Quotable, most: int) -> str:
    """A finding between quotation marks: the sentence, or the statement alone where that is long,
    in at most ``most`` words.
    """
    if len(item.spans) == 1:
        (span,) = item.spans
        if len(plain(material.text, span).split()) > most:
            span = item.claim.span
        return material.quoted(span, most)
    words = " … ".join(plain(material.text, span).rstrip(" ,;:") for span in item.spans)
    return quote(shorten(words, most), material.language)


def _template(material: Material, item: Quotable, again: bool, known: bool) -> tuple[str, str]:
    """Which template tells a finding, and the noun phrase of its source."""
    source, speaker = item.source, item.speaker
    if source is None:
        name = "speaker" if speaker is not None else "nobody"
        return _again(name, again), ""
    phrase = source_phrase(source, material.language)
    if speaker is None:
        alone = source.kind in (SourceKind.ORGANISATION, SourceKind.PERSON)
        name = "organisation" if alone else "source"
        if again:
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
