"""Heads of posts that were written before the rules and held against them only after."""

from __future__ import annotations

from readers.head_shapes import Head

SHAPES: dict[str, Head] = {
    "colon_in_window_title": Head(
        """<html><head><title>{site}: {title}</title></head><body><div class="wrap"><div
class="logo"><h1>{site}</h1></div><div class="text"><div class="t1">{title}</div><div class="t2">
{first} {last} &middot; {weekday} {d} {month} {year}</div>{body}</div></div></body></html>"""
    ),
    "university_news": Head(
        """<html lang="sv"><head><title>{title} - {site}</title><meta name="DC.Title"
content="{title}"><meta name="DC.Date" content="{ymd}"></head><body><div id="top"><a
href="/">Till startsidan</a></div><div id="mittspalt"><h1>{title}</h1><p
class="ingress">{opening}.</p>{body}<p>Text: {author}</p><p>Sidansvarig: webbredaktionen |
Senast uppdaterad: 2024-02-01</p></div></body></html>""",
    ),
    "signed_with_slashes": Head(
        """<html><head><title>{title}</title></head><body><center><font size="+3">{title}</font>
</center><p>{broken}</p><p>// {first} {last}, {d} {month} {year}</p></body></html>"""
    ),
    "hosted_by_dot": Head(
        """<html><head><title>{title} | {site}</title></head><body><div id="main"><h2
class="date-line">{weekday} {d} {month} {year}</h2><h3 class="post-h"><a
href="/p">{title}</a></h3><div class="txt">{body}</div><p class="foot">Inlagt av {author} den {day}
kl. {dot} i kategorin <a href="/k">Arbetsliv</a></p></div></body></html>"""
    ),
    "graph_with_two_people": Head(
        """<html><head><title>{title}</title><script type="application/ld+json">{{"@context":
"https://schema.org","@graph":[{{"@type":"WebSite","name":"{site}"}},{{"@type":"Person","@id":"#u9",
"name":"{author}"}},{{"@type":"Article","headline":"{title}","author":[{{"@id":"#u9"}}],
"datePublished":"{iso}"}}]}}</script></head><body><main><h1>{title}</h1><p>Lästid 4 min</p>{body}
</main></body></html>"""
    ),
    "printed_and_changed": Head(
        """<html><head><title>{title} - {site}</title></head><body><div
class="sida"><h1>{title}</h1>
<p>Utskriven: 2025-01-02</p><p>Uppdaterad: 2024-11-30</p><p>Publicerad: {ymd}</p><p>AV {author}</p>
{body}</div></body></html>"""
    ),
    "reporter_with_mail": Head(
        """<html><head><title>{title} | {site}</title></head><body><div
class="story"><h1>{title}</h1>
<div class="story-text">{body}</div><div class="story-end"><strong>{author}</strong><br><a
href="mailto:red@tidning.example">red@tidning.example</a></div><p
class="story-time">Publicerad {d} {short} {year} kl {dot}</p></div></body></html>"""
    ),
    "column_with_portrait": Head(
        """<html><head><title>{title}</title></head><body><section><div><img src="/p.jpg"
alt="{author}"><h4>{author}</h4><p>Krönikör</p></div><h1>{title}</h1><p>{ymd}</p>{body}</section>
</body></html>"""
    ),
    "name_pipe_date": Head(
        """<html><head><title>{title} &#8212; {site}</title></head><body><div><h1
id="logo">{site}</h1><h2>{title}</h2><p>{author} | {d} {month} {year} | Arbetsliv</p>{body}</div>
</body></html>"""
    ),
    "static_with_list": Head(
        """<html><head><title>{title} · {site}</title></head><body><header><a href="/">{site}</a>
</header><article><h1>{title}</h1><ul class="facts"><li>{ymd}</li><li>{author}</li><li>5 min</li>
</ul>{body}</article></body></html>"""
    ),
    "dateline_under": Head(
        """<html><head><title>{title}</title></head><body><table><tr><td><b><font
size="5">{title}</font></b><br><i>{author}</i><br><br>{broken}<br><font size="1">Skrivet {weekday}en
den {d} {month} {year}</font></td></tr></table></body></html>"""
    ),
    "forum_start": Head(
        """<html><head><title>{title} - {site} forum</title></head><body><h2>{title}</h2><div
class="msg"><div class="who"><b>{author}</b> Medlem sedan 2003</div><div class="when">Postad: {ymd}
{clock}</div><div class="what">{body}</div></div></body></html>"""
    ),
    "written_by_english": Head(
        """<html lang="en"><head><title>{title} &laquo; {site}</title></head><body><div id="c"><h1
class="name"><a href="/">{site}</a></h1><h2><a rel="bookmark"
href="/a">{title}</a></h2>{body}<p>This
entry was posted by {author} on {english} and is filed under Arbetsliv.</p></div></body></html>"""
    ),
    "itemprops_nested": Head(
        """<html><head><title>{site}</title></head><body><div itemscope
itemtype="https://schema.org/BlogPosting"><h2 itemprop="headline">{title}</h2><div><span
itemprop="author" itemscope itemtype="https://schema.org/Person">av <a href="/u"
itemprop="url"><span itemprop="name">{author}</span></a></span> den <meta itemprop="datePublished"
content="{ymd}">{d}/{m}</div><div itemprop="articleBody">{body}</div></div></body></html>"""
    ),
    "who_and_where_box": Head(
        """<html><head><title>{title} | {site}</title><meta property="og:title" content="{title}">
<meta property="article:published_time" content="{iso}"></head><body><div class="post"><h1>{title}
</h1>{body}<div class="om-skribenten"><h3>Om skribenten</h3><p><strong>{author}</strong> arbetar som
konsult och föreläser om arbetsplatser.</p></div></div></body></html>"""
    ),
    "address_signed": Head(
        """<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}<hr><address><a
href="mailto:jag@hem.example">{author}</a>, {ymd}</address></body></html>"""
    ),
    "letter_to_editor": Head(
        """<html><head><title>{title} - {site}</title></head><body><div id="art"><span
class="vinjett">INSÄNDARE</span><h1>{title}</h1><span class="tid">{d} {month} {year}, {dot}</span>
{body}<p><em>{author}</em></p><p><em>Borås</em></p></div></body></html>"""
    ),
    "only_in_address": Head(
        """<html><head><title>{title}</title><link rel="canonical"
href="https://x.example/{year}/{mm}/{dd}/{slug}/"></head><body><div class="content"><strong
class="big">{title}</strong>{body}<div>Vid tangenterna: {author}</div></div></body></html>"""
    ),
    "published_by_cms": Head(
        """<html><head><title>{site} &gt; Aktuellt &gt; {title}</title></head><body><div
class="ContentArea"><div class="Heading">{title}</div><div
class="PublishInfo">Publicerat: {ymd} {clock} av {author}</div>{body}</div></body></html>"""
    ),
    "heading_deep": Head(
        """<html><head><title>{site} | {title}</title></head><body><div><div><h3>{site}</h3></div>
<div><h5>{title}</h5><h6>{day}</h6>{body}<p align="right">Hälsningar {author}</p></div></div></body>
</html>"""
    ),
}
