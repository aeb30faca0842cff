"""Templates that nothing is tuned on: blogs, from a newspaper's portal of 2009 to a newsletter.

They were written without a look at the reader that they measure, and finished before it first ran on
them.
"""

from __future__ import annotations

import json
from html import escape

from site_dates import american, numbered, short, slashed, weekday
from site_markup import PORTRAIT, body, broken_body, clock, counted, day, iso, nest, remark
from site_posts import Logical, Reply

_PORTAL_TOP = """<div id="topbanner"><span class="adlabel">ANNONS</span><a href="/klick/1"><img src="/b.gif" alt="Vinterdäck från 495 kr"></a></div>
<div id="papermenu"><ul><li><a href="/">Nyheter</a></li><li><a href="/sport">Sport</a></li><li><a href="/noje">Nöje</a></li>
<li><a href="/familj">Familj</a></li><li class="on"><a href="/bloggar">Bloggar</a></li><li><a href="/annonsera">Annonsera</a></li></ul>
<form action="/sok"><input name="q" value="Sök på sajten"><input type="submit" value="Sök"></form></div>"""
_PORTAL_SIDE = """<div class="box"><h3>Veckans citat</h3><blockquote>Det är bättre att komma sent än i fel skor.</blockquote></div>
<div class="box"><h3>Nya bloggar</h3><ul><li><a>Stallbacken</a></li><li><a>Mamma mitt i byn</a></li><li><a>Hockeyprat med Roffe</a></li></ul></div>
<div class="box"><h3>Senast kommenterat</h3><ul><li><a>Roffe: Vilken match!</a></li><li><a>Lillan: Håller tummarna för er</a></li></ul></div>
<div class="box"><h3>Arkiv</h3><ul><li><a>April (12)</a></li><li><a>Mars (9)</a></li><li><a>Februari (15)</a></li></ul></div>"""


def portal(post: Logical) -> str:
    """The blog portal of a local newspaper, about 2009: line breaks, signatures, no threads."""
    comments = "\n".join(
        f"""<div class="kmt {"jamn" if index % 2 else "udda"}"><a name="k{index + 310}"></a><div class="kmtText">{"<br />".join(map(escape, reply.words))}</div>
<div class="kmtInfo">Kommentar av <strong>{escape(reply.author)}</strong> &mdash; {slashed(reply.published)} | <a href="/anmal?k={index + 310}">Anmäl</a></div></div>"""
        for index, reply in enumerate(post.replies)
    )
    site, author = escape(post.site), escape(post.author)
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{escape(post.title)} - {site} - Bloggar</title><link rel="alternate" type="application/rss+xml" href="/rss" /></head>
<body><div id="wrap">{_PORTAL_TOP}
<div id="blogHead"><h1><a href="/bloggar/12">{site}</a></h1><p>Läs, tyck och tänk tillsammans med {author}</p></div>
<div id="cols"><div id="colLeft"><div class="box"><h3>Om bloggaren</h3>{PORTRAIT}<p><b>{author}</b><br />Bor: i stan med katt och balkong<br />
Gör: lite av varje</p><a href="/presentation">Läs mer om mig</a></div>{_PORTAL_SIDE}</div>
<div id="colMain"><div class="bloggInlagg"><div class="inlaggDatum">{weekday(post.published)}</div>
<h2><a href="{post.url}">{escape(post.title)}</a></h2>
<div class="inlaggText">{broken_body(post.parts)}</div>
<div class="inlaggFot">Upplagt av {author} kl {clock(post.published)} | Kategori: <a>Vardag</a> | <a href="#kmt">{counted(post)}</a> |
<a>Tipsa en vän</a> | <a>Skriv ut</a> | <a>Pusha på Pusha</a> | <a>Dela på Facebook</a></div></div>
<div class="navInlagg"><a href="/f">&laquo; Föregående inlägg</a> <a href="/n">Nästa inlägg &raquo;</a></div>
<div id="kmt"><h3>Kommentarer</h3>{comments or "<p>Ingen har kommenterat ännu.</p>"}
<form action="/ny" method="post"><h3>Skriv en kommentar</h3><p>Håll god ton. Redaktionen tar bort inlägg som bryter mot reglerna.</p>
<label>Namn:</label><input name="n" /><label>E-post (visas inte):</label><input name="e" /><textarea></textarea>
<p>Skriv in siffrorna i bilden: <img src="/captcha.png" alt="" /></p><input type="submit" value="Skicka" /></form></div></div></div>
<div id="foot">Ansvarig utgivare: Börje Nilsson. Bloggarna förhandsgranskas inte. Kundtjänst: 0123-456 78</div></div></body></html>"""


def movable_type(post: Logical) -> str:
    """Movable Type 4, half translated: flat comments that link to what they answer."""

    def answered(reply: Reply) -> str:
        if reply.parent is None:
            return ""
        above = escape(post.replies[reply.parent].author)
        return f'<span class="in-reply"> svarade på <a href="#comment-{reply.parent + 2210}">kommentar från {above}</a></span>'

    comments = "\n".join(
        f"""<div class="comment{" comment-reply" if reply.parent is not None else ""}" id="comment-{index + 2210}"><div class="inner"><div class="comment-header">
