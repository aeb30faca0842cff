"""Templates in the manner of Medium, Ghost, news sites, static sites and pages made by hand."""

from __future__ import annotations

import json
from html import escape

from site_markup import (
    PORTRAIT,
    body,
    broken_body,
    clock,
    counted,
    day,
    depth_of,
    iso,
    moment,
    nest,
    paragraphs,
    remark,
)
from site_posts import Logical, Reply


def medium(post: Logical) -> str:
    """Medium: classes that say nothing, responses told apart by their structure alone."""

    def one(_index: int, reply: Reply, _depth: int, answers: str) -> str:
        return f"""<div class="ab q"><div class="cd ef"><div class="gh">{PORTRAIT}</div><div class="ij"><a href="/@x?source=r">{escape(reply.author)}</a>
<p class="bf b"><span>{day(reply.published)}</span></p></div></div><div class="kl mn"><div class="op">{remark(reply)}</div></div>
<div class="qr"><button>12</button><a class="st">Svara</a></div>{answers}</div>"""

    def group(inside: str, depth: int) -> str:
        return f'<div class="uv">{inside}</div>' if depth else inside

    words = body(
        post.parts,
        paragraph='<p class="pw-post-body-paragraph mo mp">',
        heading='<h2 class="oa ob">{}</h2>',
        quotation='<blockquote class="oc od">{}</blockquote>',
    )
    return f"""<!doctype html><html lang="sv"><head><title>{escape(post.title)} | by {escape(post.author)} | {escape(post.site)} | Medium</title>
<meta property="og:title" content="{escape(post.title)}"><meta property="og:site_name" content="{escape(post.site)}">
<meta property="article:published_time" content="{iso(post.published)}"><meta name="author" content="{escape(post.author)}">
<link rel="canonical" href="{post.url}"></head><body><div id="root"><div class="a b"><div class="c"><a>Öppna i appen</a><a>Logga in</a></div>
<article><section><div><h1 class="pw-post-title" data-testid="storyTitle">{escape(post.title)}</h1>
<div class="speechify-ignore ab"><div class="bn"><a data-testid="authorName" rel="noopener">{escape(post.author)}</a><span>·</span><a>Följ</a></div>
<div class="bo"><span data-testid="storyReadTime">4 min läsning</span><span> · </span><span data-testid="storyPublishDate">{day(post.published)}</span></div>
<div class="bp"><button>Lyssna</button><button>Dela</button></div></div>
{words}</div></section></article>
<div class="tags-x"><a href="/tag/kontor"><div>Kontor</div></a></div>
<section class="responses-x"><h2>Svar ({len(post.replies)})</h2><div class="we"><a>Visa alla svar</a></div>{nest(post.replies, one, group)}</section>
<section class="more-x"><h2>Mer från {escape(post.author)}</h2><article><h3>Mötet om mötet</h3><p>En kort text om något helt annat som inte hör hit.</p></article>
<article><h3>Kanalerna som blev kvar</h3><p>Ännu en kort text om något annat.</p></article></section></div></div></body></html>"""


def handmade(post: Logical) -> str:
    """A page of 2005 made by hand: tables, fonts, line breaks, a guest book for comments."""
    comments = "".join(
        f"""<b>{escape(reply.author)}</b> skrev {iso(reply.published)[:10]} {clock(reply.published)}:<br>
{"<br><br>".join(map(escape, reply.words))}
<hr size=1>"""
        for reply in post.replies
    )
    return f"""<HTML><HEAD><TITLE>{escape(post.site)} - {escape(post.title)}</TITLE></HEAD>
<BODY BGCOLOR="#FFFFFF" TEXT=black><CENTER><FONT SIZE="+3">{escape(post.site)}</FONT></CENTER>
<TABLE WIDTH=760 BORDER=0><TR><TD WIDTH=150 VALIGN=top><FONT SIZE=2><A HREF="index.html">Hem</A><BR>
<A HREF="gb.html">Gästbok</A><BR><A HREF="lankar.html">Länkar</A><BR></FONT></TD>
<TD VALIGN=top><H2>{escape(post.title)}</H2><FONT SIZE=1>Publicerad {day(post.published)} kl. {post.published:%H.%M} av {escape(post.author)}</FONT><BR><BR>
<FONT FACE="Verdana" SIZE=2>{broken_body(post.parts)}</FONT>
<H3>Kommentarer ({len(post.replies)})</H3>{comments}<BR><A HREF="#top">Till toppen</A></TD></TR></TABLE>
<CENTER><FONT SIZE=1>Copyright 2005 {escape(post.author)}</FONT></CENTER></BODY></HTML>"""


