"""Furniture that was written before the rules and held against them only after."""

from __future__ import annotations

from readers.furniture_shapes import Furniture

SHAPES: dict[str, Furniture] = {
    "become_member": Furniture(
        "<div class='@'><p><strong>Gillar du det du läser?</strong></p><p>Bli medlem och stöd"
        " journalistiken. <a href='/stod'>Bli medlem</a></p></div>"
    ),
    "tip_us": Furniture("<p>Har du tips eller synpunkter? <a href='/tips'>Tipsa oss här</a></p>"),
    "more_about": Furniture(
        "<div class='@'><h4>Mer om arbetsliv</h4><ul><li><a href='/1'>Kontoret som krympte över en"
        " natt</a></li><li><a href='/2'>Hon tog bort alla möten på fredagar</a></li></ul></div>"
    ),
    "middle_links": Furniture(
        "<div class='@'><a href='/1'><img src='/1.jpg' alt=''>Kontoret som krympte över en natt</a>"
        "</div>",
        "middle",
    ),
    "ad_middle_rest": Furniture("<p class='@'>Artikeln fortsätter efter annonsen</p>", "middle"),
    "posted_in": Furniture(
        "<p>Publicerat i <a href='/k'>Arbetsliv</a> | Taggat <a href='/t'>möten</a> | Lämna en"
        " kommentar</p>"
    ),
    "popular": Furniture(
        "<h3>Populärast just nu</h3><ol><li><a href='/1'>Kontoret som krympte</a></li><li><a"
        " href='/2'>Hon tog bort alla möten</a></li></ol>",
        "below",
    ),
    "newest_posts_with_text": Furniture(
        "<h3>Senaste inläggen</h3><article><h4><a href='/1'>Kontoret som krympte</a></h4><p>Anna"
        " Lind</p><p>3 juni 2012</p><p>Det hände en natt i mars, och ingen såg det.</p></article>"
        "<article><h4><a href='/2'>Inga möten på fredagar</a></h4><p>Bo Ek</p><p>2 juni 2012</p><p>"
        "Så gjorde hon för att få arbetsro.</p></article>",
        "below",
    ),
    "form_in_table": Furniture(
        "<form action='/k'><table><tr><td>Ditt namn:</td><td><input name='n'></td></tr><tr><td>"
        "Kommentar:</td><td><textarea></textarea></td></tr></table></form><p>Kom ihåg mig?</p>",
        "below",
    ),
    "no_comments_yet": Furniture(
        "<h3>Kommentarer</h3><p>Det finns inga kommentarer till det här inlägget ännu. Bli den"
        " första!</p>",
        "below",
    ),
    "guidelines": Furniture(
        "<h2>Kommentarer (0)</h2><p>Välkommen att diskutera. Den som skriver ansvarar själv för"
        " innehållet. Redaktionen läser inlägg i efterhand.</p>",
        "below",
    ),
    "rating": Furniture("<p>Betyg: 4,2 av 5 (17 röster)</p>"),
    "print_mail": Furniture("<p><a href='/p'>Skriv ut</a> | <a href='/m'>Mejla sidan</a></p>"),
    "guestbook_excerpts": Furniture(
        "<h3>Senast i gästboken</h3><p>2012-05-01 Lasse: Fin sida du har gjort!</p><p>2012-04-28"
        " Mona: Hej och tack för senast.</p>",
        "below",
    ),
}
