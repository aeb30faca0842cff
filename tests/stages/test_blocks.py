"""What is post, what is comment, what is chrome: recovered from plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.post import BlockKind, Lead, Post, Section
from referat.stage import Stage
from referat.stages.blocks import Blocks
from referat.text.chrome import load_chrome, match_chrome

STAGE = Blocks()
BODY = "Intranätet har blivit viktigare för alla, och det märks i undersökningen."


def sorted_out(text: str) -> Post:
    return STAGE(Post(text))


def shape(post: Post) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(post.text)) for block in post.blocks or ()]


def section(post: Post, name: Section) -> list[str]:
    return [b.span.of(post.text) for b in post.blocks or () if b.section is name]


def test_is_a_stage() -> None:
    assert isinstance(STAGE, Stage)
    assert not STAGE.needs


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_paragraphs_are_parted_by_blank_lines(end: str) -> None:
    post = sorted_out(end.join(["Titeln", "", BODY, "\u00a0", BODY]))
    assert shape(post) == [("title", "Titeln"), ("paragraph", BODY), ("paragraph", BODY)]
    assert post.meta.title == "Titeln"


def test_wrapped_lines_are_joined_where_the_next_word_would_not_have_fitted() -> None:
    wrapped = "Det här är en rad som har brutits av ett\nprogram för att den blev för lång."
    broken = "Anna Svensson\nchef för det hela på ett företag som finns"
    post = sorted_out(f"Titel\n\n{wrapped}\n\n{broken}\n")
    assert [words for _, words in shape(post)] == ["Titel", wrapped, *broken.split("\n")]


def test_one_paragraph_a_line_without_blank_lines() -> None:
    post = sorted_out(f"Titeln\n{BODY}\n”Most people do.”\n{BODY}\n")
    assert [kind for kind, _ in shape(post)] == ["title", *["paragraph"] * 3]


def test_title_below_a_byline() -> None:
    post = sorted_out(f"Av Anna Ek\n3 maj 2012\n\nTiteln\n\n{BODY}")
    assert section(post, Section.CHROME) == ["Av Anna Ek", "3 maj 2012"]
    assert shape(post)[2] == ("title", "Titeln")
    assert (post.meta.author, post.meta.published) == ("Anna Ek", "2012-05-03")


def test_a_first_sentence_is_no_title() -> None:
    assert shape(sorted_out(f"Det är så.\n\n{BODY}"))[0] == ("paragraph", "Det är så.")


def test_headings_and_unmarked_english() -> None:
    post = sorted_out(f"Titel\n\n{BODY}\n\nMobilen\n\n{BODY}\n\nVAD HÄNDER SEN?\n\n{BODY}")
    headings = [words for kind, words in shape(post) if kind == "heading"]
    assert headings == ["Mobilen", "VAD HÄNDER SEN?"]
    english = "Most of the people are using it"
    post = sorted_out(f"Titel\n\n{BODY}\n\n{english}\n\n{BODY}")
    assert ("paragraph", english) in shape(post)


def test_markers_stand_outside_the_span_and_inside_outer() -> None:
    post = sorted_out(f"Titel\n\n{BODY}\n\n1. Ett\n2) Två\n• Tre\n\n> Fyra\n> fem\n>\n> Sex\n")
    found = [
        (b.lead, b.span.of(post.text), b.outer.of(post.text))
        for b in post.blocks or ()
        if b.outer is not None
    ]
    assert found == [
        (Lead.NUMBER, "Ett", "1. Ett"),
        (Lead.NUMBER, "Två", "2) Två"),
        (Lead.BULLET, "Tre", "• Tre"),
        (Lead.QUOTE, "Fyra\n> fem", "> Fyra\n> fem"),
        (Lead.QUOTE, "Sex", "> Sex"),
    ]


@pytest.mark.parametrize(
    ("lines", "lead"),
    [
        ("– Ja, säger Anna.\n– Nej, säger Bo.", Lead.DASH),
        ("– Vi vet inte än.", Lead.DASH),
        ("- Det går bra, tycker Anna.", Lead.DASH),
        ("- snabbare sök\n- bättre appar", Lead.BULLET),
        ("– enklare\n– billigare", Lead.BULLET),
        ("- Vi mäter mer.\n- Vi vet mindre.", Lead.BULLET),
    ],
)
def test_speech_is_told_from_lists(lines: str, lead: Lead) -> None:
    post = sorted_out(f"Titel\n\n{BODY}\n\n{lines}\n\n{BODY}")
    assert {b.lead for b in post.blocks or () if b.outer} == {lead}


def test_phrases_of_the_page_are_chrome_and_sentences_with_them_are_not() -> None:
    mine = "Jag fick 3 kommentarer på inlägget om att dela på Facebook."
    post = sorted_out(f"Titel\n\n{BODY}\n\n{mine}\n\nDela på Facebook\n\nTaggar: a, b\n\n%d")
    assert section(post, Section.CHROME) == ["Dela på Facebook", "Taggar: a, b", "%d"]
    assert mine in section(post, Section.POST)


@pytest.mark.parametrize(
    "line",
    """3 kommentarer|Kommentarer (3)|2 svar på ”Mobilen”|Lämna en kommentar|Kommentarer är stängda.
    Publicerad 3 maj 2012|Av Anna Svensson|Postat av Anna|Dela på Facebook|Taggar: a|Kategorier: b
    Läs mer|Relaterade inlägg|Pingback: Hej|Svara|Logga in för att svara|Skriv ut|Gilla|Laddar …
    %d|%d bloggare gillar detta|Permalänk|Annons|Foto: Anna|Leave a Reply|Posted by Anna|Share this
    Comments are closed.|3 thoughts on “Mobile”|Anna skriver:|Anna, 3 maj 2012 kl. 14:02
    Anna – 12 maj|Anna 3 maj|Anna says:|Av Anna den 3 maj|Svar till Anna|***|Inga kommentarer
    Läs mer »|3 maj 2012 · Anna Ek · 4 kommentarer""".replace("\n", "|").split("|"),
)
def test_chrome_phrases(line: str) -> None:
    assert match_chrome(line.strip(), load_chrome()) is not None


@pytest.mark.parametrize(
    "line",
    """Bra!|Jag skriver|Hon säger:|Intranätet är dött|Läs mer om hur vi gjorde det.|Tre av fyra
    Av erfarenhet|Kommentaren var bra.|Det är inte så|Undersökningen säger:|🙂|Ok, då förstår jag
    Gilla läget!|Annonser funkar inte längre.""".replace("\n", "|").split("|"),
)
def test_words_of_somebody(line: str) -> None:
    assert match_chrome(line.strip(), load_chrome()) is None


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Publicerad 3 maj 2012", "2012-05-03"),
        ("2012-05-03", "2012-05-03"),
        ("den 3 maj 2012 kl. 14:02", "2012-05-03T14:02"),
        ("May 3, 2012", "2012-05-03"),
        ("3/5 2012", "2012-05-03"),
        ("3 maj", None),
        ("31 februari 2012", None),
    ],
)
def test_dates(written: str, iso: str | None) -> None:
    match = match_chrome(written, load_chrome())
    assert match is not None
    assert match.date == iso


THREAD = f"""Titeln

