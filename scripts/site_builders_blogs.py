"""Templates in the manner of WordPress (classic and of blocks) and of Blogger (old and threaded)."""

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
    remark,
)
from site_posts import Logical, Reply


def wordpress_entry(post: Logical, *, single: bool = True) -> str:
    """One article of a classic theme, by itself or among others on a list page."""
    level = "h1" if single else "h2"
    title = escape(post.title)
    shown = title if single else f'<a href="{post.url}" rel="bookmark">{title}</a>'
    share = """<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Dela det här:</h3>
<ul><li class="share-twitter"><a>Klicka för att dela på Twitter (Öppnas i ett nytt fönster)</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3 class="jp-relatedposts-headline"><em>Relaterade</em></h3>
<p>Kanalerna som blev kvar<br>I ”Arbetsliv”</p></div>"""
    about = f"""<div id="author-info"><div id="author-avatar">{PORTRAIT}</div><div id="author-description">
<h2>Om {escape(post.author)}</h2>Skriver om kontor, kanaler och annat som hör dit.
<div id="author-link"><a rel="author">Visa alla inlägg av {escape(post.author)} →</a></div></div></div>"""
    return f"""<article id="post-{post.number}" class="post-{post.number} post type-post status-publish hentry category-arbete tag-meta">
<header class="entry-header"><{level} class="entry-title">{shown}</{level}>
<div class="entry-meta"><span class="sep">Publicerat den </span><a href="{post.url}" rel="bookmark">
<time class="entry-date" datetime="{iso(post.published)}">{day(post.published)}</time></a>
<span class="by-author"><span class="sep"> av </span><span class="author vcard">
<a class="url fn n" href="/author/x" rel="author">{escape(post.author)}</a></span></span></div></header>
<div class="entry-content">{body(post.parts, caption='<div class="wp-caption"><img src="/a.png"><p class="wp-caption-text">{}</p></div>')}
{share if single else ""}</div>
<footer class="entry-meta"><span class="cat-links">Publicerat i <a rel="category tag">Arbete</a></span>
<span class="tag-links">Märkt <a rel="tag">kontor</a>, <a rel="tag">vanor</a></span>
<span class="comments-link"><a href="{post.url}#respond">Lämna en kommentar</a></span>
{about if single else ""}</footer></article>"""


def wordpress_page(post: Logical, inside: str, kind: str, head: str = "") -> str:
    """The page around the articles of a classic theme."""
    site = escape(post.site)
    return f"""<!DOCTYPE html><html lang="sv-SE"><head><meta charset="UTF-8" />{head}
<meta property="og:site_name" content="{site}" /></head>
<body class="{kind} two-column right-sidebar"><div id="page" class="hfeed">
<header id="branding" role="banner"><hgroup><h1 id="site-title"><span><a href="/">{site}</a></span></h1>
<h2 id="site-description">Ännu en blogg om jobbet</h2></hgroup>
<form method="get" id="searchform"><label class="assistive-text">Sök</label><input></form>
<nav id="access" role="navigation"><h3 class="assistive-text">Huvudmeny</h3>
<div class="skip-link"><a class="assistive-text">Hoppa till primärt innehåll</a></div>
<div class="menu"><ul><li><a>Hem</a></li><li><a>Om</a></li></ul></div></nav></header>
<div id="main"><div id="primary"><div id="content" role="main">
{inside}</div></div>
<div id="secondary" class="widget-area" role="complementary"><aside id="recent" class="widget">
<h3 class="widget-title">Senaste inläggen</h3><ul><li><a>Något annat helt</a></li></ul></aside>
<aside class="widget"><h3 class="widget-title">Arkiv</h3><ul><li><a>maj 2012</a></li></ul></aside></div></div>
<footer id="colophon" role="contentinfo"><div id="site-generator"><a>Drivs med WordPress</a></div></footer>
</div></body></html>"""