<div class="user-pic"><img src="/userpics/0.png" width="50" height="50" alt="" /></div><div class="asset-meta"><span class="byline">
<span class="vcard author">{escape(reply.author)}</span>{answered(reply)}</span> | <a href="#comment-{index + 2210}"><abbr class="published" title="{iso(reply.published)}">{american(reply.published)}</abbr></a>
 | <a href="#cf" title="Svara">Svara</a></div></div><div class="comment-content">{remark(reply)}</div></div></div>"""
        for index, reply in enumerate(post.replies)
    )
    site, title = escape(post.site), escape(post.title)
    words = body(
        post.parts,
        heading="<h3>{}</h3>",
        caption='<div class="bild"><img class="mt-image-center" src="/a.jpg" alt="" /><p class="caption">{}</p></div>',
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" id="sixapart-standard"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="generator" content="Movable Type Pro 4.2" /><title>{title} - {site}</title><link rel="start" href="/" title="Hem" /></head>
<body id="professional-blog" class="mt-entry-archive layout-wt"><div id="container"><div id="container-inner">
<div id="header"><div id="header-inner"><div id="header-name"><a href="/" accesskey="1">{site}</a></div><div id="header-description">Tankar vid sidan av protokollet</div></div></div>
<div id="navigation"><ul><li class="first"><a>Hem</a></li><li><a>Om</a></li><li><a>Kontakt</a></li><li class="last"><a>Bloggar jag läser</a></li></ul></div>
<div id="content"><div id="content-inner"><div id="alpha"><div id="alpha-inner">
<div id="entry-{post.number}" class="entry-asset asset hentry"><div class="asset-header"><h1 id="page-title" class="asset-name entry-title">{title}</h1>
<div class="asset-meta"><span class="byline">Av <span class="vcard author"><a class="fn url" href="/om">{escape(post.author)}</a></span> den
<abbr class="published" title="{iso(post.published)}">{american(post.published)}</abbr></span><span class="separator">|</span>
<a href="#comments">Kommentarer ({len(post.replies)})</a><span class="separator">|</span><a href="#trackbacks">TrackBacks (0)</a></div></div>
<div class="asset-content entry-content"><div class="asset-body">{words}</div></div>
<div class="asset-footer"><div class="entry-categories"><h4>Kategorier<span class="delimiter">:</span></h4><ul><li><a rel="tag">Organisation</a></li></ul></div>
<div class="entry-tags"><h4>Taggar<span class="delimiter">:</span></h4><ul><li><a rel="tag">ledarskap</a>,</li><li><a rel="tag">möten</a></li></ul></div></div></div>
<div id="trackbacks" class="trackbacks"><h2 class="trackbacks-header">Inga TrackBacks</h2><div class="trackbacks-info"><p>Adress för TrackBack: http://mt.example/tb.cgi/33</p></div></div>
<div id="comments" class="comments"><h2 class="comments-header">{counted(post)}</h2><div class="comments-content">{comments}</div>
<div class="comments-open" id="cf"><h2 class="comments-open-header">Lämna en kommentar</h2><form><label>Namn</label><label>Kom ihåg mig?</label>
<label>Kommentarer (du kan använda HTML för att ändra stilen)</label><input value="Förhandsgranska" type="submit" /></form></div></div></div></div>
<div id="beta"><div id="beta-inner"><div class="widget-recent-comments widget"><h3 class="widget-header">Nyligen kommenterat</h3>
<ul><li><a>Gunvor:</a> Roligt att läsa, som vanligt! <a>läs mer</a></li></ul></div><div class="widget-syndication widget"><img src="/feed.gif" alt="" />
<a>Prenumerera på bloggens flöde</a></div><div class="widget-powered widget"><a>Powered by Movable Type</a></div></div></div></div></div>
<div id="footer"><p class="license">Den här bloggen har en licens från Creative Commons.</p></div></div></div></body></html>"""


