"""Templates that nothing is tuned on: pages in the manner of Drupal and of TypePad.

They were written before the reader that they measure was last changed, and are looked at last.
"""

from __future__ import annotations

from html import escape

from site_markup import body, clock, counted, day, iso, moment, nest, remark
from site_posts import Logical, Reply


def drupal(post: Logical) -> str:
    """A Drupal 8 article with core's comments, answers in ``div.indented``."""

    def one(index: int, reply: Reply, _depth: int, answers: str) -> str:
        return f"""<a id="comment-{index + 40}"></a>
<article data-comment-user-id="0" id="comment-{index + 40}" class="comment js-comment by-anonymous clearfix">
<footer class="comment__meta"><article class="profile"></article>
<p class="comment__author"><span lang="" typeof="schema:Person">{escape(reply.author)}</span></p>
<p class="comment__time">{moment(reply.published)}</p>
<p class="comment__permalink"><a href="/comment/{index + 40}" hreflang="sv">Permalänk</a></p></footer>
<div class="comment__content"><h3><a href="/comment/{index + 40}" class="permalink" rel="bookmark">
{escape(reply.words[0][:20])}</a></h3>
<div class="clearfix text-formatted field field--name-comment-body field--type-text-long">
{remark(reply)}</div>
<ul class="links inline"><li class="comment-reply"><a href="/comment/reply">Svara</a></li></ul></div>
</article>{answers}"""

    def group(inside: str, depth: int) -> str:
        return inside if depth == 0 else f'<div class="indented">{inside}</div>'

    thread = nest(post.replies, one, group)
    return f"""<!DOCTYPE html><html lang="sv" dir="ltr"><head><meta charset="utf-8" />
<link rel="canonical" href="{post.url}" /><meta name="Generator" content="Drupal 8" />
<title>{escape(post.title)} | {escape(post.site)}</title></head>
<body class="layout-one-sidebar path-node page-node-type-article">
<a href="#main-content" class="visually-hidden focusable skip-link">Hoppa till huvudinnehåll</a>
<div id="page-wrapper"><header id="header" class="header" role="banner">
<div class="region region-header"><a href="/" rel="home">{escape(post.site)}</a>
<nav role="navigation" class="block block-menu navigation menu--main"><ul class="menu"><li><a>Hem</a></li>
<li><a>Om oss</a></li><li><a>Arkiv</a></li></ul></nav></div></header>
<div id="main-wrapper"><div id="main"><div class="region region-breadcrumb"><nav class="breadcrumb">
<ol><li><a>Hem</a></li><li><a>Artiklar</a></li></ol></nav></div>
<main id="content" class="column main-content" role="main"><section class="section">
<div class="region region-content"><div id="block-bartik-page-title" class="block block-core">
<h1 class="title page-title"><span class="field field--name-title">{escape(post.title)}</span></h1></div>
<div id="block-bartik-content"><article role="article" class="node node--type-article node--view-mode-full clearfix">
<header><div class="node__meta"><span>Inskickad av <span class="field field--name-uid">
<a title="Visa användarprofil." href="/user/1" class="username">{escape(post.author)}</a></span>
 den <span class="field field--name-created">{day(post.published)} - {clock(post.published)}</span></span></div></header>
<div class="node__content clearfix"><div class="clearfix text-formatted field field--name-body field--type-text-with-summary">
{body(post.parts)}</div>
<div class="field field--name-field-tags field--type-entity-reference field--label-above">
<h3 class="field__label">Taggar</h3><ul class="links field__items"><li><a>arbetsliv</a></li><li><a>kanaler</a></li></ul></div>
<div class="node__links"><ul class="links inline"><li class="comment-add"><a>Lägg till ny kommentar</a></li></ul></div>
<section class="field field--name-comment field--type-comment comment-wrapper">
<h2 class="title">Kommentarer</h2>{thread}
<h2 class="title comment-form__title">Lägg till ny kommentar</h2>
<form class="comment-form"><label>Ditt namn</label><input><button>Spara</button></form></section>
</div></article></div></div></section></main>
<div id="sidebar-first" class="column sidebar"><aside class="section"><h2>Sök</h2><h2>Senaste innehåll</h2>
<ul><li><a>En annan artikel</a></li></ul></aside></div></div></div>
<footer class="site-footer"><p>Drivs med Drupal</p></footer></div></body></html>"""


def typepad(post: Logical) -> str:
    """A TypePad or Movable Type blog of 2007: by-lines below the words, no nesting."""
    comments = "\n".join(
        f"""<div id="comment-6a00{index}" class="comment comment-{"odd" if index % 2 else "even"}">
<div class="comment-content"><a id="c{index}"></a>{remark(reply)}</div>
<p class="comment-footer">Skrivet av: <a href="http://x.example/" rel="nofollow">{escape(reply.author)}</a> |
<a rel="nofollow" href="#c{index}">{iso(reply.published)[:10]} kl {clock(reply.published)}</a></p></div>"""
        for index, reply in enumerate(post.replies)
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html xmlns="http://www.w3.org/1999/xhtml" id="typepad-standard"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{escape(post.site)}: {escape(post.title)}</title></head>
<body class="layout-two-column-right"><div id="container"><div id="banner"><div id="banner-inner">
<h1 id="banner-header"><a href="/">{escape(post.site)}</a></h1>
<h2 id="banner-description">Om jobb och annat</h2></div></div>
<div id="pagebody"><div id="pagebody-inner" class="pkg"><div id="alpha"><div id="alpha-inner" class="pkg">
<p class="content-nav"><a href="/a">&laquo; Det förra inlägget</a> | <a href="/">Start</a> |
<a href="/b">Ett senare inlägg &raquo;</a></p>
<h2 class="date-header">{day(post.published)}</h2>
<div class="entry" id="entry-33"><h3 class="entry-header">{escape(post.title)}</h3>
<div class="entry-content"><div class="entry-body">{body(post.parts, heading="<h4>{}</h4>")}</div></div>
<div class="entry-footer"><p class="entry-footer-info"><span class="post-footers">Skrivet av {escape(post.author)}
 den {day(post.published)} kl {clock(post.published)} i <a>Arbetsliv</a></span>
<span class="separator">|</span> <a class="permalink" href="{post.url}">Permalänk</a></p></div></div>
<div class="trackbacks"><h3 class="trackbacks-header">TrackBack</h3>
<p>TrackBack-adress till inlägget: http://www.typepad.example/t/1</p></div>
<div class="comments"><a id="comments"></a><h3 class="comments-header">Kommentarer</h3>
{comments}<div class="comments-info">{counted(post)}</div></div></div></div>
<div id="beta"><div id="beta-inner"><div class="module"><h2 class="module-header">Senaste inläggen</h2>
<ul class="module-list"><li><a>En helt annan sak</a></li></ul></div></div></div></div></div></div></body></html>"""