def bare(post: Logical) -> str:
    """HTML5 without a single class: comments are articles inside articles."""

    def one(_index: int, reply: Reply, _depth: int, answers: str) -> str:
        return f"""<article><header><h4>{escape(reply.author)}</h4><time datetime="{iso(reply.published)}">{day(reply.published)}</time></header>
{remark(reply)}<footer><a href="#svara">Svara</a></footer>{answers}</article>"""

    return f"""<!doctype html><html lang=sv><meta charset=utf-8><title>{escape(post.title)}</title>
<body><header><p><a href=/>{escape(post.site)}</a></p><nav><ul><li><a>Hem</a><li><a>Om mig</a></ul></nav></header>
<main><article><header><h1>{escape(post.title)}</h1><p>Av {escape(post.author)}, <time datetime="{iso(post.published)}">{day(post.published)}</time></p></header>
{body(post.parts)}
<section><h2>Kommentarer</h2>{nest(post.replies, one, lambda inside, _: inside)}</section></article></main>
<aside><h2>Läs också</h2><ul><li><a>Mötet om mötet</a></ul></aside><footer><p>Inga kakor används här.</p></footer></body></html>"""


def bare_list(post: Logical) -> str:
    """HTML without classes: comments are items of nested lists."""

    def one(_index: int, reply: Reply, _depth: int, answers: str) -> str:
        return f"<li><p><strong>{escape(reply.author)}</strong> {moment(reply.published)}</p>{remark(reply)}{answers}</li>"

    return f"""<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{escape(post.title)} - {escape(post.site)}</title></head>
<body><ul><li><a>Hem</a></li><li><a>Arkiv</a></li></ul><h1>{escape(post.title)}</h1><p>Text: {escape(post.author)}. Publicerad {moment(post.published)}</p>
{body(post.parts)}<h2>{counted(post)}</h2>{nest(post.replies, one, lambda inside, _: f"<ol>{inside}</ol>")}
<hr><p>Copyright {escape(post.site)}</p></body></html>"""


def news_entry(post: Logical, *, single: bool = True) -> str:
    """One article of a news site, with microformats and microdata."""
    level = "h1" if single else "h2"
    around = """<aside class="lasocksa"><strong>Läs också:</strong> <a>Mötet om mötet blev ett möte till</a></aside>
<div class="annons"><span class="annons-etikett">Annons</span><p>Köp kontorsstolar billigt hos oss i dag.</p></div>"""
    return f"""<article class="h-entry artikel" itemscope itemtype="https://schema.org/NewsArticle">
<p class="vinjett">Arbetsliv</p><{level} class="p-name" itemprop="headline"><a class="u-url" href="{post.url}">{escape(post.title)}</a></{level}>
<div class="artikel-byline"><span class="p-author h-card" itemprop="author">{escape(post.author)}</span>
<time class="dt-published" itemprop="datePublished" datetime="{iso(post.published)}">Publicerad {moment(post.published)}</time></div>
<ul class="dela-lista"><li><a>Dela på Facebook</a></li><li><a>Dela på Twitter</a></li></ul>
<div class="e-content artikel-brodtext" itemprop="articleBody">{body(post.parts)}{around if single else ""}</div>
<ul class="p-category taggar"><li><a>arbetsliv</a></li><li><a>forskning</a></li></ul></article>"""


