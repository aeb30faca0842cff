"""Where the source of each file in the data folder is to be had, and under which licence.

For the model cards, and for who runs a training script without the file.
"""

from __future__ import annotations

from collections.abc import Iterable

# Where each file's source is to be had, with its licence; all are on GitHub.
ORIGINS = {
    "text/sv-voiceweb": "mozilla/voice-web, server/data/sv-SE (CC0-1.0)",
    "text/en-voiceweb": "mozilla/voice-web, server/data/en (CC0-1.0)",
    "text/sv-interpellations": "swerik-project/riksdagen-interpellations (public documents)",
    "parallel/human-tatoeba": "Helsinki-NLP/OPUS-MT-testsets, tatoeba (CC BY 2.0 FR)",
    "parallel/human-gnome": "GNOME/gnome-user-docs (CC BY 3.0)",
    "parallel/docs-mit": "AdobeDocs, English pages (MIT)",
    "parallel/docs-ccby": "MicrosoftDocs/dynamics365smb-docs (CC BY 4.0)",
    "ud/sv_talbanken": "UniversalDependencies/UD_Swedish-Talbanken (CC BY-SA 4.0)",
    "ud/en_ewt": "UniversalDependencies/UD_English-EWT (CC BY-SA 4.0)",
    "ud/sv_pud": "UniversalDependencies/UD_Swedish-PUD (CC BY-SA 4.0)",
    "ud/en_pud": "UniversalDependencies/UD_English-PUD (CC BY-SA 3.0)",
    "ner/sv_uner": "UniversalNER/UNER_Swedish-Talbanken and -PUD (CC BY-SA 4.0)",
    "ner/en_uner": "UniversalNER/UNER_English-EWT and -PUD (CC BY-SA 4.0)",
    "ner/sv_klintan": "klintan/swedish-ner-corpus (CC BY 4.0)",
    "labelled/sv_absabank": "spraakbanken/SuperLim-2, absabank-imm (CC BY 4.0)",
    "labelled/sv_argumentation": "spraakbanken/SuperLim-2, argumentation-sentences (CC BY 4.0)",
    "langid/": "pemistahl/lingua-py, language-testdata (Apache-2.0)",
}


def origin_of(name: str) -> str:
    """Where the source of a data file is to be had."""
    return next(origin for start, origin in ORIGINS.items() if name.startswith(start))


def explained(missing: Iterable[str]) -> str:
    """What to fetch for files that are missing, one a line."""
    return "\n".join(f"  {name}  from {origin_of(name)}" for name in missing)
