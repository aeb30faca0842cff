"""What pages put around, below and into a post that is none of it: boxes, rows, lists.

A `Furniture` is a piece of mark-up and the place where it stands. `page_with` puts it on a page of
one of three kinds and tells what a reader should find: the post, and no comment. The words are
invented. In the mark-up, ``@`` stands for a name of a class that says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from reader_scores import Content
from readers.comment_shapes_pages import BLOG, TABLES, TODAY
from site_markup import body, broken_body, day, iso
from site_posts import logical_post

PAGES = (BLOG, TODAY, TABLES)


@dataclass(frozen=True, slots=True)
class Furniture:
    """A piece of furniture, and where it stands: in the "middle" or at the "end" of the post's own
    element, or "below" it.
    """

    html: str
    where: str = "end"


def page_with(piece: Furniture, page: str, seed: int) -> tuple[str, Content]:
    """A page with a piece of furniture, and what it holds."""
    post = logical_post(seed, 0).kept(captions=False)
    pieces = {"middle": "", "end": "", "below": ""} | {
        piece.where: piece.html.replace("@", f"x{seed}")
    }

    def filled(render: str) -> str:
        half = len(post.parts) // 2
        renderer = broken_body if render == "broken" else body
        return (
            renderer(post.parts[:half])
            + pieces["middle"]
            + renderer(post.parts[half:])
            + pieces["end"]
        )

    html = (page % pieces["below"]).format(
        title=escape(post.title),
        site=escape(post.site),
        author=escape(post.author),
        iso=iso(post.published),
        day=day(post.published),
        body=filled("body"),
        broken=filled("broken"),
    )
    return html, Content(
        "\n".join(post.body),
        post.title,
        post.author,
        post.published.isoformat(),
        tuple(post.quotations),
    )


SHAPES: dict[str, Furniture] = {
    "newsletter": Furniture(
        "<div class='@'><h3>Få nästa inlägg i din inkorg</h3><p>Anmäl dig till vårt nyhetsbrev så"
        " missar du inget. Vi skickar högst ett brev i veckan.</p><form><input name='e'><button>"
        "Anmäl mig</button></form></div>"
    ),
    "newsletter_middle": Furniture(
        "<div class='@'><p><b>Nyhetsbrev</b></p><p>Prenumerera på vårt nyhetsbrev och få det bästa"
        " varje fredag.</p><form><input name='e'></form></div>",
        "middle",
    ),
    "read_also": Furniture("<p><b>Läs också:</b> <a href='/b'>Så blev mötet en vana</a></p>"),
    "read_also_middle": Furniture(
        "<p class='@'><strong>LÄS MER: <a href='/b'>Chefen som aldrig svarade</a></strong></p>",
        "middle",
    ),
    "read_also_list": Furniture(
        "<h4>Läs också</h4><ul><li><a href='/1'>Så blev mötet en vana för alla på golvet</a></li>"
        "<li><a href='/2'>Därför slutade vi mäta nöjdheten</a></li></ul>"
    ),
    "poll": Furniture(
        "<div class='@'><h4>Veckans fråga</h4><p>Använder du intranätet varje dag?</p><ul><li>Ja"
        " (45 %)</li><li>Nej (40 %)</li><li>Vet inte (15 %)</li></ul><p>312 röster</p></div>"
    ),
    "author_box": Furniture(
        "<div class='@'><img src='/a.jpg' alt=''><h4>Om skribenten</h4><p>Skriver om arbetsliv och"
        " teknik sedan 1998. Bor i Borås med två katter.</p></div>"
    ),
    "tag_row": Furniture(
        "<p>Taggar: <a href='/t/1' rel='tag'>intranät</a>, <a href='/t/2' rel='tag'>möten</a></p>"
    ),
    "tag_links": Furniture(
        "<p><a href='/t/1' rel='tag'>#intranät</a> <a href='/t/2' rel='tag'>#möten</a> <a"
        " href='/t/3' rel='tag'>#vanor</a></p>"
    ),
    "hash_tags": Furniture("<p>#intranät #möten #vanor</p>"),
    "previous_next": Furniture(
        "<p><a href='/1'>&laquo; Föregående inlägg</a> | <a href='/2'>Nästa inlägg &raquo;</a></p>"
    ),
    "previous_next_titles": Furniture(
        "<div class='@'><a href='/1'>&larr; Så blev mötet en vana</a> <a href='/2'>Därför slutade"
        " vi mäta nöjdheten &rarr;</a></div>",
        "below",
    ),
    "cookies": Furniture(
        "<div class='@'><p>Vi använder kakor för att ge dig en bättre upplevelse. Genom att"
        " fortsätta godkänner du detta. <a href='/kakor'>Läs mer om kakor</a></p></div>",
        "below",
    ),
    "comment_form": Furniture(
        "<h3>Lämna ett svar</h3><p>Din e-postadress kommer inte publiceras. Obligatoriska fält är"
        " märkta *</p><p>Kommentar *</p><p>Namn *</p><p>E-postadress *</p><p>Webbplats</p>",
        "below",
    ),
    "comment_rules": Furniture(
        "<h3>Kommentera</h3><p>Håll god ton och håll dig till ämnet. Vi tar bort kommentarer med"
        " personangrepp. Läs våra regler innan du skriver.</p>",
        "below",
    ),
    "no_comments": Furniture("<h3>0 kommentarer</h3>", "below"),
    "log_in": Furniture(
        "<h3>Kommentarer</h3><p>Logga in för att kommentera.</p><p><a href='/login'>Logga in</a> |"
        " <a href='/ny'>Skapa konto</a></p>",
        "below",
    ),
    "closed": Furniture(
        "<h3>Kommentarer</h3><p>Kommentarerna är stängda för det här inlägget.</p>", "below"
    ),
    "ad": Furniture("<div class='@'>ANNONS</div>", "middle"),
    "ad_with_text": Furniture(
        "<div class='@'><p>Annons</p><p><a href='https://k.example'>Byt kontor före sommaren och"
        " spara en tredjedel</a></p></div>",
        "middle",
    ),
    "counter": Furniture("<p>Antal visningar: 1 234</p><p>Besökare nr 15 332</p>"),
    "calendar": Furniture(
        "<table><caption>maj 2012</caption><tr><th>M</th><th>T</th><th>O</th></tr><tr><td>1</td>"
        "<td><a href='/2'>2</a></td><td>3</td></tr></table>",
        "below",
    ),
    "archive": Furniture(
        "<h3>Arkiv</h3><ul><li><a href='/1'>maj 2012</a> (3)</li><li><a href='/2'>april 2012</a>"
        " (7)</li></ul>",
        "below",
    ),
    "blogroll": Furniture(
        "<h3>Bloggar jag läser</h3><ul><li><a href='https://a.example'>Eva tänker högt</a></li><li>"
        "<a href='https://b.example'>Vardag i Växjö</a></li></ul>",
        "below",
    ),
    "latest_comments": Furniture(
        "<h3>Senaste kommentarer</h3><ul><li><b>Olle</b> om <a href='/a'>Vanans makt</a>: Det där"
        " stämmer precis med vad vi ser här…</li><li><b>Siv</b> om <a href='/b'>Fem råd</a>: Tack"
        " för det, jag undrar bara…</li></ul>",
        "below",
    ),
    "related_with_dates": Furniture(
        "<div class='@'><h3>Relaterade inlägg</h3><div><h4><a href='/1'>Så blev mötet en vana</a>"
        "</h4><span>12 mars 2011</span><p>Det började med en kaffekopp och en fråga som ingen"
        " ville svara på.</p></div><div><h4><a href='/2'>Därför slutade vi mäta</a></h4><span>4"
        " april 2010</span><p>Siffrorna sa en sak och folk en annan.</p></div></div>",
        "below",
    ),
    "share_row": Furniture(
        "<p>Dela: <a href='#'>Facebook</a> <a href='#'>Twitter</a> <a href='#'>LinkedIn</a></p>"
    ),
    "wordpress_ping_line": Furniture(
        "<p>Detta inlägg postades den 3 maj 2012 kl 14.02 under <a href='/k'>Arbetsliv</a>. Du kan"
        " följa kommentarerna via <a href='/rss'>RSS 2.0</a>. Både kommentarer och pingar är"
        " stängda.</p>"
    ),
}