_CAMPUS_SIDE = """<div id="sidebar-right" class="sidebar"><div id="block-user-0" class="clear-block block block-user"><h2>Användarinloggning</h2><div class="content"><form>
<label>Användarnamn: <span class="form-required">*</span></label><label>Lösenord: <span class="form-required">*</span></label><ul><li><a>Begär nytt lösenord</a></li></ul></form></div></div>
<div id="block-comment-0" class="clear-block block block-comment"><h2>Senaste kommentarer</h2><div class="content"><ul><li><a>Angående seminariet</a><br />2 dagar 3 timmar sedan</li>
<li><a>Tack för i går</a><br />1 vecka 1 dag sedan</li></ul></div></div>
<div id="block-tagadelic" class="clear-block block"><h2>Taggar i bloggarna</h2><div class="content"><a class="tagadelic level4">avhandling</a> <a class="tagadelic level1">fältarbete</a>
<a class="tagadelic level6">undervisning</a> <div class="more-link"><a>fler taggar</a></div></div></div></div>"""


def campus(post: Logical) -> str:
    """A university's blogs in Drupal 6: subjects made of the first words, answers indented."""

    def one(index: int, reply: Reply, _depth: int, answers: str) -> str:
        unknown = "" if index % 3 == 2 else " (ej verifierad)"
        subject = escape(" ".join(reply.words[0].split()[:3]))
        return f"""<a id="comment-{index + 77}"></a><div class="comment odd clear-block">
<h3><a href="/node/{post.number}#comment-{index + 77}" class="active">{subject}</a></h3>
<div class="submitted">{numbered(reply.published)} — {escape(reply.author)}{unknown}</div>
<div class="content">{remark(reply)}</div><ul class="links"><li class="comment_reply first last"><a href="/comment/reply/{index + 77}">svara</a></li></ul></div>
{answers}"""

    def group(inside: str, depth: int) -> str:
        return f'<div class="indented">{inside}</div>' if depth else inside

    site, title, author = escape(post.site), escape(post.title), escape(post.author)
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="sv" lang="sv" dir="ltr"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{title} | {site}</title></head><body class="sidebar-right"><div id="wrapper"><div id="container" class="clear-block">
<div id="header"><div id="logo-floater"><h1><a href="/" title="{site}"><span>{site}</span></a></h1></div>
<ul class="links primary-links"><li class="menu-11 first"><a>Utbildning</a></li><li class="menu-12"><a>Forskning</a></li><li class="menu-13"><a>Samverkan</a></li><li class="menu-14 last"><a>Lediga tjänster</a></li></ul></div>
<div id="sidebar-left" class="sidebar"><div class="block block-menu"><h2>Våra bloggar</h2><div class="content"><ul class="menu"><li class="leaf"><a>Rektorn har ordet</a></li><li class="leaf"><a>Doktorandliv</a></li></ul></div></div></div>
<div id="center"><div id="squeeze"><div class="right-corner"><div class="left-corner">
<div class="breadcrumb"><a href="/">Hem</a> » <a href="/blog">Bloggar</a> » <a href="/blog/9">Blogg för {author}</a></div>
<h2>{title}</h2><div class="clear-block"><div id="node-{post.number}" class="node clear-block"><div class="picture">{PORTRAIT}</div>
<span class="submitted">{numbered(post.published)} — {author}</span>
<div class="content clear-block">{body(post.parts, heading="<h3>{}</h3>", caption='<p><img src="/files/a.jpg" alt="" /></p><p class="image-caption">{}</p>')}</div>
<div class="clear-block"><div class="meta"><div class="terms"><ul class="links inline"><li class="taxonomy_term_3 first"><a rel="tag">arbetsmiljö</a></li><li class="taxonomy_term_8 last"><a rel="tag">omvärld</a></li></ul></div></div>
<div class="links"><ul class="links inline"><li class="blog_usernames_blog first"><a>Blogg för {author}</a></li><li class="comment_add"><a>Lägg till ny kommentar</a></li>
<li class="statistics_counter last"><span>412 läsningar</span></li></ul></div></div></div>
<div id="comments">{nest(post.replies, one, group)}<div class="box"><h2>Skicka ny kommentar</h2><div class="content"><form><label>Ditt namn:</label><label>Ämne:</label>
<div class="description">Innehållet i det här fältet hålls privat och visas inte publikt.</div><ul class="tips"><li>Webbadresser och e-postadresser görs automatiskt till länkar.</li><li>Rader och stycken bryts automatiskt.</li></ul></form></div></div></div>
</div><a class="feed-icon"><img src="/misc/feed.png" alt="Flöde" /></a><div id="footer"><div class="block">Universitetet, Box 100, växel 031-000 00 00. Kontakta webbredaktionen.</div></div></div></div></div></div>
{_CAMPUS_SIDE}</div></div></body></html>"""


_FACES = """<section class="webmentions"><h2>Reaktioner från andra håll</h2><p>Det här inlägget har fått 3 gillanden.</p><ul class="facepile">
<li><a href="https://m.example/@a" title="Åsa Nordin"><img src="/1.webp" alt="Åsa Nordin" loading="lazy"></a></li><li><a href="https://m.example/@b">Kurre</a></li><li><a href="https://m.example/@c">webbnörden</a></li></ul></section>"""


def static_isso(post: Logical) -> str:
    """A static site with a list of contents, likes from elsewhere and Isso's comments."""

    def one(index: int, reply: Reply, _depth: int, answers: str) -> str:
        return f"""<div class="isso-comment" id="isso-{index + 61}"><div class="isso-avatar"><svg viewBox="0 0 5 5"></svg></div><div class="isso-text-wrapper">
<div class="isso-comment-header" role="meta"><span class="isso-author">{escape(reply.author)}</span><span class="isso-spacer">•</span>
<a class="isso-permalink" href="#isso-{index + 61}"><time title="{reply.published:%Y-%m-%d %H:%M:%S}" datetime="{iso(reply.published)}">för ett bra tag sedan</time></a>
<span class="isso-note"></span></div><div class="isso-text">{remark(reply)}</div>
<div class="isso-comment-footer"><span class="isso-votes">2</span><a class="isso-upvote" href="#">▲</a><span class="isso-spacer">|</span><a class="isso-downvote" href="#">▼</a><a class="isso-reply" href="#">Svara</a></div>
<div class="isso-follow-up">{answers}</div></div></div>"""

    title, author = escape(post.title), escape(post.author)
    headings = [part.texts[0] for part in post.parts if part.kind == "heading"]
    links = "".join(
        f'<li><a href="#r{n}">{escape(text)}</a></li>' for n, text in enumerate(headings)
    )
    contents = (
        f'<details class="toc" open><summary>Innehåll</summary><nav id="TableOfContents"><ul>{links}</ul></nav></details>'
        if links
        else ""
    )
    words = body(
        post.parts, heading='<h2>{} <a class="anchor" href="#r" aria-hidden="true">#</a></h2>'
    )
    return f"""<!doctype html><html lang="sv" data-theme="light"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="generator" content="Hugo 0.111">
<title>{title} · {escape(post.site)}</title><link rel="canonical" href="{post.url}"><link rel="webmention" href="https://w.example/x"></head>
<body><a class="skip" href="#innehall">Hoppa till texten</a><header class="top"><a class="brand" href="/">{escape(post.site)}</a>
<nav aria-label="Huvudmeny"><a href="/texter/">Texter</a> <a href="/lankar/">Länkar</a> <a href="/nu/">Vad jag gör nu</a> <a href="/index.xml">RSS</a></nav><button aria-label="Byt tema">Mörkt läge</button></header>
<main id="innehall"><article class="prose"><h1>{title}</h1><div class="post-info"><time datetime="{post.published:%Y-%m-%d}">{day(post.published)}</time> · <span>6 min lästid</span> · <span>812 ord</span></div>
{contents}<div class="markdown">{words}</div>
<footer><ul class="tags"><li><a href="/tags/arbete/">#arbete</a></li><li><a href="/tags/lasning/">#läsning</a></li></ul>
<div class="written-by">{PORTRAIT}<p>Skrivet av <a rel="author" href="/om/">{author}</a></p><p>Jag bygger webbplatser om dagarna och odlar tomater om kvällarna. Säg hej på Mastodon.</p></div>
<p class="edit"><a href="https://git.example/e">Föreslå en ändring av sidan</a></p><nav class="pagination"><a rel="prev" href="/p/">← Så packar jag ryggsäcken</a><a rel="next" href="/n/">Tre böcker från i vintras →</a></nav></footer></article>
{_FACES}<section class="discussion"><h2>{len(post.replies)} kommentarer</h2><div id="isso-thread"><div class="isso-postbox"><textarea placeholder="Skriv här (minst tre tecken)"></textarea><input placeholder="Namn (frivilligt)"><input type="submit" value="Skicka"></div>
<div id="isso-root">{nest(post.replies, one, lambda inside, _: inside)}</div></div></section></main>
<footer class="bottom"><p>Byggd med Hugo. Inga spårare, inga kakor. Källkoden är fri.</p></footer></body></html>"""