def news_page(post: Logical, inside: str, head: str = "") -> str:
    """The page around a news site's articles."""
    return f"""<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8">{head}<meta property="og:site_name" content="{escape(post.site)}"></head>
<body><div class="kakor-banderoll" id="kakor"><p>Vi använder kakor för att webbplatsen ska fungera.</p><button>Godkänn</button></div>
<header class="sidhuvud"><a class="logotyp">{escape(post.site)}</a><nav class="huvudmeny"><ul><li>Nyheter</li><li>Sport</li></ul></nav></header>
<main>{inside}
<section class="nyhetsbrev-ruta"><h2>Prenumerera på vårt nyhetsbrev</h2><p>De viktigaste nyheterna varje morgon.</p></section>
<section class="mest-last"><h2>Mest läst</h2><ol><li><a>Älg sågs i centrum</a></li><li><a>Badhuset stänger</a></li></ol></section></main>
<footer class="sidfot"><p>Ansvarig utgivare: Någon Annan</p></footer></body></html>"""


def news(post: Logical) -> str:
    """A Swedish news site with h-entry, comments under Swedish names."""

    def one(index: int, reply: Reply, depth: int, answers: str) -> str:
        return f"""<div class="kommentar{" kommentar-svar" if depth else ""}" id="kommentar-{index + 12}"><div class="kommentar-huvud"><span class="kommentar-namn">{escape(reply.author)}</span>
<span class="kommentar-tid">{moment(reply.published)}</span></div><div class="kommentar-text">{remark(reply)}</div>
<div class="kommentar-verktyg"><a>Svara</a> <a>Anmäl</a></div>{answers}</div>"""

    def group(inside: str, depth: int) -> str:
        return f'<div class="svarslista">{inside}</div>' if depth else inside

    thread = f'<section id="kommentarer" class="kommentarer"><h2>Läsarkommentarer ({len(post.replies)})</h2>{nest(post.replies, one, group)}</section>'
    head = f"<title>{escape(post.title)} | {escape(post.site)}</title>"
    return news_page(post, news_entry(post) + thread, head)


def ghost(post: Logical) -> str:
    """Ghost, with its own comments as the rendered page has them."""

    def one(_index: int, reply: Reply, depth: int, answers: str) -> str:
        return f"""<div class="flex w-full" data-testid="{"reply" if depth else "comment"}-component"><div class="mr-2 avatar">AB</div><div class="grow"><div class="flex items-center"><h4 class="font-sans">{escape(reply.author)}</h4>
<div class="text-sm"><span title="{moment(reply.published)}">{day(reply.published)}</span></div></div><div class="gh-comment-content">{remark(reply)}</div>
<div class="mt-2"><button>Gilla</button><button>Svara</button></div>{answers}</div></div>"""

    def group(inside: str, depth: int) -> str:
        return f'<div class="ml-4 replies">{inside}</div>' if depth else inside

    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "publisher": {"@type": "Organization", "name": post.site},
        "author": [{"@type": "Person", "name": post.author}],
        "headline": post.title,
        "url": post.url,
        "datePublished": iso(post.published),
    }
    words = body(
        post.parts,
        caption='<figure class="kg-card kg-image-card kg-card-hascaption"><img src="/a.png"><figcaption><span>{}</span></figcaption></figure>',
    )
    return f"""<!DOCTYPE html><html lang="sv"><head><title>{escape(post.title)}</title><meta charset="utf-8"><link rel="canonical" href="{post.url}">
<meta property="og:type" content="article"><script type="application/ld+json">{json.dumps(data)}</script></head>
<body class="post-template tag-arbete"><div class="viewport"><header id="gh-head" class="gh-head outer"><nav><a>{escape(post.site)}</a><ul><li>Hem</li></ul></nav></header>
<div class="site-content"><main id="site-main" class="site-main"><article class="article post tag-arbete">
<header class="article-header gh-canvas"><div class="article-tag post-card-tags"><span class="post-card-primary-tag"><a>Arbete</a></span></div>
<h1 class="article-title">{escape(post.title)}</h1><div class="article-byline"><section class="article-byline-content"><ul class="author-list"><li><a>{PORTRAIT}</a></li></ul>
<div class="article-byline-meta"><h4 class="author-name"><a>{escape(post.author)}</a></h4><div class="byline-meta-content"><time class="byline-meta-date" datetime="{iso(post.published)[:10]}">{day(post.published)}</time>
<span class="byline-reading-time"><span class="bull">•</span> 3 min läsning</span></div></div></section></div></header>
<section class="gh-content gh-canvas">{words}</section>
<div class="gh-subscribe"><h3 class="gh-subscribe-title">Prenumerera på {escape(post.site)}</h3><p>Missa inget. Få nästa inlägg direkt i inkorgen.</p></div>
<section class="article-comments gh-canvas"><h3>Diskussion ({len(post.replies)})</h3>{nest(post.replies, one, group)}</section></article></main>
<aside class="read-more-wrap outer"><div class="read-more inner"><article class="post-card post"><h2 class="post-card-title">Mötet om mötet</h2><p class="post-card-excerpt">Något annat som inte hör till saken alls utan står på en annan sida.</p></article></div></aside></div>
<footer class="site-footer outer">Publicerat med Ghost</footer></div></body></html>"""


