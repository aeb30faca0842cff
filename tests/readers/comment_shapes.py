"""Pages whose comments are marked up in as many ways as sites have found.

A `Shape` is a template of one comment, of the list around comments and of the page around all of
it. It says what a page can show: answers, dates, times. `page_of_shape` draws a post with a talk
below it by a seed, fills the template in, and tells what a reader should find. The templates stand
in the modules beside this one. They are written from knowledge of what builders make, and the
words in them are invented.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from html import escape

from reader_scores import Content, Remark
from site_markup import MONTHS, body, broken_body
from site_posts import Logical, logical_post

NAMES = """Kalle|Anonym|maria_k|Lars-Göran Öhman|Intranätchefen|k8|Pia|PR-konsulten|Åsa H|Tant Agda
J. Svensson|webbredaktör i Umeå|Mikael|Ingrid Ek von Post|bibliotekarien|Zlatko P|stefan|Ulf K-son
Mamma på kontoret|elinor.n|Lena & Leif|Nisse79|Doris Holm|Hasse från Kalmar""".replace("\n", "|")
TALK = """Håller med, men vem ska betala?
Amen!
Det här var det klokaste jag har läst på hela veckan. Skickar det vidare till min chef.
Nja. Hos oss blev det precis tvärtom, folk slutade använda det efter en månad.
Har du någon länk till undersökningen? Hittar den inte på deras sajt.
Vi provade i höstas. Första veckan var alla med, sedan var det bara jag och vaktmästaren kvar.
Jag undrar om inte siffran gäller bara de stora bolagen, för så ser det inte ut i en kommun.
Intressant! Det där med vanorna borde fler prata om.
Tack för att du orkar läsa de där rapporterna åt oss andra.
Fast det står ju tvärtom i förra årets mätning, där var det sju av tio som var nöjda.
Ursäkta, men det där är trams. Jag har jobbat med det här i tjugo år och inget har hänt.
Kul att du tar upp det. Kommer du till konferensen i Lund så kan vi prata vidare om det.
Haha, ja det där känner man igen :-)
Bra fråga. Det vet nog ingen, och rapporten säger inget om det heller.
Jag tror att det beror på att ingen har frågat dem som ska använda eländet.
Men kostnaden då? Någon måste ju äga frågan, annars rinner det ut i sanden som vanligt.""".split(
    "\n"
)
WEEKDAYS = "måndag tisdag onsdag torsdag fredag lördag söndag".split()
ENGLISH_MONTHS = """January February March April May June July August September October November
    December""".split()


@dataclass(frozen=True, slots=True)
class Shape:
    """How a page shows its comments.

    ``item`` is a comment and ``group`` the list around comments; ``{children}`` in an item stands
    for the list of its answers, which otherwise follow the item. ``answer`` fills ``{answer}`` of
    a comment that answers another. ``nests`` and ``dated`` say whether a page tells of answers and
    of dates.
    """

    page: str
    item: str
    group: str = "{items}"
    inner: str | None = None
    answer: str = ""
    nests: bool = True
    dated: bool = True
    flat: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as it is drawn: who, when, what, and the index of what it answers."""

    author: str
    when: datetime
    words: tuple[str, ...]
    parent: int | None


def talk_of(post: Logical, seed: int, *, nests: bool) -> list[Said]:
    """Three to eight comments, an answer below what it answers."""
    dice = random.Random(seed)
    names = dice.sample(NAMES.split("|"), 8)
    texts = dice.sample(TALK, 12)
    when, said, depth = post.published, [], []
    for index in range(dice.randint(3, 8)):
        when += timedelta(minutes=dice.randint(7, 2900))
        parent = index - 1 if nests and index and dice.random() < 0.5 else None
        while parent is not None and (depth[parent] > 1 or dice.random() < 0.2):
            parent = said[parent].parent
        depth.append(0 if parent is None else depth[parent] + 1)
        words = tuple(texts.pop() for _ in range(1 + (dice.random() < 0.2 and len(texts) > 6)))
        author = post.author if parent is not None and dice.random() < 0.4 else names.pop()
        said.append(Said(author, when, words, parent))
    return said


