"""The Swedish words of the report, and what its figures mean in a sentence each."""

from __future__ import annotations

from referat.mix.archive import MOST_INTERVALS

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
    "en_finding": "citat",
    "en_term": "term eller titel",
    "en_main": "inlägg på engelska",
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
    "Ord": "Ord som skrivs med bokstäver. Siffror, webbadresser och skiljetecken räknas inte. Namn "
    "räknas till språket omkring dem. Bara inläggets egen text räknas, inte kommentarerna.",
    "Citat": "Engelska ord som skribenten återger från någon annan.",
    "Term eller titel": "Engelska ord i en titel, i en rad som bara anger en källa eller i ett "
    "kort uttryck utan egen sats som citattecken, kursiv eller en länk skiljer ut.",
    "Inlägg på engelska": "Skribentens egna engelska ord i inlägg där de flesta av skribentens "
    "egna ord är engelska. Där är engelskan grundspråket och ingen kodväxling.",
    "Kodväxling": "Skribentens egna engelska ord i inlägg som i huvudsak är skrivna på ett annat "
    "språk, oftast svenska.",
    "Språkbyte": "En plats där ett ord har ett annat språk än ordet före. Vid citat: ett "
    "citattecken, byte till eller från kursiv eller kanten av ett blockcitat står emellan.",
    "Kodblandningsindex (CMI)": "Hur många procent av orden som inte är på inläggets vanligaste "
    "språk (Das & Gambäck 2014).",
    "CMI för korpus": "CMI räknat mening för mening, med språkbytena inuti dem, med tillägg för "
    "byten mellan meningar och för andelen blandade meningar (Gambäck & Das 2016). Kan bli över "
    "100.",
    "M-index": "Hur jämnt orden fördelar sig på språken, 0 till 1 (Barnett m.fl. 2000). För "
    "grupper räknat på svenska, engelska och allt annat.",
    "I-index": "Sannolikheten att nästa ord är på ett annat språk, alltså språkbyten per plats "
    "mellan två ord (Guzmán m.fl. 2017).",
    "Språkentropi": "Entropin i hur orden fördelar sig på språken, i bitar: 0 när alla ord är på "
    "samma språk, 1 när två språk är lika vanliga (Guzmán m.fl. 2017).",
    "Spannentropi (span entropy)": "Entropin i hur långa sträckor, räknade i ord, som hålls på ett "
    "och samma språk, i bitar (Guzmán m.fl. 2017).",
    "Ryckighet (burstiness)": "Hur ojämnt långa sträckorna är: −1 om alla är lika långa, nära 1 om "
    "några få är mycket längre än de andra (Goh & Barabási 2008). Kräver minst två sträckor.",
    "Minne (memory)": "Hur en sträckas längd hänger ihop med den föregåendes, från −1 till 1 (Goh "
    "& Barabási 2008). Kräver minst tre sträckor.",
    "95 %": "Konfidensintervall genom bootstrap över inlägg. Grupper med färre än fem inlägg får "
    f"inget, och finns det fler än {MOST_INTERVALS} grupper får bara de största något.",
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
    "share_en_corrected": "Rättad, %",
    "interval": "95 %",
    "near_all": "Skillnad mot alla",
    "near_previous": "Skillnad mot förra",
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
BEYOND = "större än felet"
ONE_LANGUAGE = "Inläggen är på ett enda språk, så här finns inget att rita."
ONE_PERIOD = "Alla daterade inlägg hör till en och samma period, så här finns ingen utveckling."
NO_PERIOD = "Inget inlägg har ett datum, så här finns ingen utveckling att rita."
NO_INSERTIONS = "Inga engelska uttryck i skribenternas egen svenska hittades."
NONE_TWICE = (
    "Inget uttryck förekommer mer än en gång i daterade inlägg, så här finns ingen utveckling att "
    "rita."
)
NO_ENGLISH = "Inget engelskt ord hittades, så här finns inget att dela upp."
NO_MEASURE = "Inget inlägg har tillräckligt med text för måttet."
NO_MIXED = "Inget inlägg blandar svenska och engelska."
