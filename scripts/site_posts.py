"""Invented posts for generated pages: what a page says, before any template.

A `Logical` post is a title, a writer, a date, parts of a body and comments. `logical_post` draws
one from the lists below by a seed; the templates of `site_builders.py` make pages of it, and
`bench_readers.py` and the tests know from it what a reader should find. The sentences are
invented; each post mixes Swedish with English findings, as the genre does.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

SWEDISH = """Jag har läst rapporten två gånger nu och blir inte riktigt klok på den.
Det som slår mig är hur lite som har hänt sedan förra mätningen.
Hos oss på kontoret i Borås ser det ut på ungefär samma sätt.
Visst är siffrorna intressanta, men frågan är vem som har svarat.
Nu tror jag att vi måste börja i andra änden och fråga dem som gör jobbet.
Undersökningen gjordes i våras bland drygt fyrahundra mellanchefer.
Här hemma har ingen gjort motsvarande studie, så vitt jag vet.
Det låter bra på papperet, och ändå är det något som skaver.
Jag håller med om slutsatsen men inte om vägen dit.
Kanske är det dags att sluta kalla det för en trend.
Den som har suttit i ett sådant möte vet precis vad jag menar.
Samtidigt går det inte att blunda för att kostnaderna skenar.
För tio år sedan hade vi skrattat åt tanken, men nu skrattar ingen.
Min gamla chef brukade säga att det ordnar sig, och det gjorde det sällan.
Rapporten kommer från ett litet institut i Leeds som jag inte kände till.
Så länge ingen äger frågan blir det bara fler arbetsgrupper.
Det finns förstås undantag, och ett av dem är biblioteken.
Jag misstänker att svaren hade blivit andra om man frågat på en måndag.
Till sist: tekniken är inte problemet, det är vanorna.
Vi får se om ett år om någon av förutsägelserna håller.""".split("\n")

ENGLISH = """Most organisations still treat collaboration as a tool rather than a habit.
Nearly a third of respondents could not name a single owner of the platform.
We found no evidence that longer meetings lead to better decisions.
Adoption has stalled in every sector except local government.
The gap between managers and staff has widened for the third year running.
Employees rarely read news that is older than two working days.
Budgets will keep shrinking until somebody can show what the money buys.
Trust, not technology, is what separates the leaders from the rest.
Only one in five respondents said the change had made their day easier.
What people ask for is not more channels but fewer interruptions.
Small teams recover from failed launches much faster than large ones.
Nobody in our sample had measured the effect before the pilot ended.""".split("\n")

REMARKS = """Bra skrivet, det här borde fler läsa.
Nja, jag är inte övertygad alls.
Så är det hos oss också, tyvärr.
Har du en länk till själva rapporten?
Det där stämmer inte med vad vi har sett i Växjö.
Tack för svaret, då förstår jag bättre.
Man undrar ju vem som har betalat för mätningen.
Jag tycker att du är lite väl hård mot författarna.
Intressant vinkel, den hade jag inte tänkt på.
Hur gör ni själva när halva gruppen sitter hemma?
Precis min erfarenhet, särskilt det om vanorna.
Det återstår att se, säger jag som har varit med förr.""".split("\n")

TITLES = """Trender: mötena blir längre och besluten färre
Ny rapport om kontoret som ingen går till
Varför läser ingen intranätet?
Fem frågor om den digitala arbetsplatsen
Plattformen som glömde sina användare
När chefen slutade svara på mejl
Leeds har talat: trenden är död
Om vanor, verktyg & vilja
Biblioteken visar vägen
Sju av tio vill ha färre kanaler""".split("\n")

HEADINGS = ("Vad säger siffrorna?", "Det svåra", "Så gör andra", "Några invändningar", "Slutsats")
ITEMS = """Färre kanaler och tydligare ansvar
En ägare för varje yta
Mätning före och efter varje försök
Utbildning på arbetstid
Möten med en början och ett slut""".split("\n")
CAPTIONS = (
    "Diagrammet visar andelen svarande per bransch.",
    "Så här såg kontoret ut före flytten.",
    "Tabell två ur rapporten, något förkortad.",
)
FIRST = "Anna Karin Olle Per-Erik Siv Jonas Fatima Lena Torbjörn Mirjam Gösta Elin".split()
LAST = "Lindmark Sandell Öberg Wester Hallin Åkerlund Fors Bramstång Quist Demir".split()
SITES = ("Kontorsbloggen", "Nätverkat", "Borås Dagblick", "Arbetslivets anteckningar")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a body: paragraph, heading, list, quotation or caption, with its texts."""

    kind: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """A comment. ``parent`` is the index of the one it answers."""

    author: str
    published: datetime
    words: tuple[str, ...]
    quotation: str | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Logical:
    """What a page says."""

    title: str
    author: str
    published: datetime
    site: str
    number: int
    parts: tuple[Part, ...]
    replies: tuple[Reply, ...] = ()

    @property
    def url(self) -> str:
        """The post's own address."""
        return f"https://blogg.example/{self.published:%Y/%m}/inlagg-{self.number}"

    @property
    def body(self) -> list[str]:
        """The words of the post, title first."""
        return [self.title, *(text for part in self.parts for text in part.texts)]

    @property
    def quotations(self) -> list[str]:
        """The quotations of the body."""
        return [text for part in self.parts if part.kind == "quotation" for text in part.texts]

    def kept(self, *, nests: bool = True, quotes: bool = True, captions: bool = True) -> Logical:
        """The post without what a template cannot show."""
        replies = tuple(
            replace(
                reply,
                parent=reply.parent if nests else None,
                quotation=reply.quotation if quotes else None,
            )
            for reply in self.replies
        )
        parts = tuple(part for part in self.parts if captions or part.kind != "caption")
        return replace(self, replies=replies, parts=parts)

    def signed(self, sign: Callable[[str], str], *, writer: bool) -> Logical:
        """The post with comments, and with ``writer`` itself, under names as a site has them."""
        replies = tuple(replace(reply, author=sign(reply.author)) for reply in self.replies)
        author = sign(self.author) if writer else self.author
        return replace(self, author=author, replies=replies)

    def moved(self, year: int) -> Logical:
        """The post with its comments, moved to a year in which its template was in use."""
        ahead = self.published.replace(year=year) - self.published
        replies = tuple(replace(reply, published=reply.published + ahead) for reply in self.replies)
        return replace(self, published=self.published + ahead, replies=replies)


