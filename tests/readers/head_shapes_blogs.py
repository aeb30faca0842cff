"""Heads of posts as blogs and pages of private people have them."""

from __future__ import annotations

from readers.head_shapes import Head

SHAPES: dict[str, Head] = {
    "wordpress_kubrick": Head(
        """<html><head><title>{site} &raquo; Blog Archive &raquo; {title}</title></head><body><div
id="page"><div id="header"><h1><a href="/">{site}</a></h1><div class="description">Tankar om
jobbet</div></div><div id="content" class="widecolumn"><div class="post"
id="post-7"><h2>{title}</h2>
<div class="entry">{body}<p class="postmetadata alt"><small>This entry was posted on {weekday},
{d} {month}, {year} at {ampm} and is filed under <a href="/k">Arbetsliv</a>. You can follow any
responses to this entry through the RSS 2.0
feed.</small></p></div></div></div></div></body></html>""",
        signed=False,
    ),
    "blogger_sv": Head(
        """<html><head><title>{site}: {title}</title></head><body><div id="header"><h1
class="title">{site}</h1></div><div id="main"><h2 class="date-header">{weekday} {d} {month}
{year}</h2><div class="post"><h3 class="post-title">{title}</h3><div class="post-body">{body}</div>
<div class="post-footer"><span class="post-author">Upplagd av <span
class="fn">{author}</span></span>
<span class="post-timestamp">kl. <a href="/x"><abbr title="{iso}">{clock}</abbr></a></span></div>
</div></div></body></html>"""
    ),
    "blogger_plain": Head(
        """<html><head><title>{site}: {title}</title></head><body><h1>{site}</h1><h4>{weekday} {d}
{month} {year}</h4><h3>{title}</h3>{body}<p>Upplagd av {author} kl. {clock}</p></body></html>"""
    ),
    "blogg_se": Head(
        """<html><head><title>{site} - {title}</title></head><body><div class="container"><div
class="content"><div class="entry"><h3 class="entryheader">{title}</h3><div
class="entrybody">{body}</div><div class="entrymeta">Skrivet av {author} | {d} {month} {year} kl
{clock} | Permalink</div></div></div></div></body></html>"""
    ),
    "postad_av": Head(
        """<html><head><title>{title}</title></head><body><div class="blogg"><b>{title}</b><br>
<small>Postat av {author} {ymd} kl {dot}</small><br><br>{broken}</div></body></html>"""
    ),
    "table_1999": Head(
        """<html><head><title>{site}</title></head><body bgcolor="white"><table><tr><td><font
size="5" face="Verdana"><b>{title}</b></font><p><font size="2">av {author}, den {day}</font></p>
{broken}</td></tr></table></body></html>"""
    ),
    "title_in_window_only": Head(
        """<html><head><title>{title}</title></head><body>{body}<p>/{author}, {d}/{m} {year}</p>
</body></html>""",
        titled=False,
    ),
    "home_page_1997": Head(
        """<html><head><title>{title} - {site}</title></head><body><center><h1>{title}</h1></center>
<hr>{broken}<hr><i>Skriven av <a href="mailto:x@y.example">{author}</a> {ymd}</i><br><a
href="index.html">Tillbaka till f&ouml;rsta sidan</a></body></html>"""
    ),
    "slash_first_name": Head(
        """<html><head><title>{title} | {site}</title><meta name="author" content="{author}"></head>
<body><div id="inlagg"><h2>{title}</h2>{body}<p>/{first}</p><p class="datum">{day}</p></div></body>
</html>"""
    ),
    "date_above_strong": Head(
        """<html><head><title>{site}</title></head><body><div class="dag">{d} {month} {year}</div>
<div class="inlagg"><strong>{title}</strong><br>{broken}</div><div class="avs">Inlagt av
{author}</div></body></html>"""
    ),
    "jekyll": Head(
        """<html><head><title>{title} | {site}</title></head><body><header class="site-header"><a
class="site-title" href="/">{site}</a></header><main class="page-content"><article class="post
h-entry"><header class="post-header"><h1 class="post-title p-name">{title}</h1><p class="post-meta">
<time class="dt-published" datetime="{iso}">{english}</time> • <span class="p-author
h-card">{author}</span></p></header><div class="post-content
e-content">{body}</div></article></main>
</body></html>"""
    ),
    "hugo_plain": Head(
        """<html><head><title>{title} - {site}</title></head><body><nav><a href="/">{site}</a></nav>
<article><h1>{title}</h1><div>{ymd} &middot; {author} &middot; 3 min läsning</div>{body}</article>
</body></html>"""
    ),
    "site_in_h1": Head(
        """<html><head><title>{title} &laquo; {site}</title></head><body><div class="top"><h1><a
href="/">{site}</a></h1></div><div class="inner"><h2><a href="/p/7">{title}</a></h2><p>{author}, {d}
{month} {year}</p>{body}</div></body></html>"""
    ),
    "site_in_h1_with_motto": Head(
        """<html><head><title>{site} – {title}</title></head><body><h1>{site}</h1><h2>En blogg om
arbetets värld</h2><h3>{title}</h3><p>Av {author} den {d} {month} {year}</p>{body}</body></html>"""
    ),
    "uppercase": Head(
        """<html><head><title>{title}</title></head><body><div class="kol"><p>AV {author}</p><h1>
{title}</h1><p>PUBLICERAD {d} {month} {year}</p>{body}</div></body></html>"""
    ),
    "name_paragraph": Head(
        """<html><head><title>{title} | {site}</title></head><body><div><h1>{title}</h1><p><strong>
{author}</strong></p><p>{day}</p>{body}</div></body></html>"""
    ),
    "author_card_below": Head(
        """<html><head><title>{title} | {site}</title></head><body><div class="post"><h1>{title}
</h1><span class="date">{day}</span>{body}<div class="card"><img src="/a.jpg" alt="{author}"><p>
{author} är forskare vid Högskolan i Borås och skriver om digitala arbetsplatser.</p></div></div>
</body></html>"""
    ),
    "written_by_below": Head(
        """<html><head><title>{title} | {site}</title></head><body><div class="post"><h1>{title}
</h1>{body}<h4>Skrivet av</h4><p>{author}</p><p>Inlagt den {day} i kategorin Arbetsliv</p></div>
</body></html>"""
    ),
    "english_template": Head(
        """<html lang="en"><head><title>{title} - {site}</title></head><body><div class="hero"><h1>
{title}</h1><p>Written by <a href="/author/x">{author}</a> on {english}</p></div><div
class="copy">{body}</div></body></html>"""
    ),
    "medium_like": Head(
        """<html><head><title>{title}. | by {author} | {site} | Medium</title><meta
property="article:author" content="https://medium.example/@x"><meta name="author"
content="{author}">
<meta property="og:title" content="{title}"><meta property="article:published_time"
content="{iso}"></head><body><article><h1>{title}</h1><div><a href="/@x">{author}</a> <span>4 min
read · {d} {month} {year}</span></div>{body}</article></body></html>"""
    ),
    "tumblr": Head(
        """<html><head><title>{site} — {title}</title></head><body><div id="posts"><div class="post
text"><h3><a href="/post/1">{title}</a></h3>{body}<div class="info">Posted on {english} by
<a href="/">{author}</a></div></div></div></body></html>"""
    ),
    "nickname": Head(
        """<html><head><title>{title} | {site}</title></head><body><div class="post"><h2
class="entry-title">{title}</h2><div class="entry-meta">av <a rel="author" href="/a">maria_k</a>
den {day}</div><div class="entry-content">{body}</div></div></body></html>""",
        author="maria_k",
    ),
}
