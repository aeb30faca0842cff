"""The Markdown digest: what it tells, and that the post cannot add markup."""

from markdown_it import MarkdownIt
from writers import factory

from referat.writers import markdown


def test_it_tells_what_the_summary_holds() -> None:
    written = markdown.write(factory.summary(), "sv")
    assert written.startswith("# Mötena har inte blivit kortare\n\n*Referat av [”Trender: Färre")
    for line in (
        "**Fynd 3** – Lena Wikdahl, Meeting Futures "
        "(engelska; fortsättning på fynd 2; skribenten: både och)",
        "- **Instämmer** (om fynd 2): Bra! Det här har vi väntat på. 🙂",
        "  - **Petra Ek, skribenten svarar, svar på inlägg 1**: "
        "Tack! Chatten är nog inte lösningen, nej.",
        "| 3 | Chatten är nog inte lösningen | omdöme | skribenten | nekat, garderat |  |",
        "- [Meeting Futures](<https://norrfold.example/mf>) "
        "(rapport, Lena Wikdahl, Norrfold Institute, 2012)",
        "- Mening 2: kommentar 2, fynd 2",
    ):
        assert f"\n{line}\n" in written


def test_english_words_around_the_same_post() -> None:
    written = markdown.write(factory.summary(), "en")
    assert "## The writer’s comments" in written
    assert "Lena Wikdahl reports that" in written
    assert "Skribentens" not in written


def test_the_post_adds_no_markup() -> None:
    page = MarkdownIt("commonmark").enable("table").render(markdown.write(factory.summary(), "sv"))
    assert "Åke &lt;b&gt;Ö&lt;/b&gt;" in page
    assert page.count("<table>") == 1
    assert page.count("<a href") == 2


def test_a_bare_summary_is_written() -> None:
    bare = factory.bare("Hej.")
    assert markdown.write(bare, "sv") == (
        "# Inlägg utan rubrik\n\n*Referat av Inlägg utan rubrik*\n\n"
        "Inlägget innehåller inget att referera.\n"
    )