def signature(name: str) -> str:
    """A name as readers of a newspaper sign: whole, by the first name alone, with a place."""
    first, last = name.split()
    forms = (
        name,
        first,
        f"{first} {last[0]}",
        f"{first} i Växjö",
        f"{first.lower()}.{last[0].lower()}",
    )
    return forms[(3 * len(first) + len(last)) % len(forms)]


def nickname(name: str) -> str:
    """A name as members of a forum call themselves."""
    first, last = name.split()
    forms = (f"{first}_{last[:3]}", f"{last.lower()}{60 + len(name)}", f"Mr{last}", first.upper())
    return forms[(3 * len(first) + len(last)) % len(forms)]


def _name(dice: random.Random) -> str:
    return f"{dice.choice(FIRST)} {dice.choice(LAST)}"


def _paragraph(dice: random.Random) -> str:
    return " ".join(dice.sample(SWEDISH, dice.randint(2, 4)))


def _parts(dice: random.Random) -> tuple[Part, ...]:
    parts = [Part("paragraph", (_paragraph(dice),))]
    for _ in range(dice.randint(1, 3)):
        parts.append(Part("quotation", tuple(dice.sample(ENGLISH, dice.randint(1, 2)))))
        parts.append(Part("paragraph", (_paragraph(dice),)))
        extra = dice.random()
        if extra < 0.3:
            parts.append(Part("heading", (dice.choice(HEADINGS),)))
            parts.append(Part("paragraph", (_paragraph(dice),)))
        elif extra < 0.55:
            parts.append(Part("list", tuple(dice.sample(ITEMS, 3))))
            parts.append(Part("paragraph", (_paragraph(dice),)))
        elif extra < 0.75:
            parts.append(Part("caption", (dice.choice(CAPTIONS),)))
            parts.append(Part("paragraph", (_paragraph(dice),)))
    return tuple(parts)


def _replies(dice: random.Random, start: datetime, most: int) -> tuple[Reply, ...]:
    """Comments in the order of their threads: an answer stands below what it answers."""
    replies: list[Reply] = []
    depth: list[int] = []
    when = start
    for index in range(dice.randint(0, most)):
        when += timedelta(minutes=dice.randint(3, 900))
        parent = None
        if index and dice.random() < 0.5:
            parent = index - 1
            while depth[parent] >= 2:
                above = replies[parent].parent
                assert above is not None
                parent = above
        depth.append(0 if parent is None else depth[parent] + 1)
        words = tuple(dice.sample(REMARKS, dice.randint(1, 3)))
        quotation = dice.choice(ENGLISH) if dice.random() < 0.25 else None
        replies.append(Reply(_name(dice), when, words, quotation, parent))
    return tuple(replies)


def logical_post(seed: int, most_replies: int = 6) -> Logical:
    """The post of a seed; the same seed gives the same post."""
    dice = random.Random(seed)  # noqa: S311 -- no secret hangs on it
    when = datetime(dice.randint(2005, 2023), dice.randint(1, 12), dice.randint(1, 28), 8, 5)
    when += timedelta(minutes=dice.randint(0, 800))
    return Logical(
        title=dice.choice(TITLES),
        author=_name(dice),
        published=when,
        site=dice.choice(SITES),
        number=seed,
        parts=_parts(dice),
        replies=_replies(dice, when, most_replies),
    )
