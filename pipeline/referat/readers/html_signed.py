"""Who wrote each comment, and when, found by comparing the comments of a page.

Builders call a by-line's parts by names that no list holds. But comments of one page come out of
one template: what stands in the same place of each of them is the same thing. A place that holds a
date in most comments is their date. A place that holds few words, other ones in each comment,
beside the date or in an element that sounds like a name, is their author. What is the same in all
of them ("Svara", "Gilla") is the page's.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from referat.readers import html_traits as names
from referat.readers.html_heads import PiecedComment, heads_of, words_path
from referat.readers.html_pieces import Piece, Role, pieces_of
from referat.readers.html_survey import HEADINGS
from referat.text.chrome import LONGEST, Chrome, bare_byline, clean_name, match_chrome
from referat.text.dates import FoundDate, find_date, said_date

_MOST_COMMON = 0.6
"""In what share of the comments a place must be filled to be a part of their template."""
_NAMELIKE = 0.75
_NAME_WORDS, _NAME_SIZE = 5, 45
_BESIDE_DATE = 6
"""Most words that stand in one place with a date."""
_BESIDE = 3
"""How many places from a name its date may stand."""
_LINE = 100
_CONSTANT_WORDS = 6
_SURE, _SURE_ALONE = 3, 4
"""What a place must score to be the author's, with other comments to compare and without."""
_STRONG = frozenset({"b", "strong", "cite", "dt", "address", *HEADINGS})
_UNIX = re.compile(r"(\d{10})(?:\d{3})?")
_SPELT = re.compile(r"[A-Z]?[a-zåäö]+|[A-Z]+")
_NAMING = frozenset(
    """author name username user namn nick nickname who vem poster commenter creator writer
    skribent avsandare avsändare actor fn profile person byline signatur""".split()
)
_TITLED = re.compile(r"title|subject|rubrik|amne|ämne|heading")
_MARKS = " \t\xa0.,:;!»«|/·•–—-()[]#@"


class Signed(NamedTuple):
    """What the by-line of a comment says, and the elements that are by-line."""

    author: str | None
    published: str | None
    heads: tuple[Any, ...]


def signed(units: Iterable[Any], chrome: Chrome) -> dict[Any, Signed]:
    """By-lines of comments, for each where there is one."""
    every = list(units)
    others = frozenset(every)
    comments = []
    for unit in every:
        pieces = tuple(pieces_of(unit, others))
        comments.append(PiecedComment(unit, pieces, {p.role: n for n, p in enumerate(pieces)}))
    comments = [comment for comment in comments if comment.pieces]
    if not comments:
        return {}
    constant = _constant(comments)
    dates = _dates(comments, chrome)
    authors = _authors(comments, constant, dates, chrome)
    words = words_path(comments, authors, dates)
    for number in authors.keys() - dates.keys():
        if beside := _date_beside(comments[number], authors[number][0], words, chrome):
            dates[number] = beside
    found = {}
    for number, comment in enumerate(comments):
        date, author = dates.get(number), authors.get(number)
        if date is None and author is None:
            continue
        parts = [comment.pieces[part[0]] for part in (date, author) if part is not None]
        heads = heads_of(comment, parts, words, constant, chrome)
        found[comment.unit] = Signed(
            author[1] if author else None, date[1] if date else None, heads
        )
    return found


def _constant(comments: Sequence[PiecedComment]) -> set[tuple[Role, str]]:
    """Pieces that are the same in most comments: what the page itself says."""
    counts = Counter((piece.role, piece.words) for comment in comments for piece in comment.pieces)
    enough = max(3, 0.8 * len(comments))
    return {
        key
        for key, count in counts.items()
        if count >= enough and len(key[1].split()) <= _CONSTANT_WORDS
    }