def disqus(post: Logical) -> str:
    """A static site with Disqus, saved after the script had run."""

    def one(index: int, reply: Reply, _depth: int, answers: str) -> str:
        return f"""<li class="post" id="post-{index + 900}"><div class="post-content"><div class="avatar hovercard">{PORTRAIT}</div><div class="post-body">
<header class="comment__header"><div class="post-byline"><span class="author publisher-anchor-color"><a data-action="profile">{escape(reply.author)}</a></span></div>
<div class="post-meta"><a class="time-ago" data-role="relative-time" title="{moment(reply.published)}">för 9 år sedan</a></div></header>
<div class="post-body-inner"><div class="post-message-container"><div class="publisher-anchor-color"><div class="post-message" data-role="message" dir="auto">{remark(reply)}</div></div></div></div>
<footer class="comment__footer"><menu><li class="voting"><a class="vote-up"><span class="count">3</span></a></li><li class="reply"><a>Svara</a></li><li>Dela ›</li></menu></footer></div></div>
<ul class="children" data-role="children">{answers}</ul></li>"""

    def group(inside: str, depth: int) -> str:
        return inside if depth else f'<ul id="post-list" class="post-list">{inside}</ul>'

    return f"""<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>{escape(post.title)} | {escape(post.site)}</title><link rel="canonical" href="{post.url}">
</head><body><header class="site-header"><a class="site-title">{escape(post.site)}</a></header><main class="page-content"><div class="wrapper">
<article class="post h-entry" itemscope itemtype="http://schema.org/BlogPosting"><header class="post-header"><h1 class="post-title p-name" itemprop="name headline">{escape(post.title)}</h1>
<p class="post-meta"><time class="dt-published" datetime="{iso(post.published)}" itemprop="datePublished">{day(post.published)}</time> • <span itemprop="author" itemscope itemtype="http://schema.org/Person"><span class="p-author h-card" itemprop="name">{escape(post.author)}</span></span></p></header>
<div class="post-content e-content" itemprop="articleBody">{body(post.parts)}</div>
<div id="disqus_thread"><div id="layout"><div id="main-nav"><nav class="nav"><ul><li class="tab-conversation"><a>{counted(post)}</a></li><li><a>{escape(post.site)}</a></li></ul></nav></div>
<div id="posts"><div id="form"><form>Delta i diskussionen …</form></div>{nest(post.replies, one, group)}</div></div></div>
<noscript>Slå på JavaScript för att se kommentarerna.</noscript></article></div></main><footer class="site-footer"><p>Byggd med Jekyll</p></footer></body></html>"""