def wordpress_classic(post: Logical) -> str:
    """A theme of the "Twenty" family, before blocks."""

    def one(index: int, reply: Reply, depth: int, answers: str) -> str:
        return f"""<li class="comment even thread-even depth-{depth + 1}" id="li-comment-{index + 9}">
<article id="comment-{index + 9}" class="comment"><footer class="comment-meta">
<div class="comment-author vcard">{PORTRAIT}<span class="fn"><a href="http://x.example" class="url">{escape(reply.author)}</a></span>
den <a href="#comment-{index + 9}"><time pubdate datetime="{iso(reply.published)}">{moment(reply.published)}</time></a>
<span class="says">skriver:</span></div></footer><div class="comment-content">{remark(reply)}</div>
<div class="reply"><a class="comment-reply-link" href="#">Svara <span>&darr;</span></a></div></article>{answers}</li>"""

    def group(inside: str, depth: int) -> str:
        return (
            f'<ul class="children">{inside}</ul>'
            if depth
            else f'<ol class="commentlist">{inside}</ol>'
        )

    head = f"""<title>{escape(post.title)} | {escape(post.site)}</title>
<link rel="canonical" href="{post.url}" />"""
    navigation = """<nav id="nav-single"><h3 class="assistive-text">Inläggsnavigering</h3>
<span class="nav-previous"><a rel="prev">&larr; Föregående</a></span></nav>"""
    comments = f"""<div id="comments"><h2 id="comments-title">{counted(post, "tanke", "tankar")} om
&rdquo;<span>{escape(post.title)}</span>&rdquo;</h2>{nest(post.replies, one, group)}
<div id="respond"><h3 id="reply-title">Lämna ett svar <small><a>Avbryt svar</a></small></h3>
<form id="commentform"><p class="comment-notes">Din e-postadress kommer inte publiceras.</p></form></div></div>"""
    inside = navigation + wordpress_entry(post) + comments
    return wordpress_page(post, inside, "single single-post", head)


def wordpress_blocks(post: Logical) -> str:
    """A theme of blocks, with the comments template of blocks and a query loop below."""

    def one(index: int, reply: Reply, depth: int, answers: str) -> str:
        return f"""<li id="comment-{index + 5}" class="comment even depth-{depth + 1}"><div class="wp-block-columns">
<div class="wp-block-column"><div class="wp-block-avatar">{PORTRAIT}</div></div>
<div class="wp-block-column"><div class="wp-block-comment-author-name"><a rel="external nofollow">{escape(reply.author)}</a></div>
<div class="wp-block-group"><div class="wp-block-comment-date"><time datetime="{iso(reply.published)}">
<a href="#comment-{index + 5}">{moment(reply.published)}</a></time></div>
<div class="wp-block-comment-edit-link"><a>Redigera</a></div></div>
<div class="wp-block-comment-content">{remark(reply)}</div>
<div class="wp-block-comment-reply-link"><a class="comment-reply-link">Svara</a></div></div></div>{answers}</li>"""

    def group(inside: str, depth: int) -> str:
        return (
            f"<ol>{inside}</ol>"
            if depth
            else f'<ol class="wp-block-comment-template">{inside}</ol>'
        )

    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "@id": "/#site", "name": post.site},
            {"@type": "Person", "@id": "/#author", "name": post.author},
            {
                "@type": ["Article", "BlogPosting"],
                "headline": post.title,
                "author": {"@id": "/#author"},
                "datePublished": iso(post.published),
            },
        ],
    }
    words = body(
        post.parts,
        heading='<h2 class="wp-block-heading">{}</h2>',
        quotation='<blockquote class="wp-block-quote is-layout-flow">{}</blockquote>',
        listing='<ul class="wp-block-list">',
        caption='<figure class="wp-block-image size-large"><img src="/a.png">'
        '<figcaption class="wp-element-caption">{}</figcaption></figure>',
    )
    return f"""<!DOCTYPE html><html lang="sv-SE"><head><meta charset="UTF-8">
<title>{escape(post.title)} &#8211; {escape(post.site)}</title>
<link rel="canonical" href="/{post.published:%Y/%m}/inlagg-{post.number}">
<meta property="og:url" content="{post.url}"><meta property="og:type" content="article">
<script type="application/ld+json">{json.dumps(data)}</script></head>
<body class="post-template-default single single-post"><div class="wp-site-blocks">
<header class="wp-block-template-part"><div class="wp-block-group"><p class="wp-block-site-title"><a>{escape(post.site)}</a></p>
<nav class="wp-block-navigation"><ul><li><a>Hem</a></li><li><a>Kontakt</a></li></ul></nav></div></header>
<main class="wp-block-group" id="wp--skip-link--target"><div class="wp-block-group has-global-padding">
<h1 class="wp-block-post-title">{escape(post.title)}</h1>
<div class="wp-block-group"><div class="wp-block-post-date"><time datetime="{iso(post.published)}"><a>{day(post.published)}</a></time></div>
<p class="has-contrast-2-color">—</p><p>av</p><div class="wp-block-post-author-name"><a>{escape(post.author)}</a></div>
<div class="taxonomy-category wp-block-post-terms"><span class="wp-block-post-terms__prefix">i </span><a rel="tag">Arbete</a></div></div>
<div class="entry-content wp-block-post-content">{words}
<div class="wp-block-group newsletter"><p>Anmäl dig till mitt nyhetsbrev och få nya inlägg i inkorgen varje fredag.</p></div></div>
<div class="taxonomy-post_tag wp-block-post-terms"><a rel="tag">kontor</a>, <a rel="tag">vanor</a></div>
<nav class="wp-block-group" aria-label="Inläggsnavigering"><div class="post-navigation-link-previous wp-block-post-navigation-link"><a>Förra inlägget</a></div></nav>
<div class="wp-block-comments"><h2 class="wp-block-comments-title">{counted(post, "svar", "svar")} till &#8221;{escape(post.title)}&#8221;</h2>
{nest(post.replies, one, group)}
<div class="comment-respond wp-block-post-comments-form"><h3 class="comment-reply-title">Lämna ett svar</h3><form>Din e-postadress kommer inte publiceras.</form></div></div></div>
<h2 class="wp-block-heading">Fler inlägg</h2><div class="wp-block-query"><ul class="wp-block-post-template">
<li class="wp-block-post post type-post hentry"><h3 class="wp-block-post-title"><a>Kanalerna som blev kvar</a></h3><div class="wp-block-post-date"><time datetime="2010-01-01">1 januari 2010</time></div></li>
<li class="wp-block-post post type-post hentry"><h3 class="wp-block-post-title"><a>Mötet om mötet</a></h3></li></ul></div></main>
<footer class="wp-block-template-part"><p>Skapad med WordPress</p></footer></div></body></html>"""


