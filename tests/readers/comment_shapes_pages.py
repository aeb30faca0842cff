"""The pages around comments: of a blog with themes, of today, and of the time of tables."""

BLOG = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html><head><title>{title} &laquo; {site}</title><meta charset="utf-8"></head><body>
<div id="page"><div id="header"><h1><a href="/">{site}</a></h1></div>
<div id="content"><div class="post" id="post-7"><h2>{title}</h2>
<small>{day} av {author}</small>
<div class="entry">{body}</div>
<p class="postmetadata">Publicerat i <a href="/k/" rel="category tag">Arbetsliv</a></p></div>
%s
</div><div id="sidebar"><ul><li><h2>Senaste kommentarer</h2><ul><li>Olle om <a href="/x">En annan
text</a></li></ul></li><li><h2>Arkiv</h2><ul><li><a href="/2">april</a></li></ul></li></ul></div>
<div id="footer"><p>{site} drivs av en blogg</p></div></div></body></html>"""

TODAY = """<!doctype html><html lang="sv"><head><meta charset="utf-8">
<title>{title} | {site}</title><meta property="og:type" content="article">
<meta name="author" content="{author}">
<meta property="article:published_time" content="{iso}"></head><body>
<header><nav><a href="/">{site}</a> <a href="/om">Om oss</a></nav></header>
<main><article><h1>{title}</h1>
<p class="byline">Av {author} <time datetime="{iso}">{day}</time></p>
<div class="article-body">{body}</div></article>
%s
</main><footer><p>Copyright {site}. Alla rättigheter förbehållna.</p></footer></body></html>"""

TABLES = """<html><head><title>{title}</title><meta charset="utf-8">
<meta name="author" content="{author}"></head><body bgcolor="#ffffff">
<table width="760" border="0"><tr><td width="150" valign="top"><a href="/">Hem</a><br>
<a href="/arkiv.html">Arkiv</a><br><a href="/gb.asp">G&auml;stbok</a></td>
<td valign="top"><h1>{title}</h1><p><i>{author}, {day}</i></p>
{broken}
<hr>
%s
</td></tr></table></body></html>"""

FORM = """<div id="respond"><h3>Lämna en kommentar</h3><form action="/post" method="post">
<p><label for="a">Namn (obligatoriskt)</label> <input id="a" name="author"></p>
<p><label for="e">E-post</label> <input id="e" name="email"></p>
<p><textarea name="comment"></textarea></p>
<p><input type="submit" value="Skicka"></p></form></div>"""