def _dates(comments: Sequence[PiecedComment], chrome: Chrome) -> dict[int, tuple[int, str]]:
    """For each comment the index of the piece with its date, and the date."""
    by_role: dict[Role, dict[int, tuple[int, str]]] = defaultdict(dict)
    for number, comment in enumerate(comments):
        for index, piece in enumerate(comment.pieces):
            said = _date_in(piece, chrome)
            if said is not None:
                for role in piece.roles:
                    by_role[role][number] = (index, said)
    enough = _MOST_COMMON * len(comments)

    def rank(role: Role) -> tuple[bool, int, bool, int]:
        told = by_role[role]
        whole = sum(not said.startswith("--") for _, said in told.values())
        first = min(index for index, _ in told.values())
        return whole >= enough, len(told), "@" in role[0], -first

    found: dict[int, tuple[int, str]] = {}
    likely = [role for role in by_role if len(by_role[role]) >= enough]
    for role in sorted(likely, key=rank, reverse=True):
        for number, place in by_role[role].items():
            found.setdefault(number, place)
    return found


def _date_beside(
    comment: PiecedComment, author: int, words: str, chrome: Chrome
) -> tuple[int, str] | None:
    """The date beside a name, where a badge or the like has moved it from its usual place."""
    for index in range(max(author - _BESIDE, 0), min(author + _BESIDE + 1, len(comment.pieces))):
        piece = comment.pieces[index]
        if piece.role[0] != words and (said := _date_in(piece, chrome)):
            return index, said
    return None


def _date_in(piece: Piece, chrome: Chrome) -> str | None:
    """The date that a piece tells, if it tells little else."""
    if piece.where == "linked" and not piece.role[0].endswith("@date"):
        return None
    if piece.where.startswith("data-") and (hit := _UNIX.fullmatch(piece.words)):
        return datetime.fromtimestamp(int(hit[1]), UTC).isoformat()
    if len(piece.words) > _LINE or not any(letter.isdigit() for letter in piece.words):
        return None
    found = find_date(piece.words, chrome.dates)
    if found is None or len(_rest(piece.words, found).split()) > _BESIDE_DATE:
        return None
    return said_date(piece.words, chrome.dates)


def _rest(words: str, found: FoundDate) -> str:
    return f"{words[: found.start]} {words[found.end :]}"


def _name_in(piece: Piece, chrome: Chrome) -> str | None:
    """The words of a piece that may be a name: without a date, marks, "skrev" and the like."""
    if len(piece.words) > LONGEST:
        return None
    if (label := match_chrome(piece.words, chrome)) and (label.kind != "byline" or label.answers):
        return None
    found = find_date(piece.words, chrome.dates)
    if found is not None:
        before, after = piece.words[: found.start], piece.words[found.end :]
        bare = bare_byline(before, chrome) or bare_byline(after, chrome)
    else:
        bare = bare_byline(piece.words, chrome)
    return bare or None


def _is_namelike(words: str) -> bool:
    return (
        len(words) <= _NAME_SIZE
        and len(words.split()) <= _NAME_WORDS
        and any(letter.isalpha() for letter in words)
        and not words.endswith(("!", "?"))
        and ". " not in words.replace(words[:3], "", 1)
    )


def _authors(
    comments: Sequence[PiecedComment],
    constant: set[tuple[Role, str]],
    dates: Mapping[int, tuple[int, str]],
    chrome: Chrome,
) -> dict[int, tuple[int, str]]:
    """For each comment the index of the piece with its author's name, and the name."""
    by_role: dict[Role, dict[int, tuple[int, str]]] = defaultdict(dict)
    for number, comment in enumerate(comments):
        for index, piece in enumerate(comment.pieces):
            named = bool(_naming(piece, comment.unit))
            if (piece.role, piece.words) in constant and not named:
                continue
            if (name := _name_in(piece, chrome)) is not None:
                for role in piece.roles:
                    by_role[role][number] = (index, name)
    scores = {}
    for role, told in by_role.items():
        score = _score(comments, told, dates)
        if score is not None:
            scores[role] = score
    found: dict[int, tuple[int, str]] = {}
    sure = _SURE if len(comments) > 1 else _SURE_ALONE
    for role in sorted(scores, key=lambda role: (-scores[role], min(by_role[role].values()), role)):
        if scores[role] < sure:
            break
        values = _without_affixes([name for _, name in by_role[role].values()])
        for (number, (index, _)), name in zip(by_role[role].items(), values, strict=True):
            bare = clean_name(name, chrome) if not _is_namelike(name) else name
            if bare and _is_namelike(bare):
                found.setdefault(number, (index, bare))
    return found


