"""Markdown to readable text."""

from __future__ import annotations

import pytest

from referat.post import BlockKind, Lead, MarkupKind, Post
from referat.readers import read_text
from referat.settings import load_settings
from referat.stages.blocks import Blocks

SETTINGS = load_settings().input


def parsed(text: str) -> Post:
    return read_text(text, format="markdown", settings=SETTINGS)


def kinds(post: Post) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(post.text)) for block in post.blocks or ()]


def test_front_matter_is_read_as_plain_lines() -> None:
    post = parsed(
        '---\ntitle: "Hej: du"\nauthor: Anna Ek\ndate: 3 maj 2012\nx: !!python/x\n---\nOrd'
    )
    assert post.text == "Ord"
    assert (post.meta.title, post.meta.author) == ("Hej: du", "Anna Ek")
    assert post.meta.published == "2012-05-03"


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert parsed("---\n\nOrd\n\n---\n").text == "Ord"


def test_blocks_have_their_kinds() -> None:
    post = parsed("# Titel\n\nText\nmer\n\n## Rubrik\n\n> Citat\n>\n> två\n\n- ett\n- två\n")
    assert kinds(post) == [
        ("title", "Titel"),
        ("paragraph", "Text mer"),
        ("heading", "Rubrik"),
        ("blockquote", "Citat"),
        ("blockquote", "två"),
        ("list_item", "ett"),
        ("list_item", "två"),
    ]
    assert post.text == "\n\n".join(words for _, words in kinds(post))
    assert [block.lead for block in post.blocks or ()][-1] is Lead.BULLET


def test_inline_markup_is_kept_as_spans() -> None:
    post = parsed("En [länk *här*](http://a.se) och `kod` och <q>citat</q>.")
    assert post.text == "En länk här och kod och citat."
    found = {(item.kind, item.span.of(post.text), item.target) for item in post.markup}
    assert found == {
        (MarkupKind.LINK, "länk här", "http://a.se"),
        (MarkupKind.EMPHASIS, "här", None),
        (MarkupKind.CODE, "kod", None),
        (MarkupKind.QUOTE, "citat", None),
    }


def test_html_blocks_give_their_words_only() -> None:
    post = parsed("<blockquote>\n\nSagt *så*\n\n</blockquote>\n\n<script>x()</script>\n\nSlut")
    assert kinds(post) == [("blockquote", "Sagt så"), ("paragraph", "Slut")]


