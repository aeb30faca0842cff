"""The Swedish words of the report, and what its figures mean in a sentence each."""

from __future__ import annotations

GROUPS = {
    "month": "månad",
    "year": "år",
    "site": "webbplats",
    "author": "skribent",
    "source": "källa",
    "tag": "etikett",
}
UNKNOWN = {
    "month": "utan datum",
    "year": "utan datum",
    "site": "utan webbplats",
    "author": "utan skribent",
    "source": "utan källa",
    "tag": "utan etikett",
}
STANDINGS = {
    "en_finding": "citerad (fynd)",
    "en_term": "term eller titel",
    "en_own": "kodväxling",
}
SWITCHES = {
    "block_marked": "mellan stycken, vid citat",
    "block_bare": "mellan stycken, omarkerat",
    "sentence_marked": "mellan meningar, vid citat",
    "sentence_bare": "mellan meningar, omarkerat",
    "inside_marked": "inne i meningen, vid citat",
    "inside_bare": "inne i meningen, omarkerat",
}
MEASURES = {
    "cmi": "Kodblandningsindex (CMI)",
    "m_index": "M-index",
    "i_index": "I-index",
    "language_entropy": "Språkentropi, bitar",
    "span_entropy": "Spannentropi, bitar",
    "burstiness": "Ryckighet",
    "memory": "Minne",
}
DEFINITIONS = {
    "Ord": "Bokstavsord. Siffror, adresser och skiljetecken räknas inte. Namn räknas till språket "
    "omkring dem. Bara inläggets egen text räknas, inte kommentarer.",
    "Citerad": "Engelska ord som står i ett fynd, alltså i någon annans ord.",
    "Term eller titel": "Engelska ord i en titel, i en rad som bara anger en källa eller i ett "
    "kort uttryck utan sats som citattecken, kursiv eller en länk skiljer ut.",
    "Kodväxling": "Alla andra engelska ord: skribenten skriver dem själv, i sin egen text.",
    "Språkbyte": "En plats där ett ord har ett annat språk än ordet före. Vid citat: ett "
    "citattecken, kursiv eller kanten av ett blockcitat står emellan.",
    "CMI": "Andelen ord, i procent, utanför inläggets vanligaste språk (Das & Gambäck 2014).",
    "CMI för korpus": "CMI med språkbyten för meningar, med tillägg för byten mellan meningar och "
    "för andelen blandade meningar (Gambäck & Das 2016). Kan bli över 100.",
    "M-index": "Hur jämnt orden fördelar sig på språken, 0 till 1 (Barnett m.fl. 2000). För "
    "grupper räknat på svenska, engelska och allt annat.",
    "I-index": "Sannolikheten att nästa ord är på ett annat språk (Guzmán m.fl. 2017).",
    "Språkentropi": "Entropin i ordens språk, i bitar (Guzmán m.fl. 2017).",
    "Spannentropi": "Entropin i längden på sträckor av ett språk, i bitar (Guzmán m.fl. 2017).",
    "Ryckighet": "Hur ojämnt långa sträckorna är: −1 om alla är lika, mot 1 om några få är mycket "
    "längre (Goh & Barabási 2008). Minst två sträckor.",
    "Minne": "Hur längden på en sträcka hänger ihop med den föregåendes, −1 till 1 (Goh & Barabási "
    "2008). Minst tre sträckor.",
    "Intervall": "95 procent, bootstrap över inlägg. Grupper med färre än fem inlägg får inget.",
}
COLUMNS = {
    "group": "Grupp",
    "period": "Period",
    "posts": "Inlägg",
    "posts_without_words": "Utan ord",
    "words": "Ord",
    "words_sv": "Svenska ord",
    "words_en": "Engelska ord",
    "share_en": "Engelska, %",
    "share_en_corrected": "Rättat, %",
    "interval": "95 %",
    "near_all": "Mot alla",
    "near_previous": "Mot förra",
    "count": "Antal",
    "first": "Först",
    "last": "Sist",
    "marked": "Markerad",
    "bare": "Omarkerad",
    "inflected": "Med svensk ändelse",
    "lemma": "Uttryck",
    "forms": "Former",
    "language": "Språk",
    "share": "Andel, %",
    "rate": "Per 1 000 ord",
    "kind": "Slag",
    "rate_10000": "Per 10 000 ord",
    "from": "Från",
    "to": "Till",
    "measure": "Mått",
}
WITHIN = "≈ inom taggarens fel"
BEYOND = "skiljer sig"
ONE_LANGUAGE = "Inläggen är på ett enda språk, så här finns inget att rita."
ONE_PERIOD = "Alla daterade inlägg hör till en och samma period, så här finns ingen utveckling."
NO_PERIOD = "Inget inlägg har ett datum, så här finns ingen utveckling att rita."
NO_INSERTIONS = "Inga engelska uttryck i skribenternas egen svenska hittades."
NO_ENGLISH = "Inget engelskt ord hittades, så här finns inget att dela upp."
NO_MEASURE = "Inget inlägg har tillräckligt med text för måttet."
NO_MIXED = "Inget inlägg blandar svenska och engelska."