def _score(
    comments: Sequence[PiecedComment],
    told: Mapping[int, tuple[int, str]],
    dates: Mapping[int, tuple[int, str]],
) -> float | None:
    """How much a place looks like that of the author's name; ``None`` where it cannot be."""
    values = _without_affixes([name for _, name in told.values()])
    likely = sum(map(_is_namelike, values))
    if len(told) < _MOST_COMMON * len(comments) or likely < _NAMELIKE * len(values):
        return None
    number, (index, _) = next(iter(told.items()))
    piece = comments[number].pieces[index]
    score = 3.0 * _naming(piece, comments[number].unit)
    if len(values) > 2 and len(set(values)) == 1 and score < 3:
        return None
    beside = [
        abs(index - dates[number][0]) for number, (index, _) in told.items() if number in dates
    ]
    near = sum(distance <= 3 for distance in beside)
    score += 2 if beside and 2 * near >= len(beside) else 0
    score += 2 if beside and 2 * beside.count(0) >= len(beside) else 0
    score -= 4 if _is_title(piece, comments[number].unit) else 0
    tags = {piece.around.tag, *(each.tag for each in _up(piece.around, comments[number].unit))}
    score += 2 if tags & _STRONG else 1 if "a" in tags else 0
    last = all(index >= len(comments[n].pieces) - 3 for n, (index, _) in told.items())
    score += 1 if last or all(index <= 1 for index, _ in told.values()) else 0
    score += len(told) / len(comments)
    score -= sum(len(value.split()) for value in values) / len(values) / 3
    return score if piece.shown else score - 1


def _is_title(piece: Piece, unit: Any) -> bool:
    """Whether a piece is the heading of a comment, as some systems have it."""
    for element in _up(piece.around, unit):
        said = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        if names.traits(element) & names.TITLE or _TITLED.search(said):
            return True
    return False


def _up(element: Any, unit: Any) -> list[Any]:
    """An element and two around it, inside a comment."""
    chain: list[Any] = []
    while element is not None and element is not unit and len(chain) < 3:
        chain.append(element)
        element = element.getparent()
    return chain


def _naming(piece: Piece, unit: Any) -> float:
    """Whether the markup calls a piece a name: 1 where it does, less where that is one of more."""
    if piece.where == "linked":
        return float(piece.role[0].endswith("@author"))
    for height, element in enumerate(_up(piece.around, unit)):
        flags = names.traits(element)
        if flags & (names.REPLY | names.BODY):
            return 0.0
        said = " ".join(
            element.get(name) or "" for name in ("class", "id", "itemprop", "data-hook", "rel")
        )
        words = {word.lower() for word in _SPELT.findall(said)}
        if words & {"parent", "reply", "answer", "svar"}:
            return 0.0
        if words & _NAMING or flags & names.AUTHOR:
            return 1.0 if height < 2 else 0.7
    if piece.where == "alt":
        return 0.6
    return 0.7 if piece.where.startswith("data-") or piece.where == "aria-label" else 0.0


def _without_affixes(values: list[str]) -> list[str]:
    """Names without the words that all of them begin or end with: "Bild på", "skrev"."""
    if len(values) < 3 or len(set(values)) == 1:
        return values
    parts = [value.split() for value in values]
    while all(len(part) > 1 for part in parts) and len({part[0] for part in parts}) == 1:
        parts = [part[1:] for part in parts]
    while all(len(part) > 1 for part in parts) and len({part[-1] for part in parts}) == 1:
        parts = [part[:-1] for part in parts]
    return [" ".join(part).strip(_MARKS) for part in parts]