Av Anna Ek

{BODY}

3 kommentarer

Bo Berg skriver:
4 maj 2012 kl. 14:02

Bra! Intranätet har blivit viktigare för alla, tycker jag med.

Svara

Anna, 5 maj 2012

@Bo Tack för det.

Svara

Lämna en kommentar

Namn
"""


def test_comments_by_their_bylines() -> None:
    post = sorted_out(THREAD)
    first, second = post.comments
    assert (first.author, first.published) == ("Bo Berg", "2012-05-04T14:02")
    assert [span.of(post.text) for span in first.quotes_post] == [
        "Intranätet har blivit viktigare för alla,"
    ]
    assert (second.author, second.reply_to, second.depth) == ("Anna", "comment-1", 1)
    assert second.by_writer
    assert not first.by_writer
    assert section(post, Section.CHROME)[-2:] == ["Lämna en kommentar", "Namn"]
    warning = next(oddity for oddity in post.warnings if oddity.code == "comment_count")
    assert "3 comments" in warning.message
    assert "2 can" in warning.message


def test_comments_by_number_and_indentation() -> None:
    post = sorted_out(
        f"Titel\n\n{BODY}\n\n3 kommentarer\n\n 1. Först ut.\n\n  Mer av mig.\n\n  1. Svar på det."
        "\n\n   Och mer.\n\n 2. En till.\n\nKommentarer är stängda.\n\n%d"
    )
    assert [comment.span.of(post.text) for comment in post.comments] == [
        "Först ut.\n\n  Mer av mig.",
        "Svar på det.\n\n   Och mer.",
        "En till.",
    ]
    assert [comment.reply_to for comment in post.comments] == [None, "comment-1", None]
    assert [comment.depth for comment in post.comments] == [0, 1, 0]
    assert section(post, Section.CHROME) == ["3 kommentarer", "Kommentarer är stängda.", "%d"]
    assert not post.warnings


def test_a_comment_on_its_bylines_line() -> None:
    post = sorted_out(f"Titel\n\n{BODY}\n\nKommentarer (1)\nLisa skriver: Håller med.\n")
    assert [(c.author, c.span.of(post.text)) for c in post.comments] == [("Lisa", "Håller med.")]


def test_names_below_each_other_as_on_blogg_se() -> None:
    post = sorted_out(
        f"Titel\n\n{BODY}\n\nKommentarer\n\nPostat av: Lisa\n\nJa!\n\n2007-05-03 @ 14:02:11\n"
        "URL: http://lisa.example\n\nPostat av: Kalle\n\nNej.\n\n2007-05-04\n"
    )
    assert [(c.author, c.published) for c in post.comments] == [
        ("Lisa", "2007-05-03T14:02"),
        ("Kalle", "2007-05-04"),
    ]


def test_a_heading_of_the_writers_opens_no_comments() -> None:
    post = sorted_out(f"Titel\n\n{BODY}\n\nKommentarer\n\n{BODY}")
    assert not post.comments
    assert ("heading", "Kommentarer") in shape(post)


def test_a_count_above_the_post_is_a_link() -> None:
    post = sorted_out(f"Titel\n\n2 kommentarer\n\n{BODY}\n\n{BODY}")
    assert len(section(post, Section.POST)) == 3
    assert [oddity.code for oddity in post.warnings] == ["comment_count"]


def test_a_short_sentence_repeated_whole() -> None:
    post = sorted_out(
        f"Titel\n\n{BODY} Det är helt rätt.\n\n1 kommentar\n\nBo skriver:\n\n”Det är  helt rätt”?"
    )
    (comment,) = post.comments
    assert [span.of(post.text) for span in comment.quotes_post] == ["Det är  helt rätt"]


FRAGMENTS = st.sampled_from(
    [
        "Titel", BODY, "3 kommentarer", "Anna skriver:", " 1. Hej", "  1. Svar", "> citat", ">",
        "– Ja, säger hon.", "- punkt", "***", "%d", "Svara", "Kommentarer är stängda.", "\u00a0",
        "4 maj 2012", "Bo Ek", "@Anna ja", "Svar till Anna", "RUBRIK", "🙂", "\x00",
        "\u2028", "Lämna en kommentar", "Bo Ek skriver: Ja visst", "-", "”", "a\u0308\u200f",
    ]
)  # fmt: skip


@given(
    st.lists(
        st.tuples(FRAGMENTS | st.text(max_size=20), st.sampled_from(["\n", "\n\n", "\r\n", " "])),
        max_size=25,
    )
)
def test_every_letter_lies_in_a_block_and_every_block_in_a_section(
    parts: list[tuple[str, str]],
) -> None:
    text = "".join(words + end for words, end in parts)
    post = sorted_out(text)
    covered = bytearray(len(text))
    for block in post.blocks or ():
        assert block.section is not None
        outer = block.outer or block.span
        assert outer.holds(block.span)
        assert block.span.of(text) == block.span.of(text).strip() != ""
        covered[outer.start : outer.end] = b"\x01" * (outer.end - outer.start)
        assert (block.section is Section.COMMENTS) == (block.comment is not None)
    assert all(seen or not text[at].isalnum() for at, seen in enumerate(covered))
    ids = [comment.id for comment in post.comments]
    assert ids == [f"comment-{number}" for number in range(1, len(ids) + 1)]
    for comment in post.comments:
        assert comment.span.of(text).strip()
        assert all(comment.span.holds(span) for span in comment.quotes_post)
        assert comment.reply_to is None or ids.index(comment.reply_to) < ids.index(comment.id)
    assert STAGE(Post(text)) == post


def test_kinds_that_markup_gave_are_kept() -> None:
    from referat.post import Block
    from referat.span import Span

    text = "Bara ord här, och de är många nog."
    block = Block(Span(0, len(text)), BlockKind.BLOCKQUOTE)
    assert (STAGE(Post(text, blocks=(block,))).blocks or ())[0].kind is BlockKind.BLOCKQUOTE


def test_what_stands_above_a_menu_or_a_date_and_a_title_is_the_pages_head() -> None:
    """byggande-torktid, aldreomsorg-klockan: pages copied with the name of the site."""
    body = (
        "Mamma ringde i går och undrade om jag hade hört något om den nya apoteksappen, "
        "och det hade jag inte."
    )
    for head in (
        "Bygdeposten\n\nNyheter | Sport | Familj | Bygg & Bo",
        "Lottas lada\n\nTrädgård och annat som växer över huvudet\n\nfredag 10 november 2023",
    ):
        post = STAGE(Post(f"{head}\n\nMamma, klockan och jag\n\n{body}"))
        sections = [block.section for block in post.blocks or ()]
        assert sections[-2:] == [Section.POST, Section.POST], head
        assert set(sections[:-2]) == {Section.CHROME}, head
        assert post.meta.title == "Mamma, klockan och jag"


def test_a_line_with_strokes_that_says_something_is_no_menu() -> None:
    row = "Den ena säger ja / den andra säger nej / den tredje väntar på besked."
    post = STAGE(Post(f"Rubrik\n\n{row}\n\nSå var det."))
    assert all(block.section is Section.POST for block in post.blocks or ())
