"""How English a word looks, from its own letters.

The features of the word model `language-sv-en`: hashed character n-grams of one word form. The
model is linear and looks at no neighbour, because neighbours smear the point at which a text
switches language; sequences are decoded by the language stage.
"""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

MIN_GRAM = 1
MAX_GRAM = 5
BUCKETS = 1 << 17


@lru_cache(maxsize=8192)
def features(form: str) -> tuple[int, ...]:
    """Buckets of a normal form's n-grams, with ``^`` and ``$`` at its edges, and of its whole.

    Forms longer than 40 code points are represented by their first 40.
    """
    padded = f"^{form[:40]}$"
    length = len(padded)
    grams = [
        crc32(padded[start : start + size].encode("utf-8", "surrogatepass")) % BUCKETS
        for size in range(MIN_GRAM, MAX_GRAM + 1)
        for start in range(length - size + 1)
    ]
    grams.append(crc32(f"={padded}".encode("utf-8", "surrogatepass")) % BUCKETS)
    return tuple(grams)
