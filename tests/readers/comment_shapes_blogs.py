"""Comments as blog engines, their themes and blog hosts mark them up."""

from __future__ import annotations

from readers.comment_shapes import Shape
from readers.comment_shapes_pages import BLOG, FORM, TABLES, TODAY

SHAPES: dict[str, Shape] = {
    "kubrick": Shape(
        BLOG % ("<h3 id='comments'>{count} svar till &#8220;{title}&#8221;</h3>{comments}" + FORM),
        """<li class="{parity}" id="comment-{id}"><cite><a href='http://{id}.example'
rel='external nofollow'>{author}</a></cite> skriver:<br />
<small class="commentmetadata"><a href="#comment-{id}" title="">{month} {d}, {year} kl {half}</a>
</small>{p}</li>""",
        "<ol class='commentlist'>{items}</ol>",
        nests=False,
    ),
    "kubrick_english": Shape(
        BLOG % ("<h3 id='comments'>{count} Responses</h3>{comments}" + FORM),
        """<li class="alt" id="comment-{id}"><cite>{author}</cite> Says: <br />
<small class="commentmetadata"><a href="#comment-{id}">{english} at {ampm}</a></small>{p}</li>""",
        "<ol class='commentlist'>{items}</ol>",
        nests=False,
    ),
    "genesis": Shape(
        TODAY % "<div class='entry-comments' id='comments'><h3>Kommentarer</h3>{comments}</div>"
        + FORM,
        """<li class="comment {parity} depth-{level}" id="comment-{id}"><article
itemprop="comment" itemscope itemtype="http://schema.org/Comment"><header class="comment-header">
<p class="comment-author" itemprop="author" itemscope itemtype="http://schema.org/Person"><img
alt=''
src='/a.png' class='avatar'><span itemprop="name">{author}</span> <span
class="says">säger</span></p>
<p class="comment-meta"><time class="comment-time" datetime="{iso}" itemprop="datePublished"><a
class="comment-time-link" href="#comment-{id}">{day} kl. {clock}</a></time></p></header>
<div class="comment-content" itemprop="text">{p}</div><div class="comment-reply"><a href="?r={id}"
class="comment-reply-link">Svara</a></div></article>{children}</li>""",
        "<ol class='comment-list'>{items}</ol>",
        "<ul class='children'>{items}</ul>",
    ),
    "thesis": Shape(
        BLOG
        % (
            "<div id='comments'><p class='comments_intro'>{count} kommentarer</p>"
            "{comments}</div>" + FORM
        ),
        """<dt class="comment {parity} depth-{level}" id="comment-{id}"><span
class="comment_num"><a href="#comment-{id}">{number}</a></span> <span
class="comment_author">{author}
</span> <span class="comment_time"><a href="#comment-{id}">{month} {d}, {year} kl.
{clock}</a></span>
</dt><dd class="comment"><div class="format_text">{p}<p class="reply"><a
href="?r={id}">Svara</a></p>
</div>{children}</dd>""",
        "<dl id='comment_list'>{items}</dl>",
        "<dl class='children'>{items}</dl>",
    ),
    "p2": Shape(
        BLOG % "{comments}",
        """<li id="comment-{id}" class="comment byuser"><h4><a href="#" class="url">{author}</a>
<span
class="meta">{clock} den {day} <span class="actions"><a href="#comment-{id}">Permalänk</a> |
<a href="?r">Svara</a></span></span></h4><div class="commentcontent">{p}</div>{children}</li>""",
        "<ul id='comments' class='commentlist'>{items}</ul>",
        "<ul class='children'>{items}</ul>",
    ),
    "k2_theme": Shape(
        BLOG % "<h4>{count} svar</h4>{comments}",
        """<li class="item" id="comment-{id}"><a href="#comment-{id}" class="counter">{number}</a>
<span class="commentauthor">{author}</span> <small class="comment-meta"><a href="#comment-{id}"
title="{ago}">{d} {short}, {year} kl {dot}</a></small><div class="itemtext">{p}</div></li>""",
        "<ul class='commentlist'>{items}</ul>",
        nests=False,
    ),
    "sandbox": Shape(
        BLOG
        % "<div id='comments-list' class='comments'><h3>{count} kommentarer</h3>{comments}</div>",
        """<li id="comment-{id}" class="comment c-y2012"><div class="comment-author vcard"><span
class="fn n">{author}</span></div><div class="comment-meta">Postat {day} kl {clock} <span
class="meta-sep">|</span> <a href="#comment-{id}">Permalänk</a></div>{p}</li>""",
        "<ol>{items}</ol>",
        nests=False,
    ),
    "divi": Shape(
        TODAY % "<section id='comment-wrap'><h1 id='comments'>{count} kommentarer</h1>"
        "{comments}</section>",
        """<li class="comment" id="li-comment-{id}"><article id="comment-{id}" class="comment-body">
<div class="comment_avatar"><img src="/a.png" alt="{author}"></div><div class="comment_postinfo">
<span class="fn">{author}</span> <span class="comment_date">den {day} kl {clock}</span></div>
<div class="comment_area"><div class="comment-content">{p}</div><span class="reply-container"><a
href="?r">Svara</a></span></div></article>{children}</li>""",
        "<ol class='commentlist'>{items}</ol>",
        "<ul class='children'>{items}</ul>",
    ),
    "wpdiscuz": Shape(
        TODAY
        % "<div id='wpdcom'><div class='wpd-thread-head'>{count} kommentarer</div>{comments}</div>",
        """<div id="wpd-comm-{id}_0" class="wpd-comment wpd_comment_level-{level}"><div
class="wpd-comment-wrap"><div class="wpd-comment-left"><img alt="{author}" src="/a.png"></div><div
id="comment-{id}" class="wpd-comment-right"><div class="wpd-comment-header"><div
class="wpd-comment-author">{author}</div><div class="wpd-comment-date" title="{ymd} {clock}"><i
class="far fa-clock"></i> {ago}</div></div>{answer}<div class="wpd-comment-text">{p}</div><div
class="wpd-comment-footer"><span class="wpd-vote-result">0</span>
<span>Svara</span></div></div></div>
{children}</div>""",
        "<div class='wpd-thread-list'>{items}</div>",
        "{items}",
        answer="<div class='wpd-reply-to'>Svar till <a href='#comment-{parent}'>{to}</a></div>",
    ),
    "blogger_dl": Shape(
        BLOG % "<div id='comments'><h4>{count} kommentarer:</h4>{comments}</div>",
        """<dt class='comment-author' id='c{id}'><a name='c{id}'></a><a href='http://b.example'
rel='nofollow'>{author}</a> sa...</dt><dd class='comment-body'>{br}</dd><dd class='comment-footer'>
<span class='comment-timestamp'><a href='#c{id}' title='comment permalink'>{weekday}, {month} {dd},
{year} {half}</a></span></dd>""",
        "<dl id='comments-block'>{items}</dl>",
        nests=False,
    ),
    "blogger_2004": Shape(
        BLOG % "<a name='comments'></a><h4>{count} Comments:</h4>{comments}",
        """<dt class="comment-data" id="c{id}"><a name="c{id}"></a>At <a href="#c{id}"
title="permanent link">{d} {month}, {year} {clock}</a>, <a href="http://b.example">{author}</a>
said...</dt><dd class="comment-body"><p>{br}</p></dd>""",
        "<dl id='comments-block'>{items}</dl>",
        nests=False,
    ),
    "movable_type_old": Shape(
        BLOG % "<h2 class='comments-head'><a name='comments'></a>Kommentarer</h2>{comments}",
        """<div id="c{id}">{p}</div><p class="posted">Skrivet av: <a href="http://x.example"
rel="nofollow">{author}</a> den {day} {clock}</p>""",
        "<div class='comments-body'>{items}</div>",
        nests=False,
    ),
    "movable_type_4": Shape(
        BLOG % "<div id='comments' class='comments'><h2>Kommentarer ({count})</h2>{comments}</div>",
        """<div class="comment" id="comment-{id}"><div class="inner"><div
class="comment-header"><div
class="asset-meta"><span class="byline"><span class="vcard author">{author}</span> {answer}| <a
href="#comment-{id}"><abbr class="published" title="{iso}">{day} {clock}</abbr></a> | <a
href="#">Svara</a></span></div></div><div class="comment-content">{p}</div></div></div>""",
        "<div class='comments-content'>{items}</div>",
        answer="svarade på <a href='#comment-{parent}'>kommentar från {to}</a> ",
        flat=True,
    ),
    "blogg_se": Shape(
        BLOG % "<div id='comments'><h3>Kommentarer</h3>{comments}</div>" + FORM,
        """<div class="comment"><a name="c{id}"></a>Postat av: <strong>{author}</strong></div>
<div class="commenttext">{br}</div><div class="commentdate">{ymd} @ {seconds}<br />URL: <a
href="http://x.example/">http://x.example/</a></div><br />""",
        nests=False,
    ),
    "blogg_se_new": Shape(
        BLOG % "<div class='comments'><h3>Kommentarer</h3>{comments}</div>",
        """<div class="comment-entry"><a id="c{id}"></a><p class="comment-name">{author} säger:</p>
<div class="comment-text">{p}</div><p class="comment-time">{ymd} | {clock}</p></div>""",
        nests=False,
    ),
    "metrobloggen": Shape(
        BLOG % "<div class='kommentarer'><h2>Kommentarer ({count})</h2>{comments}</div>",
        """<div class="row{parity}"><div class="head"><b>{number}.</b> <a href="/u">{author}</a>,
<span
class="grey">{ymd} kl {clock}</span></div><div class="txt">{br}</div></div>""",
        nests=False,
    ),
    "bloggplatsen": Shape(
        BLOG % "<h3>Kommentarer</h3>{comments}",
        """<tr><td class="head"><a href="/u/{id}">{author}</a> ({ymd} {clock})</td></tr>
<tr><td class="text">{br}</td></tr>""",
        "<table class='ctable' width='100%'>{items}</table>",
        nests=False,
    ),
    "nouw": Shape(
        TODAY % "<div class='post-comments'><h3>Kommentarer</h3>{comments}</div>",
        """<div class="item"><a class="profile" href="/p"><img src="/p.jpg" alt="{author}"></a><div
class="content"><a class="name" href="/p">{author}</a><div class="message">{p}</div><div
class="info"><time datetime="{iso}">{ago}</time> <a href="#">Gilla</a> <a href="#">Svara</a></div>
</div>{children}</div>""",
        "<div class='list'>{items}</div>",
        "<div class='answers'>{items}</div>",
    ),
    "textpattern": Shape(
        BLOG % "<h2 id='comment'>Kommentarer</h2>{comments}",
        """<li>{p}<p><small>{author} &middot; {d} {month} {year}, {clock} &middot;
<a href="#c{id}">#</a></small></p></li>""",
        "<ol class='comments'>{items}</ol>",
        nests=False,
    ),
    "serendipity": Shape(
        BLOG % "<h3>Kommentarer</h3>{comments}",
        """<a id="c{id}"></a><div class="serendipity_comment" style="padding-left: {indent}px"><div
class="serendipity_commentBody">{br}</div><div class="serendipity_comment_source"><a
href="#c{id}">#{number}</a> <span class="comment_source_author">{author}</span> (<a
href="http://x.example">Hemsida</a>) den <span class="comment_source_date">{ymd} {clock}</span> (<a
href="?r">Svara</a>)</div></div>""",
        flat=True,
    ),
    "dotclear": Shape(
        BLOG % "<div id='comments'><h3>Kommentarer</h3>{comments}</div>",
        """<dt id="c{id}"><a href="#c{id}" class="comment-number">{number}.</a> {weekday} {day},
{clock} av <a href="http://x.example">{author}</a></dt><dd>{p}</dd>""",
        "<dl>{items}</dl>",
        nests=False,
    ),
    "nucleus": Shape(
        BLOG % "<h2>Kommentarer</h2>{comments}",
        """<h3 class="comment"><a href="http://x.example">{author}</a> skrev:</h3><div
class="commentbody">{br}</div><div class="commentinfo">{dd} {month}, {year} @ {clock}</div>""",
        nests=False,
    ),
    "expression_engine": Shape(
        BLOG % "<h3>Kommentarer</h3>{comments}",
        """{p}<div class="posted">Skrivet av {author} &nbsp;den {d}/{m} {year} &nbsp;kl
{dot}</div>""",
        nests=False,
    ),
    "squarespace_5": Shape(
        BLOG
        % "<div class='journal-comments'><h3>Läsarnas kommentarer ({count})</h3>{comments}</div>",
        """<div class="comment-wrapper"><div id="c{id}" class="body">{p}</div><div
class="signature">
<span class="posted-on"><img title="Comment" src="/c.gif" alt="">{month} {d}, {year}</span> | <span
class="icon"><img title="Unregistered Commenter" src="/u.png" alt=""></span><span
class="author">{author}</span></div></div>""",
        nests=False,
    ),
    "livejournal": Shape(
        BLOG % "<div id='Comments'>{comments}</div>",
        """<div id="cmt{id}" class="ljcmt" style="margin-left: {indent}px"><table><tr><td
class="head"><b>(utan rubrik)</b><br />Från: <span class="ljuser"><a href="/u"><b>{author}</b></a>
</span><br />Datum: {ymd} {clock} (<a
href="#t{id}">Länk</a>)</td></tr><tr><td>{br}</td></tr><tr><td>(<a
href="?r">Svara på detta</a>) (<a href="?t">Tråd</a>)</td></tr></table></div>""",
        flat=True,
    ),
    "haloscan": Shape(
        TABLES % "<b>Kommentarer:</b><br>{comments}",
        """<table width="100%"><tr><td>{br}<br><br><b><a href="mailto:x@x.example">{author}</a></b>
|
<a href="http://x.example">Hemsida</a> | {ymd} - {clock} | <a
href="#{id}">#</a></td></tr></table>""",
        nests=False,
    ),
}