def test_table_rows_are_paragraphs() -> None:
    post = parsed("| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert [words for _, words in kinds(post)] == ["a | b", "1 | 2"]


def test_lines_of_speech_stay_lines() -> None:
    assert parsed("– Ja, säger A.\n– Nej, säger B.").text == "– Ja, säger A.\n– Nej, säger B."


def test_deep_nesting_is_cut_with_a_warning_and_loses_no_word() -> None:
    for marks in (">" * 10_000, "- " * 10_000, "1. " * 10_000):
        post = parsed(marks + "Ordet\n\nslut")
        assert "Ordet" in post.text
        assert [oddity.code for oddity in post.warnings] == ["deep_nesting"]
        assert (post.blocks or ())[0].kind in (BlockKind.BLOCKQUOTE, BlockKind.LIST_ITEM)


def test_unclosed_inline_tags_end_with_their_paragraph() -> None:
    post = parsed("Ett <b>ord\n\nNästa stycke")
    assert [item.span.of(post.text) for item in post.markup] == ["ord"]


@pytest.mark.parametrize(
    ("front", "field", "value"),
    [
        ("title: 'Köket''s värsta'", "title", "Köket's värsta"),
        ('title: "Säg \\"disk\\": nu" # utkast', "title", 'Säg "disk": nu'),
        ("titel: Köket # utkast", "title", "Köket"),
        ("titel: Nummer #1", "title", "Nummer"),
        ("author: [Anna Ek, 'Bo Al']", "author", "Anna Ek, Bo Al"),
        ("authors:\n  - name: Anna Ek\n  - Bo Al", "author", "Anna Ek, Bo Al"),
        ("authors:\n- Anna Ek\ntags:\n- kök", "author", "Anna Ek"),
        ("date: 2012-05-03T14:02:00+02:00", "published", "2012-05-03T14:02:00+02:00"),
        ('date: "2012-05-03"', "published", "2012-05-03"),
        ("canonical_url: https://a.se/b#c", "url", "https://a.se/b#c"),
        ("site_name: Kontorsbloggen", "site", "Kontorsbloggen"),
        ("bild:\n  title: Skylten", "title", None),
        ("title:\nauthor: A", "title", None),
    ],
)
def test_front_matter_in_its_common_forms(front: str, field: str, value: str | None) -> None:
    post = parsed(f"---\nx: y\n{front}\n---\nOrd")
    assert getattr(post.meta, field) == value
    assert post.text == "Ord"


def test_footnotes_are_paragraphs_without_their_marks() -> None:
    post = parsed("Ett[^1] och [två][2].[^x]\n\n[^1]: Rapporten\n[2]: http://b.se\n")
    assert [words for _, words in kinds(post)] == ["Ett och två.[^x]", "Rapporten"]
    assert [item.target for item in post.markup] == ["http://b.se"]


def test_quotations_in_quotations_are_quotations() -> None:
    post = parsed("> Yttre\n>\n> > Inre\n\nEfter")
    assert kinds(post) == [("blockquote", "Yttre"), ("blockquote", "Inre"), ("paragraph", "Efter")]


@pytest.mark.parametrize("end", ["\n", "  \n", "\\\n"])
def test_a_by_line_and_the_words_on_the_line_below_it_are_two_blocks(end: str) -> None:
    post = parsed(
        "# Köket\n\nEn ny rapport om kök bekräftar det mesta vi har anat i åratal.\n\n"
        f"## 2 kommentarer\n\n**Bo Al**, 3 maj 2012{end}Håller med om allt\ni texten.\n\n"
        f"**Siv**, 4 maj 2012 kl. 14:02{end}Inte *jag*.\n"
    )
    told = Blocks()(post)
    assert [(each.author, each.span.of(post.text)) for each in told.comments] == [
        ("Bo Al", "Håller med om allt i texten."),
        ("Siv", "Inte jag."),
    ]
    assert [item.span.of(post.text) for item in post.markup] == ["Bo Al", "Siv", "jag"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("**Nätpappan** · 22 oktober 2019", "Nätpappan"),
        ("**Per-Olof, Tärnaby** – 11 mars", "Per-Olof, Tärnaby"),
        ("*stugvärden* (12 mars 2019)", "stugvärden"),
    ],
)
def test_whatever_a_commenter_is_called_beside_a_date(line: str, name: str) -> None:
    post = parsed(
        "# Köket\n\nEn ny rapport om kök bekräftar det mesta vi har anat i åratal.\n\n"
        f"**Kommentarer (2)**\n\n{line}\nHåller med om allt.\n\n**Siv** · 1 juni 2019\nInte jag.\n"
    )
    told = Blocks()(post)
    assert [(each.author, each.span.of(post.text)) for each in told.comments] == [
        (name, "Håller med om allt."),
        ("Siv", "Inte jag."),
    ]


def test_an_attribution_above_a_quotation_stays_in_its_paragraph() -> None:
    assert len(parsed('Jane McConnell skriver:\n"Nobody reads the sign."').blocks or ()) == 1
    assert len(parsed("Den 3 maj 2012 skrev jag\natt köket var rent.").blocks or ()) == 1


def test_tags_and_categories_of_the_front_matter_add_up() -> None:
    post = parsed(
        "---\ntags: [kontor, möten]\nkategorier:\n- möten\n- 'e-post'\ntags: mer\n---\nOrd"
    )
    assert post.meta.tags == ("kontor", "möten", "e-post", "mer")
    assert parsed("---\ntitle: Utan\n---\nOrd").meta.tags == ()
