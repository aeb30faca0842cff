"""What WordPress does to a post's source before it shows it: paragraphs, blocks, shortcodes.

An export holds posts as they were typed. In the classic editor, blank lines part paragraphs and
line ends are line breaks; the block editor writes HTML between comments such as
``<!-- wp:paragraph -->``. Plugins and WordPress itself replace shortcodes in square brackets. Here
the same is made of them as far as it matters to words: paragraphs are parted by two ``<br>``, which
readers of pages take for what they are and which, unlike ``<p>``, may stand inside any element.
"""

from __future__ import annotations

import re

_BLOCK = re.compile(r"\s{0,9}(?P<end>/)?wp:(?P<name>[a-z][\w/-]{0,60})")
_TAG = re.compile(r"(</?[a-zA-Z][^<>]*>)")
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_BLOCK_TAGS = frozenset(
    """
    address article aside blockquote center col colgroup dd details div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr iframe legend li main menu nav ol option p pre
    script section select style summary svg table tbody td textarea tfoot th thead tr ul video
    """.split()
)
_VERBATIM = frozenset({"pre", "script", "style", "svg", "textarea"})
_SHORTCODE = re.compile(
    r"(?P<open>\[?)\[(?P<end>/?)(?P<name>[A-Za-z][\w-]{0,40})(?P<rest>(?:[\s=:][^\[\]]*)?)/?\]"
    r"(?P<close>\]?)"
)
_VALUE = re.compile(r"\s[\w-]+\s{0,3}=\s{0,3}(?:[\"'“”″]|&quot;|&#82\d\d;)")
_CAPTION_VALUE = re.compile(r"\bcaption\s{0,3}=\s{0,3}(?:\"([^\"]*)\"|'([^']*)')")
_CAPTIONS = frozenset({"caption", "wp_caption"})
# Those of WordPress and of its most common plugins that show something else than words.
_WORDLESS = frozenset(
    """
    audio bandcamp contact-form contact-form-7 dailymotion display-posts embed flickr flickrvideo
    flv formidable gallery gist googlemaps googlevideo gravityform instagram kaltura-widget
    ninja_forms nggallery playlist polldaddy recaptcha scribd singlepic slideshare slideshow
    soundcloud spotify ted toc tweet twitter twitter-timeline vimeo vine video videopress wpcf7
    wpforms wpvideo youtube
    """.split()
)


def readable(source: str) -> str:
    """A post's source, as HTML in which its paragraphs can be told."""
    words, comments = _apart(source.replace("\r\n", "\n").replace("\r", "\n"))
    blocks = [_BLOCK.match(comment) for comment in comments]
    if not any(blocks):
        return with_breaks(without_shortcodes("".join(words)))
    # In a post of the block editor, only what stands in no block has its lines kept.
    depth, free, loose = 0, True, ""
    parts: list[str] = []
    for text, comment, block in zip(words, [*comments, ""], [*blocks, None], strict=True):
        loose += text
        if block is None and comment:
            continue  # a comment of another kind parts nothing
        parts.append(with_breaks(loose) if free and loose.strip() else loose)
        loose = ""
        if block is not None:
            if block["end"]:
                depth = max(depth - 1, 0)
            elif not comment.endswith("/"):
                depth += 1
            free = depth == 0 or (block["name"] == "freeform" and not block["end"])
    return without_shortcodes("\n".join(parts))


def _apart(text: str) -> tuple[list[str], list[str]]:
    """A source without its comments, in parts, and the comments between these parts."""
    words: list[str] = []
    comments: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        words.append(text[at:start])
        comments.append(text[start + 4 : end])
        at = end + 3
    return [*words, text[at:]], comments


def with_breaks(text: str) -> str:
    """HTML with ``<br>`` for its line ends and two of them for blank lines.

    Line ends beside elements of the block level, in tags and in preformatted text are none.
    """
    parts = _TAG.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    names = [_tag_name(part) for part in parts[1::2]]
    verbatim: str | None = None
    before = ""
    for index, name in enumerate([*names, ""]):
        if verbatim is None:
            parts[2 * index] = _broken(parts[2 * index], before, name)
        if verbatim is None and name in _VERBATIM and not parts[2 * index + 1].startswith("</"):
            verbatim = name
        elif verbatim == name and parts[2 * index + 1].startswith("</"):
            verbatim = None
        before = name
    return "".join(parts)


def _tag_name(tag: str) -> str:
    hit = _TAG_NAME.match(tag)
    return hit[1].lower() if hit else ""


def _broken(text: str, before: str, after: str) -> str:
    """Words between two tags, their line ends made breaks."""
    if "\n" not in text:
        return text
    if before in _BLOCK_TAGS:
        text = text.lstrip(" \t\n")
    elif before == "br":
        # The line end after a break is the same one.
        text = re.sub(r"^[ \t]*\n", "", text)
    if after in _BLOCK_TAGS:
        text = text.rstrip(" \t\n")
    elif after == "br":
        text = re.sub(r"\n[ \t]*$", "", text)
    first, *others = text.split("\n")
    pieces = [first.rstrip(" \t") if others else first]
    breaks = 0
    for left, line in zip(reversed(range(len(others))), others, strict=True):
        breaks += 1
        words = line.strip(" \t") if left else line.lstrip(" \t")
        if words or not left:
            pieces += ["<br>" if breaks == 1 else "<br><br>", words]
            breaks = 0
    return "".join(pieces)


def without_shortcodes(text: str) -> str:
    """HTML without its shortcodes: those that hold words leave them, a caption as a caption.

    Brackets that a writer set, as in "[sic]", stay: a shortcode is known by its name, by values in
    quotation marks, or by an end tag of its own.
    """
    hits = list(_SHORTCODE.finditer(text))
    last_end = {hit["name"]: hit.start() for hit in hits if hit["end"]}
    parts: list[str] = []
    at = 0
    wordless: str | None = None  # the shortcode whose end is waited for
    captions = 0
    for hit in hits:
        name, ends = hit["name"], bool(hit["end"])
        if wordless is not None:
            if ends and name == wordless:
                wordless, at = None, hit.end()
            continue
        parts.append(text[at : hit.start()])
        at = hit.end()
        paired = last_end.get(name, -1) > hit.start()
        bare = hit[0][len(hit["open"]) : len(hit[0]) - len(hit["close"])]
        if hit["open"] and hit["close"]:
            parts.append(bare)  # [[gallery]] is how WordPress writes the word itself
            continue
        parts.append(hit["open"])
        if name in _CAPTIONS:
            if ends and captions:
                captions -= 1
                parts.append("</div>")
            elif not ends:
                parts.append(_caption_of(hit["rest"]))
                if paired:
                    captions += 1
                    parts.append('<div class="wp-caption-text">')
        elif name in _WORDLESS:
            if paired and not ends and not bare.endswith("/]"):
                wordless = name
        elif not (paired or (ends and name in last_end) or _VALUE.search(hit["rest"])):
            parts.append(bare)
        parts.append(hit["close"])
    if wordless is None:
        parts.append(text[at:])
    return "".join(parts) + "</div>" * captions


def _caption_of(values: str) -> str:
    """The words of a caption in the old way, as a value of its shortcode."""
    hit = _CAPTION_VALUE.search(values)
    said = (hit[1] or hit[2] or "") if hit else ""
    return f'<div class="wp-caption-text">{said}</div>' if said.strip() else ""