def blogger_entry(post: Logical, *, single: bool = True) -> str:
    """One post of an old Blogger template, with its date above it."""
    title = escape(post.title)
    shown = title if single else f"<a href='{post.url}'>{title}</a>"
    more = (
        ""
        if single
        else f"<span class='post-comment-link'><a class='comment-link'>{counted(post)}:</a></span>"
    )
    return f"""<div class="date-outer"><h2 class='date-header'><span>{day(post.published)}</span></h2><div class="date-posts">
<div class='post-outer'><div class='post hentry'><a name='{post.number}'></a>
<h3 class='post-title entry-title'>{shown}</h3><div class='post-header'><div class='post-header-line-1'></div></div>
<div class='post-body entry-content' id='post-body-{post.number}'>{broken_body(post.parts)}<div style='clear: both;'></div></div>
<div class='post-footer'><div class='post-footer-line post-footer-line-1'><span class='post-author vcard'>Upplagd av
<span class='fn'>{escape(post.author)}</span></span> <span class='post-timestamp'>kl.
<a class='timestamp-link' href='{post.url}'><abbr class='published' title='{iso(post.published)}'>{clock(post.published)}</abbr></a></span> {more}
<span class='post-icons'><a>Skicka med e-post</a></span></div>
<div class='post-footer-line post-footer-line-2'><span class='post-labels'>Etiketter: <a rel='tag'>kontor</a></span></div></div></div></div></div></div>"""


def blogger_page(post: Logical, inside: str, title: str, head: str = "") -> str:
    """The page around Blogger's posts."""
    return f"""<!DOCTYPE html><html dir='ltr'><head><meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/>
<title>{escape(title)}</title><meta content='blogger' name='generator'/>{head}</head><body class='loading'>
<div class='navbar section' id='navbar'><div class='widget Navbar'>Dela med Nästa blogg</div></div>
<div id='outer-wrapper'><div id='header-wrapper'><div class='header section' id='header'><h1 class='title'>{escape(post.site)}</h1>
<p class='description'><span>Anteckningar från ett kontor</span></p></div></div>
<div id='main-wrapper'><div class='main section' id='main'><div class='widget Blog' id='Blog1'><div class='blog-posts hfeed'>
{inside}<div class='blog-pager' id='blog-pager'><a class='blog-pager-older-link'>Äldre inlägg</a> <a class='home-link'>Startsida</a></div>
<div class='feed-links'>Prenumerera på: <a>Kommentarer till inlägget (Atom)</a></div></div></div></div>
<div id='sidebar-wrapper'><div class='sidebar section' id='sidebar'><div class='widget BlogArchive'><h2>Bloggarkiv</h2>
<ul><li><a>2012 (14)</a></li></ul></div></div></div></div></body></html>"""