def moments(when: datetime) -> dict[str, str]:
    """A moment in all the ways in which templates write it."""
    noon = "fm" if when.hour < 12 else "em"
    english = "am" if when.hour < 12 else "pm"
    month, hour = MONTHS[when.month - 1], when.hour % 12 or 12
    return {
        "iso": f"{when:%Y-%m-%dT%H:%M:%S}+02:00",
        "ymd": f"{when:%Y-%m-%d}",
        "day": f"{when.day} {month} {when.year}",
        "dd": f"{when:%d}",
        "d": str(when.day),
        "m": str(when.month),
        "mm": f"{when:%m}",
        "yy": f"{when:%y}",
        "year": str(when.year),
        "month": month,
        "short": month[:3],
        "weekday": WEEKDAYS[when.weekday()],
        "clock": f"{when:%H:%M}",
        "dot": f"{when:%H.%M}",
        "seconds": f"{when:%H:%M}:11",
        "half": f"{hour}:{when:%M} {noon}",
        "english": f"{ENGLISH_MONTHS[when.month - 1]} {when.day}, {when.year}",
        "ampm": f"{hour}:{when:%M} {english}",
        "utime": str(int(when.replace(tzinfo=UTC).timestamp())),
        "ago": f"för {2025 - when.year} år sedan",
    }


def _fields(said: Sequence[Said], index: int, depth: int, base: int) -> dict[str, str]:
    one = said[index]
    parent = None if one.parent is None else said[one.parent]
    words = [escape(text) for text in one.words]
    return moments(one.when) | {
        "id": str(base + index),
        "parent": "0" if one.parent is None else str(base + one.parent),
        "number": str(index + 1),
        "parent_number": "0" if one.parent is None else str(one.parent + 1),
        "depth": str(depth),
        "level": str(depth + 1),
        "indent": str(24 * depth),
        "parity": "odd" if index % 2 else "even",
        "author": escape(one.author),
        "to": "" if parent is None else escape(parent.author),
        "p": "\n".join(f"<p>{text}</p>" for text in words),
        "br": "<br />\n<br />\n".join(words),
        "text": " ".join(words),
        "subject": " ".join(words[0].split()[:3]).rstrip(".,!?"),
    }


def _depth(said: Sequence[Said], index: int) -> int:
    above = said[index].parent
    return 0 if above is None else _depth(said, above) + 1


def _render(shape: Shape, said: Sequence[Said], base: int, parent: int | None = None) -> str:
    items = []
    for index, one in enumerate(said):
        if one.parent != parent and not shape.flat:
            continue
        fields = _fields(said, index, _depth(said, index), base)
        fields["answer"] = shape.answer.format(**fields) if one.parent is not None else ""
        below = "" if shape.flat else _render(shape, said, base, index)
        item = shape.item.format(children=below, **fields)
        items.append(item if "{children}" in shape.item else item + below)
    group = shape.group if parent is None or shape.inner is None else shape.inner
    return group.format(items="\n".join(items)) if items else ""


def page_of_shape(shape: Shape, seed: int) -> tuple[str, Content]:
    """A page of a shape, and what it holds."""
    post = replace(logical_post(seed, 0), author="Karin Wester")
    post = post.kept(captions=False)
    said = talk_of(post, seed, nests=shape.nests)
    page = shape.page.format(
        title=escape(post.title),
        site=escape(post.site),
        author=post.author,
        iso=f"{post.published:%Y-%m-%dT%H:%M:%S}+02:00",
        day=moments(post.published)["day"],
        body=body(post.parts),
        broken=broken_body(post.parts),
        count=str(len(said)),
        comments=_render(shape, said, 100 * seed + 7),
    )
    remarks = tuple(
        Remark(
            "\n".join(one.words),
            one.author,
            one.when.isoformat() if shape.dated else None,
            one.parent,
        )
        for one in said
    )
    return page, Content(
        "\n".join(post.body),
        post.title,
        post.author,
        post.published.isoformat(),
        tuple(post.quotations),
        remarks,
    )