def facebook(post: Logical) -> str:
    """A page with Facebook's comments plug-in, saved after it had run."""

    def one(_index: int, reply: Reply, _depth: int, answers: str) -> str:
        return f"""<div class="_5mdd"><div class="UFIImageBlockContent"><span class="UFICommentActorAndBody"><div class="UFICommentActorAndBodySpacing"><span class=" UFICommentActorName"><a dir="ltr" href="https://www.facebook.example/x">{escape(reply.author)}</a></span></div></span>
<div class="_30o4"><span class="_5mdd"><span>{"<br>".join(map(escape, reply.words))}</span></span></div>
<div class="fsm fwn fcg UFICommentActions"><a>Gilla</a> · <a>Svara</a> · <span><abbr class="UFISutroCommentTimestamp livetimestamp" title="{moment(reply.published)}" data-utime="1">9 år</abbr></span></div></div>
<div class="UFIReplyList">{answers}</div></div>"""

    return f"""<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>{escape(post.title)} - {escape(post.site)}</title><link rel="canonical" href="{post.url}"></head>
<body><div id="header"><a>{escape(post.site)}</a></div><div id="menu"><ul><li><a>Start</a></li></ul></div><div id="content"><div class="inlagg"><h1>{escape(post.title)}</h1>
<p class="info">Av {escape(post.author)} | {moment(post.published)}</p><div class="inlagg-text">{body(post.parts)}</div>
<div class="dela"><a>Tipsa en vän</a></div></div><div class="fb-comments" data-href="{post.url}"><div class="_4uyl">{counted(post)}<div>Sortera efter Äldsta</div></div>
{nest(post.replies, one, lambda inside, _: inside)}<div class="_5o4h">Facebooks kommentarstillägg</div></div></div></body></html>"""


def _flat_page(post: Logical, comments: str) -> str:
    return f"""<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>{escape(post.site)}: {escape(post.title)}</title></head>
<body><div id="sidhuvud"><a href="/">{escape(post.site)}</a></div><div id="meny"><a>Hem</a> | <a>Om bloggen</a></div>
<div id="innehall"><div class="inlagg"><h2 class="rubrik">{escape(post.title)}</h2><div class="datum">{moment(post.published)}</div>
<div class="text">{body(post.parts)}</div><div class="skribent">Skrivet av {escape(post.author)}</div></div>
<div id="kommentarer"><h3>{counted(post)}</h3>{comments}</div></div><div id="sidfot">Design: eget snickeri</div></body></html>"""


def flat_indent(post: Logical) -> str:
    """Comments side by side, each pushed in by a style."""
    return _flat_page(
        post,
        "\n".join(
            f"""<div class="kommentar" style="margin-left: {30 * depth_of(post.replies, index)}px"><p class="namn">{escape(reply.author)}</p>
<p class="tid">{moment(reply.published)}</p>{remark(reply)}</div>"""
            for index, reply in enumerate(post.replies)
        ),
    )


def flat_answers(post: Logical) -> str:
    """Comments side by side that say whom they answer."""
    pieces = []
    for reply in post.replies:
        said = ""
        if reply.parent is not None:
            said = f'<p class="svarar">Svar till {escape(post.replies[reply.parent].author)}</p>'
        pieces.append(
            f"""<div class="kommentar"><p><b>{escape(reply.author)}</b>, {moment(reply.published)}</p>{said}{remark(reply)}</div>"""
        )
    return _flat_page(post, "\n".join(pieces))


def flat_parents(post: Logical) -> str:
    """Comments side by side that name their parents in an attribute."""
    pieces = []
    for index, reply in enumerate(post.replies):
        parent = "" if reply.parent is None else f' data-parent="{reply.parent + 50}"'
        pieces.append(
            f"""<li data-id="{index + 50}"{parent}><div class="vem">{escape(reply.author)} <time datetime="{iso(reply.published)}">{clock(reply.published)}</time></div>
<div class="vad">{paragraphs(reply.words)}</div></li>"""
        )
    return _flat_page(post, f"<ul>{''.join(pieces)}</ul>")
