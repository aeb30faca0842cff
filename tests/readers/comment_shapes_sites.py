"""Comments as content systems, newspapers, services and forums mark them up."""

from __future__ import annotations

from readers.comment_shapes import Shape
from readers.comment_shapes_pages import BLOG, FORM, TABLES, TODAY

SHAPES: dict[str, Shape] = {
    "drupal_6": Shape(
        BLOG % "<div id='comments'>{comments}</div>",
        """<a id="comment-{id}"></a><div class="comment odd"><h3 class="title"><a
href="/c#comment-{id}">{subject}</a></h3><div class="submitted">{weekday}, {d} {month}, {year} -
{clock}
— {author} (ej verifierad)</div><div class="content">{p}</div><div class="links"><ul><li><a
href="/r">svara</a></li></ul></div></div>""",
        inner="<div class='indented'>{items}</div>",
    ),
    "drupal_9": Shape(
        TODAY % "<section class='comments'><h2 class='title'>Kommentarer</h2>{comments}</section>"
        + FORM,
        """<article id="comment-{id}" class="comment js-comment by-anonymous"><footer
class="comment__meta"><p class="comment__submitted">Skickades av <span lang=""
typeof="schema:Person"
property="schema:name" datatype="">{author} (ej verifierad)</span> på {ymd} {clock}</p>{answer}
<a href="/comment/{id}#comment-{id}" hreflang="und">Permalänk</a></footer><div
class="comment__content"><h3><a href="/comment/{id}">{subject}</a></h3><div
class="field__item">{p}</div></div></article>""",
        inner="<div class='indented'>{items}</div>",
        answer="<p class='parent visually-hidden'>Som svar på <a href='/comment/{parent}"
        "#comment-{parent}'>en kommentar</a> av <span>{to} (ej verifierad)</span></p>",
    ),
    "jcomments": Shape(
        BLOG % "<div id='jc'><div id='comments'><h4>Kommentarer</h4>{comments}</div></div>",
        """<div class="{parity}" id="comment-item-{id}"><div class="rbox"><div class="comment-box">
<a class="comment-anchor" href="#comment-{id}" id="comment-{id}">#{number}</a> <span
class="comment-author">{author}</span> <span class="comment-date">{ymd} {clock}</span><div
class="comment-body">{br}</div><span class="comments-buttons"><a
href="#">Citera</a></span></div></div>
</div>{children}""",
        "<div class='comments-list'>{items}</div>",
    ),
    "k2_joomla": Shape(
        BLOG % "<div class='itemComments'><h3 class='itemCommentsCounter'>{count} kommentarer</h3>"
        "{comments}</div>",
        """<li class="{parity}"><span class="commentLink"><a href="#comment{id}">Kommentarslänk</a>
</span><img src="/a.png" alt="{author}"><span class="commentDate">{weekday}, {dd} {month} {year}
{clock}</span> <span class="commentAuthorName">skrivet av {author}</span>{p}<span
class="commentToolbar"></span></li>""",
        "<ul class='itemCommentsList'>{items}</ul>",
        nests=False,
    ),
    "komento": Shape(
        TODAY % "<div id='section-kmt'><h3>Kommentarer ({count})</h3>{comments}</div>",
        """<li id="kmt-{id}" class="kmt-item" data-id="{id}" data-parentid="{parent}"><div
class="kmt-wrap"><div class="kmt-avatar"><img src="/a.png" alt="{author}"></div><div
class="kmt-content"><div class="kmt-head"><span class="kmt-author"><a href="/u">{author}</a></span>
</div><div class="kmt-body"><div class="kmt-text">{p}</div></div><div class="kmt-control"><span
class="kmt-time"><time datetime="{iso}">{ago}</time></span> <a
href="#">Svara</a></div></div></div></li>""",
        "<ul class='kmt-list'>{items}</ul>",
        flat=True,
    ),
    "disqus_noscript": Shape(
        BLOG % "<div id='disqus_thread'><div id='dsq-content'>{comments}</div></div>",
        """<li class="comment {parity}" id="dsq-comment-{id}"><div id="dsq-comment-header-{id}"
class="dsq-comment-header"><cite id="dsq-cite-{id}"><span id="dsq-author-user-{id}">{author}</span>
</cite></div><div id="dsq-comment-body-{id}" class="dsq-comment-body"><div
id="dsq-comment-message-{id}"
class="dsq-comment-message">{p}</div></div>{children}</li>""",
        "<ul id='dsq-comments'>{items}</ul>",
        "<ul class='children'>{items}</ul>",
        dated=False,
    ),
    "disqus_flat": Shape(
        TODAY % "<div id='disqus_thread'><section id='conversation'>{comments}</section></div>",
        """<li class="post" id="post-{id}"><div class="post-content"><div class="avatar"><img
alt="Avatar" src="/a.png"></div><div class="post-body"><header><span class="post-byline"><span
class="author">{author}</span> {answer}</span> <span class="post-meta"><span
class="bullet">•</span> <a href="#comment-{id}" class="time-ago" title="{weekday} den {day}
{clock}">{ago}</a></span></header><div class="post-message">{p}</div><footer><ul><li><a
href="#">Svara</a></li><li><a href="#">Dela ›</a></li></ul></footer></div></div></li>""",
        "<ul id='post-list' class='post-list'>{items}</ul>",
        answer="<a class='parent-link' href='#comment-{parent}'>{to}</a>",
        flat=True,
    ),
    "facebook_plugin": Shape(
        TODAY
        % "<div class='fb-comments'><div class='_56q9'>{count} kommentarer</div>{comments}</div>",
        """<div class="_3-8y clearfix"><img class="_1ci" src="/a.jpg" alt=""><div
class="_3-8m"><span><a
class="UFICommentActorName" href="/p">{author}</a></span> <div class="_4uyl">Arbetar på
Kommunen</div>
<div class="_30o4"><span><span class="_5mdd"><span>{br}</span></span></span></div><div
class="_2vq9"><a
href="#">Gilla</a> · <a href="#">Svara</a> · <abbr class="livetimestamp"
data-utime="{utime}" title="den {day} {clock}">den {day}
{clock}</abbr></div>{children}</div></div>""",
        inner="<div class='_44ri'>{items}</div>",
    ),
    "intense_debate": Shape(
        BLOG % "<div id='idc-cover'><h3>Kommentarer ({count})</h3>{comments}</div>",
        """<div class="idc-c" id="IDComment{id}"><div class="idc-c-h"><a class="idc-avatar"
href="/p"><img alt="{author}'s avatar" src="/a.png"></a><p><a href="/p">{author}</a> · <span
class="idc-time"><a href="#IDComment{id}" title="{day}, {clock}">{ago}</a></span></p></div><div
class="idc-c-t">{br}</div><div class="idc-c-b"><a href="#">Svara</a></div>{children}</div>""",
        inner="<div class='idc-thread'>{items}</div>",
    ),
    "livefyre": Shape(
        TODAY % "<div class='fyre'><div class='fyre-stream-stats'>{count} kommentarer</div>"
        "{comments}</div>",
        """<article class="fyre-comment-article" data-message-id="{id}"><div
class="fyre-comment-wrapper"><header class="fyre-comment-head"><img class="fyre-user-avatar" alt=""
src="/a.png"><a class="fyre-comment-username" href="/p"><span>{author}</span></a> <time
class="fyre-comment-date" datetime="{iso}">{ymd}</time></header><section
class="fyre-comment-body"><div class="fyre-comment">{p}</div></section><footer
class="fyre-comment-footer"><a href="#">Dela</a> <a
href="#">Svara</a></footer></div>{children}</article>""",
        inner="<div class='fyre-comment-thread'>{items}</div>",
    ),
    "substack_old": Shape(
        TODAY % "<div class='comments-page'><h4>{count} kommentarer</h4>{comments}</div>",
        """<div class="comment"><div id="comment-{id}" class="anchor"></div><table
class="comment-content" role="presentation"><tr><td class="comment-head"><img alt=""
src="/a.png"></td>
<td class="comment-rest"><div class="comment-meta"><span><a class="account-hover"
href="/p">{author}</a></span> <a class="comment-timestamp" href="/c/{id}" title="{iso}">{d}
{short}</a>
</div><div class="comment-body">{p}</div><div class="comment-actions"><a>Gilla (2)</a>
<a>Svara</a></div></td></tr></table>{children}</div>""",
        "<div class='comment-list'>{items}</div>",
    ),
    "substack_new": Shape(
        TODAY % "<div id='discussion'><h4>Diskussion om detta inlägg</h4>{comments}</div>",
        """<div class="comment" role="article" aria-label="Kommentar av {author}"><div
class="pencraft pc-flex"><img src="/a.png" alt="{author}s avatar"><div class="pencraft"><span
class="pencraft"><a href="/profile/{id}">{author}</a></span> <a class="pencraft"
href="/comment/{id}"
title="{english}, {ampm}">{ago}</a></div><div
class="comment-body">{p}</div><div><button>Gilla</button>
<button>Svara</button></div></div>{children}</div>""",
        "<div class='comment-list'>{items}</div>",
    ),
    "giscus": Shape(
        TODAY % "<div class='gsc-comments'><h4>{count} kommentarer</h4>{comments}</div>",
        """<div class="gsc-comment"><div class="gsc-comment-content"><div
class="gsc-comment-header"><a
class="gsc-comment-author" href="/u"><img alt="@{author}" src="/a.png"><span>{author}</span></a> <a
href="/d#{id}"><time datetime="{iso}" title="{iso}">{ago}</time></a></div><div
class="markdown">{p}</div><div class="gsc-comment-footer"><button>↑
1</button></div></div>{children}</div>""",
        "<div class='gsc-timeline'>{items}</div>",
        "<div class='gsc-replies'>{items}</div>",
    ),
    "squarespace_7": Shape(
        TODAY
        % "<div class='squarespace-comments'><div>Kommentarer ({count})</div>{comments}</div>",
        """<div class="comment" id="comment-{id}"><div class="meta clear"><span
class="name-avatar"><span
class="avatar"></span><span class="author">{author}</span></span> <span class="date">{ago}</span>
<span class="likes">0 gillar</span></div><div class="comment-body">{p}</div><div
class="controls"><span>Svara</span></div>{children}</div>""",
        "<div class='comment-list'>{items}</div>",
        dated=False,
    ),
    "wix": Shape(
        TODAY % "<div data-hook='comments'><h2>Kommentarer</h2>{comments}</div>",
        """<div data-hook="comment" class="_3xYz" id="{id}"><div class="_2aBc"><span
data-hook="profile-name" class="_9kLm">{author}</span><div><time data-hook="time-ago"
class="_4nOp">{day}</time></div></div><div data-hook="rich-content-viewer">{p}</div><div
data-hook="comment-actions"><button>Gilla</button><button>Svara</button></div>{children}</div>""",
        "<div class='_1qWe'>{items}</div>",
    ),
    "episerver": Shape(
        BLOG % "<div id='ctl00_Main_Comments'><h2>Kommentarer</h2>{comments}</div>",
        """<div class="kommentarBox"><span id="ctl00_Main_rpt_ctl{id}_lblDate" class="small">{ymd}
{clock}</span> <span id="ctl00_Main_rpt_ctl{id}_lblName">{author}</span><div
id="ctl00_Main_rpt_ctl{id}_lblText">{br}</div></div>""",
        nests=False,
    ),
    "sitevision": Shape(
        TODAY % "<div class='sv-comment-portlet'><h2 class='subheading'>{count} kommentarer</h2>"
        "{comments}</div>",
        """<li id="s{id}"><div class="normal"><strong>{author}</strong> | {d} {month} {year} kl.
{dot}
</div><div class="normal">{p}</div><a href="#">Anmäl kommentar</a></li>""",
        "<ul class='sv-list'>{items}</ul>",
        nests=False,
    ),
    "sharepoint": Shape(
        BLOG % "<h3 class='ms-CommentHeader'>Kommentarer</h3>{comments}",
        """<table class="ms-CommentTable" width="100%"><tr><td class="ms-CommentBody"><div
class="ExternalClass{id}">{p}</div></td></tr><tr><td><div class="ms-CommentFooter"><a
href="/u?ID={id}">{author}</a> <nobr>den {ymd} {clock}</nobr></div></td></tr></table>""",
        nests=False,
    ),
    "newspaper_2008": Shape(
        BLOG % "<div class='lasarkommentarer'><h2>Läsarnas kommentarer</h2>{comments}</div>",
        """<div class="kommentar"><h5>{subject}</h5>{p}<p class="av">{author}, {day} {dot} | <a
href="/anmal?id={id}">Anmäl</a></p></div>""",
        nests=False,
    ),
    "newspaper_2012": Shape(
        TODAY % "<section class='debate'><h3>Diskutera artikeln</h3>{comments}</section>",
        """<li class="entry level-{level}"><div class="top"><span class="nr">#{number}</span>
<strong
class="who">{author}</strong> <span class="when">{clock}, {day}</span> <a href="#">Anmäl</a></div>
{answer}<div class="txt">{p}</div><a href="#">Rekommendera (3)</a></li>""",
        "<ul>{items}</ul>",
        answer="<p class='re'>Svar till {to}</p>",
        flat=True,
    ),
    "phpbb": Shape(
        TABLES % "<b>Diskussion om texten</b><br>{comments}",
        """<table class="tablebg" width="100%"><tr class="row1"><td width="150"><b
class="postauthor">{author}</b></td><td><span class="postdetails"><b>Rubrik:</b> Re: texten
<b>Skrivet:</b>
{d} {short} {year}, {clock}</span></td></tr><tr class="row1"><td>Medlem<br>Inlägg: 55</td><td><div
class="postbody">{br}</div></td></tr></table>""",
        nests=False,
    ),
    "discourse": Shape(
        TODAY % "<div id='discourse-comments'><h3>Diskussion</h3>{comments}</div>",
        """<article id="post-{id}" class="post"><a class="avatar" href="/u"><img src="/a.png"
alt=""></a>
<h3 class="username"><a href="/u">{author}</a></h3> <a class="post-date" href="/t/{id}" title="{day}
{clock}">{d} {short} '{yy}</a><div class="cooked">{p}</div></article>""",
        nests=False,
    ),
    "mediawiki": Shape(
        BLOG % "<h2><span class='mw-headline'>Diskussion</span></h2>{comments}",
        """<dd>{br} <a href="/wiki/Anv%C3%A4ndare:{id}">{author}</a> (<a href="/d">diskussion</a>)
{day}
kl. {dot} (CEST){children}</dd>""",
        "<dl>{items}</dl>",
    ),
    "h_cite": Shape(
        TODAY % "<section class='responses'><h2>Svar</h2>{comments}</section>",
        """<li class="u-comment h-cite"><a class="p-author h-card" href="https://x.example"><img
class="u-photo" alt="" src="/a.png">{author}</a> <a class="u-url" href="#c{id}"><time
class="dt-published" datetime="{iso}">{day}</time></a><div class="e-content
p-name">{p}</div></li>""",
        "<ol>{items}</ol>",
        nests=False,
    ),
    "html_specification": Shape(
        TODAY % "<section><h1>Kommentarer</h1>{comments}</section>",
        """<article itemprop="comment" itemscope itemtype="http://schema.org/UserComments"
id="c{id}"><link itemprop="url" href="#c{id}"><footer><p>Skrivet av: <span itemprop="creator"
itemscope itemtype="http://schema.org/Person"><span
itemprop="name">{author}</span></span></p><p><time
itemprop="commentTime" datetime="{iso}">{ago}</time></p></footer>{p}{children}</article>""",
    ),
}