def blogger_old(post: Logical) -> str:
    """Blogger of 2008: comments as a list of terms, without nesting."""
    comments = "\n".join(
        f"""<dt class='comment-author' id='c{index + 700}'><a name='c{index + 700}'></a>
<a href='http://x.example' rel='nofollow'>{escape(reply.author)}</a> sa...</dt>
<dd class='comment-body'><p>{"<br/><br/>".join(map(escape, reply.words))}</p></dd>
<dd class='comment-footer'><span class='comment-timestamp'><a href='#c{index + 700}' title='comment permalink'>{moment(reply.published)}</a>
<span class='item-control'><a><span class='delete-comment-icon'></span></a></span></span></dd>"""
        for index, reply in enumerate(post.replies)
    )
    thread = f"""<div class='comments' id='comments'><a name='comments'></a><h4>{counted(post)}:</h4>
<dl id='comments-block'>{comments}</dl><p class='comment-footer'><a>Skicka en kommentar</a></p>
<div id='backlinks-container'></div></div>"""
    return blogger_page(post, blogger_entry(post) + thread, f"{post.site}: {post.title}")


def blogger_threaded(post: Logical) -> str:
    """Blogger since 2012: nested threads, answers in ``comment-replies``."""

    def one(index: int, reply: Reply, _depth: int, answers: str) -> str:
        words = "<br />".join(map(escape, reply.words))
        below = f'<div class="comment-replies">{answers}</div>' if answers else ""
        return f"""<li class="comment" id="c{index + 80}"><div class="avatar-image-container">{PORTRAIT}</div>
<div class="comment-block"><div class="comment-header"><cite class="user"><a href="http://x.example" rel="nofollow">{escape(reply.author)}</a></cite>
<span class="icon user"></span><span class="datetime secondary-text"><a rel="nofollow" href="#c{index + 80}">{moment(reply.published)}</a></span></div>
<p class="comment-content">{words}</p><span class="comment-actions secondary-text"><a class="comment-reply" target="_self">Svara</a>
<span class="item-control"><a>Ta bort</a></span></span></div>{below}<div class="comment-replybox-single"></div></li>"""

    def group(inside: str, depth: int) -> str:
        if not depth:
            return (
                f'<div class="comment-thread toplevel-thread"><ol id="top-ra">{inside}</ol></div>'
            )
        return f"""<div class="comment-thread inline-thread"><span class="thread-toggle thread-expanded">
<span class="thread-arrow"></span><span class="thread-count"><a target="_self">Svar</a></span></span>
<ol class="thread-chrome thread-expanded"><div>{inside}</div><div class="continue"><a class="comment-reply">Svara</a></div></ol></div>"""

    thread = f"""<div class='comments' id='comments'><a name='comments'></a><h4>{counted(post)}:</h4>
<div class='comments-content'><div id='comment-holder'>{nest(post.replies, one, group)}</div></div>
<p class='comment-footer'><a>Lägg till kommentar</a></p></div>"""
    head = f"<link href='{post.url}' rel='canonical'/>"
    return blogger_page(post, blogger_entry(post) + thread, f"{post.site}: {post.title}", head)


def flat_wordpress(post: Logical) -> str:
    """A theme that lists all comments flat and shows depth by class alone."""
    comments = "\n".join(
        f"""<div class="comment depth-{depth_of(post.replies, index) + 1}" id="comment-{index}"><h4 class="comment-author">{escape(reply.author)}</h4>
<span class="comment-date">{iso(reply.published)[:10]} {clock(reply.published)}</span><div class="comment-text">{remark(reply)}</div></div>"""
        for index, reply in enumerate(post.replies)
    )
    head = f"<title>{escape(post.title)}</title>"
    thread = f'<div class="comments-area"><h3>{counted(post)}</h3>{comments}</div>'
    return wordpress_page(post, wordpress_entry(post) + thread, "single", head)