def _subscribe(words: str) -> str:
    return f"""<div class="subscription-widget-wrap"><div class="subscription-widget"><div class="preamble"><p class="cta-caption">{words}</p></div>
<form><input type="email" placeholder="Skriv din e-postadress …"><button>Prenumerera</button></form></div></div>"""


def newsletter(post: Logical) -> str:
    """A newsletter's page: forms in the midst of the words, years of comments only in titles."""

    def one(index: int, reply: Reply, _depth: int, answers: str) -> str:
        return f"""<div class="comment" id="comment-{index + 9100}"><div class="comment-content"><div class="pencraft profile-img">{PORTRAIT}</div><div class="comment-rest"><div class="comment-meta">
<span class="pencraft name"><a href="/profile/{index}">{escape(reply.author)}</a></span><a class="pencraft timestamp" href="#comment-{index + 9100}" rel="nofollow" title="{day(reply.published)} {clock(reply.published)}">{short(reply.published)}</a>
<button aria-label="Fler val">…</button></div><div class="comment-body">{remark(reply)}</div>
<div class="comment-actions"><button>Gilla ({index})</button><button>Svara</button><button>Dela</button></div></div></div>{answers}</div>"""

    def group(inside: str, depth: int) -> str:
        return f'<div class="comment-list-replies">{inside}</div>' if depth else inside

    title, author, site = escape(post.title), escape(post.author), escape(post.site)
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": post.title,
        "datePublished": iso(post.published),
        "author": [{"@type": "Person", "name": post.author}],
        "publisher": {"@type": "Organization", "name": post.site},
    }
    options = {
        "heading": '<h3 class="header-anchor-post">{}</h3>',
        "caption": '<div class="captioned-image-container"><figure><a><img src="/a.png"></a><figcaption class="image-caption">{}</figcaption></figure></div>',
    }
    opening, rest = body(post.parts[:2], **options), body(post.parts[2:], **options)
    return f"""<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>{title} - av {author} - {site}</title>
<meta property="og:title" content="{title}"><meta property="og:type" content="article"><link rel="canonical" href="{post.url}"><script type="application/ld+json">{json.dumps(data)}</script></head>
<body><div id="entry"><div id="main" class="main typography use-theme-bg"><div class="pencraft main-menu"><a class="navbar-title-link" href="/">{site}</a><button>Prenumerera</button><button>Logga in</button></div>
<div class="single-post-container"><div class="container"><div class="single-post"><article class="newsletter-post post"><div role="region" aria-label="Inläggshuvud" class="post-header">
<h1 class="post-title published">{title}</h1><div class="pencraft byline-wrapper"><div class="pencraft"><a class="pencraft" href="/@x">{author}</a></div><div class="pencraft meta">{day(post.published)}</div><div class="pencraft">∙ Betald</div></div>
<div class="post-ufi"><a class="like">14</a><a class="comments">{len(post.replies)}</a><a class="share">Dela</a></div></div>
<div class="available-content"><div dir="auto" class="body markup">{opening}
{_subscribe(f"{site} bygger på sina läsare. Bli prenumerant, gratis eller mot betalning, så kommer nästa brev av sig självt.")}
{rest}<p class="button-wrapper"><a class="button primary"><span>Ge bort en prenumeration</span></a></p></div></div>
<div class="post-footer"><div class="facepile">14 gillar detta</div><div class="post-ufi"><a>Dela det här brevet</a></div></div></article></div></div>
<div class="post-contributor-footer"><div class="profile-hover-card-target">{PORTRAIT}<a>{author}</a><button>Följ</button><p>Före detta mellanchef som fick nog och började skriva i stället.</p></div></div>
<div id="discussion" class="comments-page"><h4>Diskussion om brevet</h4><div class="tabs"><button>Kommentarer</button><button>Delningar</button></div><textarea placeholder="Säg något vänligt"></textarea><div class="comment-list">{nest(post.replies, one, group)}</div></div>
<div class="portable-archive"><div class="portable-archive-header"><button>Bäst</button><button>Senaste</button></div><div class="post-preview"><a>Fredagsbrev 41</a><div>Om konsten att tacka nej till kaffe</div><time datetime="2019-02-01">1 feb.</time></div>
<div class="post-preview"><a>Fredagsbrev 40</a><div>En läsare ringde och var arg</div></div></div></div></div>
<div class="footer-wrap"><div class="footer">© {post.published:%Y} {author} <a>Integritet</a> ∙ <a>Villkor</a> ∙ <a>Insamlingsmeddelande</a></div><div class="footer-slogan">Skapa ditt eget brev</div></div></div></body></html>"""
