"""Heads of posts as newspapers, companies, authorities, forums and content systems have them."""

from __future__ import annotations

from readers.head_shapes import Head

SHAPES: dict[str, Head] = {
    "newspaper_text_photo": Head(
        """<html><head><title>{title} | {site}</title><meta property="og:title" content="{title}">
</head><body><header>{site}</header><article><span>Ledare</span><h1>{title}</h1><div
class="publ">Publicerad {d} {short} {year} kl {dot}</div>{body}<div class="sign">Text: {author}
Foto: Bo Bild</div></article></body></html>"""
    ),
    "newspaper_updated_first": Head(
        """<html><head><title>{title} - {site}</title></head><body><article><h1>{title}</h1><p
class="t">Uppdaterad 2024-05-06 11:20. Publicerad {ymd} {clock}</p><p class="b">{author}</p>{body}
</article></body></html>"""
    ),
    "time_elements_two": Head(
        """<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>Uppdaterad
<time datetime="2024-05-06T11:20">6 maj 2024</time></p><p>Publicerad <time datetime="{iso}">{day}
</time></p><p>Av {author}</p>{body}</article></body></html>"""
    ),
    "linked_data_string": Head(
        """<html><head><title>{title}</title><script type="application/ld+json">{{"@type":
"NewsArticle","headline":"{title}","author":"{author}","datePublished":"{iso}","dateModified":
"2024-01-01"}}</script></head><body><main><h1>{title}</h1>{body}</main></body></html>"""
    ),
    "linked_data_organisation": Head(
        """<html><head><title>{title} - {site}</title><script type="application/ld+json">{{"@type":
"NewsArticle","headline":"{title}","author":{{"@type":"Organization","name":"{site}"}},
"datePublished":"{iso}"}}</script></head><body><main><h1>{title}</h1><p>Av {author}</p>{body}</main>
</body></html>"""
    ),
    "facebook_author": Head(
        """<html><head><title>{title} | {site}</title><meta property="article:author"
content="https://www.facebook.com/x"><meta property="article:published_time" content="{iso}"></head>
<body><main><h1>{title}</h1><div class="who">av {author}</div>{body}</main></body></html>"""
    ),
    "site_is_author": Head(
        """<html><head><title>{title} | {site}</title><meta name="author" content="{site}"><meta
property="og:site_name" content="{site}"></head><body><main><h1>{title}</h1><p>{author}, {ymd}</p>
{body}</main></body></html>"""
    ),
    "dublin_core": Head(
        """<html><head><title>{title}</title><meta name="DC.Creator" content="{last}, {first}"><meta
name="DC.Date.Issued" content="{ymd}"></head><body><div id="innehall"><h1>{title}</h1>{body}</div>
</body></html>"""
    ),
    "company_with_role": Head(
        """<html><head><title>{title} | {site}</title></head><body><section class="hero"><h1>{title}
</h1></section><section class="text">{body}<div class="contact"><p>{author}</p><p>Senior
konsult</p><p>{first}@bolag.example</p></div><p>Publicerat {day}</p></section></body></html>"""
    ),
    "sitevision": Head(
        """<html><head><title>{title} - {site}</title></head><body><div class="pagecontent"><div
class="sv-text-portlet"><h1>{title}</h1></div><div class="sv-text-portlet">{body}</div><div
class="sv-text-portlet"><p>Skribent: {author}</p><p>Publicerad: {ymd}</p><p>Ändrad: 2024-03-04</p>
</div></div></body></html>"""
    ),
    "university_blog": Head(
        """<html><head><title>{title} | {site}</title></head><body><div id="main"><h1>{title}</h1>
<p>{author} är lektor i informatik vid Lunds
universitet.</p><p><em>{day}</em></p>{body}</div></body>
</html>"""
    ),
    "forum": Head(
        """<html><head><title>{site} &bull; Visa tråd - {title}</title></head><body><h2><a
href="/t">{title}</a></h2><div class="postbody"><p class="author">av <strong><a
href="/u">{author}</a></strong> » {d} {short} {year}, {clock}</p><div class="content">{body}</div>
</div></body></html>"""
    ),
    "vbulletin": Head(
        """<html><head><title>{title} - {site}</title></head><body><table><tr><td>{ymd},
{clock}</td></tr><tr><td><a class="bigusername" href="/u">{author}</a><br>Medlem</td></tr><tr><td>
<strong>{title}</strong><hr>{broken}</td></tr></table></body></html>"""
    ),
    "drupal_submitted": Head(
        """<html><head><title>{title} | {site}</title></head><body><div id="content"><h1
class="title">{title}</h1><div class="node"><span class="submitted">Inskickat av {author} den {day}
- {clock}</span><div class="content clearfix">{body}</div></div></div></body></html>"""
    ),
    "joomla": Head(
        """<html><head><title>{title}</title></head><body><table class="contentpaneopen"><tr><td
class="contentheading">{title}</td></tr></table><table class="contentpaneopen"><tr><td><span
class="small">Skriven av {author}</span></td></tr><tr><td class="createdate">{weekday}, {d} {month}
{year} {clock}</td></tr><tr><td>{broken}</td></tr></table></body></html>"""
    ),
    "typepad": Head(
        """<html><head><title>{site}: {title}</title></head><body><div id="alpha"><h2
class="date-header">{day}</h2><div class="entry"><h3 class="entry-header">{title}</h3><div
class="entry-body">{body}</div><p class="entry-footer">Posted by {author} at {clock} |
Permalink</p></div></div></body></html>"""
    ),
    "squarespace": Head(
        """<html><head><title>{title} — {site}</title><meta itemprop="datePublished"
content="{iso}">
<meta itemprop="author" content="{author}"></head><body><article><h1>{title}</h1><div
class="blog-item-content">{body}</div></article></body></html>"""
    ),
    "wix": Head(
        """<html><head><title>{title}</title></head><body><article><ul><li><span>{author}</span></li>
<li><span>{d} {short} {year}</span></li><li><span>4 min läsning</span></li></ul><h1>{title}</h1>
<div>{body}</div></article></body></html>"""
    ),
    "press_release": Head(
        """<html><head><title>{title} - {site}</title></head><body><div class="release"><div
class="stamp">Pressmeddelande • {d} {month} {year} {clock} CET</div><h1>{title}</h1>{body}</div>
</body></html>""",
        signed=False,
    ),
    "several_writers": Head(
        """<html><head><title>{title}</title></head><body><main><h1>{title}</h1><p
class="byline">Av Anna Lindmark och Per Quist</p><p>{day}</p>{body}</main></body></html>""",
        author="Anna Lindmark, Per Quist",
    ),
    "notes_with_dates": Head(
        """<html><head><title>{title} | {site}</title></head><body><div class="sidan"><div
class="kalender">Kommande: 12 december 2024 julfest</div><h1>{title}</h1><div class="fakta">{ymd} av
{author}</div>{body}<p>Läs också: Mötet den 3 maj 2009</p></div></body></html>"""
    ),
    "unknown_classes": Head(
        """<html><head><title>{title} | {site}</title></head><body><div class="css-1a"><div
class="css-2b">{title}</div><div class="css-3c"><span class="css-4d">{author}</span><span
class="css-5e">{d} {month} {year}</span></div><div
class="css-6f">{body}</div></div></body></html>"""
    ),
    "dateless_yesterday": Head(
        """<html><head><title>{title} | {site}</title></head><body><div class="artikel"><h1>{title}
</h1><p>I går 14.20 av {author}</p>{body}</div></body></html>""",
        dated=False,
    ),
    "date_in_address": Head(
        """<html><head><title>{title} | {site}</title><meta property="og:url"
content="https://x.example/{year}/{mm}/{dd}/{slug}"></head><body><div class="artikel"><h1>{title}
</h1>{body}</div></body></html>""",
        signed=False,
    ),
    "quotes_and_names": Head(
        """<html><head><title>{title} | {site}</title></head><body><div class="artikel"><h1>{title}
</h1><p class="rad">{day} · <a href="/av/x">{author}</a> · <a href="#k">3 kommentarer</a></p>{body}
<p>Foto: Lisa Ljus</p></div></body></html>"""
    ),
    "editor_and_publisher": Head(
        """<html><head><title>{title} | {site}</title></head><body><div class="artikel"><h1>{title}
</h1><p>{author}</p><p>reporter</p><p>{day}</p>{body}<p>Ansvarig utgivare: Rut Rikt</p></div></body>
</html>"""
    ),
}
