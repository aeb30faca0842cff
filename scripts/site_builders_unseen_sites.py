"""Templates that nothing is tuned on: a municipality, a forum, a daily, Joomla, tables of 2004.

They were written without a look at the reader that they measure, and finished before it first ran on
them.
"""

from __future__ import annotations

from datetime import timedelta
from html import escape

from site_dates import boarded, clock_first, dashed, padded, plain
from site_markup import PORTRAIT, body, day, depth_of, iso, nest, paragraphs
from site_posts import Logical, Part, Reply

_TOWN_MENU = """<div id="Header"><a id="ctl00_Logo" href="/"><img src="/logo.gif" alt="Till startsidan" /></a><div id="ServiceMenu"><a>Lättläst</a> | <a>Other languages</a> | <a>Webbkarta</a> | <a>A till Ö</a></div>
<div class="quicksearch"><label for="q">Sök på webbplatsen</label><input id="q" /><input type="submit" value="Sök" /></div></div>
<div id="TopMenu"><ul><li><a>Barn och utbildning</a></li><li><a>Omsorg och stöd</a></li><li><a>Bygga och bo</a></li><li class="selected"><a>Kommun och politik</a></li></ul></div>"""
_TOWN_LEFT = """<div id="LeftMenu"><ul><li><a>Nyheter</a><ul><li class="selected"><a>Nyhetsarkiv</a></li><li><a>Pressrum</a></li></ul></li><li><a>Diarium</a></li><li><a>Upphandling</a></li></ul></div>"""
_TOWN_RIGHT = """<div id="RightArea"><div class="puff"><h2>Kontakt</h2><p>Kommunikationsenheten<br />Eva-Britt Lundmark, enhetschef<br />0456-12 34 56</p><a>Skicka e-post</a></div>
<div class="puff"><h2>Relaterad information</h2><ul><li><a>Medarbetarenkäten (pdf, 312 kB)</a></li><li><a>Så styrs förvaltningen</a></li></ul></div></div>"""


def municipal(post: Logical) -> str:
    """News of a municipality in EPiServer: a lead, quotations by a class, a later change."""
    comments = "\n".join(
        f"""<div id="ctl00_Main_Comments_ctl{index:02}_Item" class="commentItem"><div class="commentHeader"><span class="commentName">{escape(reply.author)}</span>
<span class="commentDate">{plain(reply.published)}</span></div><div class="commentBody">{"<br />".join(map(escape, reply.words))}</div>
<a id="ctl00_Main_Comments_ctl{index:02}_Report" href="javascript:__doPostBack('r{index}','')">Rapportera olämpligt innehåll</a></div>"""
        for index, reply in enumerate(post.replies)
    )
    lead = f'<p class="introduction">{escape(post.parts[0].texts[0])}</p>'
    words = body(
        post.parts[1:],
        quotation='<div class="citat">{}</div>',
        caption='<div class="bildMedText"><img src="/Upload/a.jpg" alt="" /><span class="bildtext">{}</span></div>',
    )
    changed = post.published + timedelta(days=9)
    title, site = escape(post.title), escape(post.site)
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="sv"><head id="ctl00_Head"><meta http-equiv="content-type" content="text/html; charset=utf-8" /><title>{title} - {site}</title>
<meta name="EPi.ID" content="{post.number}" /><meta name="generator" content="EPiServer" /></head><body>
<form method="post" action="/nyhet.aspx?id={post.number}" id="aspnetForm"><div><input type="hidden" name="__VIEWSTATE" value="/wEPDwUKLTk4" /></div>
<p id="CookieInfo">Webbplatsen använder cookies enligt lagen om elektronisk kommunikation. <a>Jag förstår</a></p>{_TOWN_MENU}
<div id="BreadCrumbs">Du är här: <a>Startsida</a> / <a>Kommun och politik</a> / <a>Nyheter</a> / {title}</div>{_TOWN_LEFT}
<div id="MainBodyArea"><div class="tools"><a class="rs_href">Lyssna</a> <a>Skriv ut</a> <a>Större text</a></div><div id="MainBody"><h1>{title}</h1>
{lead}{words}</div>
<div class="pageInfo"><p>Skribent: {escape(post.author)}</p><p>Publicerad: {post.published:%Y-%m-%d}</p><p>Senast ändrad: {changed:%Y-%m-%d}</p></div>
<div class="shareBox"><span>Dela sidan:</span> <a>Facebook</a> <a>Twitter</a> <a>LinkedIn</a></div>
<div class="feedback"><h2>Hjälpte informationen på sidan dig?</h2><input type="button" value="Ja" /><input type="button" value="Nej" /></div>
<div id="ctl00_Main_Comments"><h2>Synpunkter från läsare</h2><p class="rules">Kommentarer granskas vardagar mellan 8 och 16 innan de visas.</p>{comments}
<fieldset><legend>Lämna en synpunkt</legend><label>Namn</label><input /><label>Meddelande</label><textarea></textarea><input type="submit" value="Skicka synpunkt" /></fieldset></div></div>
{_TOWN_RIGHT}<div id="Footer"><p>Besöksadress: Storgatan 1. Organisationsnummer 212000-0000. Öppet måndag till fredag.</p></div></form></body></html>"""


def _boxed(texts: tuple[str, ...], said_by: str = "") -> str:
    """A forum's box of a quotation."""
    by = f'<div class="bbcode_postedby">Ursprungligen postat av <strong>{said_by}</strong></div>'
    return f"""<div class="bbcode_container"><div class="bbcode_description">Citat:</div><div class="bbcode_quote"><div class="quote_container">{by if said_by else ""}
<div class="message">{"<br /><br />".join(map(escape, texts))}</div></div></div></div>"""


def _board_words(parts: tuple[Part, ...]) -> str:
    """A forum's post: line breaks, bold headings, boxes."""
    pieces = []
    for part in parts:
        if part.kind == "quotation":
            pieces.append(_boxed(part.texts))
        elif part.kind == "list":
            pieces.append("<ul>" + "".join(f"<li>{escape(t)}</li>" for t in part.texts) + "</ul>")
        elif part.kind == "heading":
            pieces.append(f"<b>{escape(part.texts[0])}</b><br />")
        else:
            pieces.append("<br />\n".join(map(escape, part.texts)) + "<br />\n<br />")
    return "\n".join(pieces)


def _board_post(number: int, author: str, when: str, title: str, words: str) -> str:
    return f"""<li class="postbitlegacy postbitim postcontainer" id="post_{number + 88100}"><div class="posthead"><span class="postdate old"><span class="date">{when}</span></span>
<span class="nodecontrols"><a class="postcounter" href="#post{number + 88100}">#{number + 1}</a></span></div>
<div class="postdetails"><div class="userinfo"><div class="username_container"><a class="username offline" href="/member/{number}"><strong>{author}</strong></a></div>
<span class="usertitle">{"Stammis" if number % 2 else "Medlem"}</span><a class="postuseravatar">{PORTRAIT}</a>
<dl class="userinfo_extra"><dt>Reg.datum</dt><dd>feb 2006</dd><dt>Plats</dt><dd>Småland</dd><dt>Inlägg</dt><dd>{1204 + 31 * number}</dd></dl></div>
<div class="postbody"><div class="postrow">{title}<div class="content"><div id="post_message_{number + 88100}"><blockquote class="postcontent restore">{words}</blockquote></div></div></div>
<blockquote class="signature restore"><div class="signaturecontainer">Den som väntar på något gott får vänta.</div></blockquote></div></div>
<div class="postfoot"><div class="textcontrols"><a class="quickreply">Svara</a> <a class="newreply">Svara med citat</a> <a>Rapportera</a></div></div></li>"""


def forum(post: Logical) -> str:
    """A thread of a vBulletin forum: every post in a block quotation, what it quotes in boxes."""
    first = f'<h2 class="title icon">{escape(post.title)}</h2>'
    posts = [
        _board_post(
            0, escape(post.author), boarded(post.published), first, _board_words(post.parts)
        )
    ]
    for number, reply in enumerate(post.replies, 1):
        quoted = _boxed((reply.quotation,), escape(post.author)) if reply.quotation else ""
        title = "" if number % 2 else f'<h2 class="title icon">Sv: {escape(post.title)}</h2>'
        words = quoted + "<br />\n<br />\n".join(map(escape, reply.words))
        posts.append(
            _board_post(number, escape(reply.author), boarded(reply.published), title, words)
        )
    site, title = escape(post.site), escape(post.title)
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" dir="ltr" lang="sv" id="vbulletin_html"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><meta name="generator" content="vBulletin 4.1.5" />
<title>{title} - {site} forum</title></head><body><div class="above_body"><div id="header"><a href="/" class="logo-image">{site}</a>
<div id="toplinks"><form><input value="Användarnamn" /><input type="password" /><label>Kom ihåg mig?</label></form><ul class="nouser"><li><a>Bli medlem</a></li><li><a>Hjälp</a></li></ul></div></div>
<div id="navbar"><ul class="navtabs"><li class="selected"><a>Forum</a><ul><li><a>Dagens inlägg</a></li><li><a>Vanliga frågor</a></li><li><a>Kalender</a></li></ul></li><li><a>Vad är nytt?</a></li></ul></div></div>
<div class="body_wrapper"><div id="breadcrumb" class="breadcrumb"><ul class="floatcontainer"><li class="navbit"><a>Forum</a></li><li class="navbit"><a>Jobb och ekonomi</a></li><li class="navbit lastnavbit"><span>{title}</span></li></ul></div>
<div id="above_postlist"><a class="newcontent_textcontrol">+ Svara på ämne</a><div id="pagination_top"><span>Resultat 1 till {len(posts)} av {len(posts)}</span></div></div>
<div id="pagetitle"><h1>Ämne: <span class="threadtitle"><a href="{post.url}">{title}</a></span></h1></div>
<div id="thread_controls"><ul><li>Ämnesverktyg</li><li>Sök i ämnet</li><li>Visning</li></ul></div>
<div id="postlist"><ol id="posts" class="posts">{"".join(posts)}</ol></div>
<div id="thread_info"><h4>Information om ämnet</h4><p>Aktiva användare: 3 användare läser just nu det här ämnet (0 medlemmar och 3 gäster)</p><h4>Liknande ämnen</h4>
<table id="similar_threads"><tr><td><a>Lönesamtal i höst, några tips?</a> av GäddaN i forum Jobb och ekonomi</td><td>Svar: 14</td></tr></table></div>
<div id="posting_info"><h4>Regler för att posta</h4><ul><li>Du får inte posta nya ämnen</li><li>Du får inte bifoga filer</li><li>BB-kod är på</li><li>Smilies är på</li></ul></div></div>
<div id="footer"><div id="footer_copyright">Drivs av vBulletin, svensk översättning av en entusiast</div><div id="footer_time">Alla tider är GMT +1.</div></div></body></html>"""


def _table_words(parts: tuple[Part, ...]) -> str:
    """A body of 2004: open paragraphs, capitals, a table for a picture."""
    pieces = []
    for part in parts:
        if part.kind == "quotation":
            pieces.append(f"<BLOCKQUOTE><I>{'<P>'.join(map(escape, part.texts))}</I></BLOCKQUOTE>")
        elif part.kind == "list":
            pieces.append(
                "<UL TYPE=square>" + "".join(f"<LI>{escape(t)}" for t in part.texts) + "</UL>"
            )
        elif part.kind == "heading":
            pieces.append(
                f'<P><FONT SIZE="3" COLOR="#990000"><B>{escape(part.texts[0])}</B></FONT>'
            )
        elif part.kind == "caption":
            pieces.append(
                f'<TABLE ALIGN=right WIDTH=180><TR><TD><IMG SRC="bilder/a.gif" WIDTH=180></TD></TR><TR><TD><FONT SIZE="1"><I>{escape(part.texts[0])}</I></FONT></TD></TR></TABLE>'
            )
        else:
            pieces.append(paragraphs(part.texts, "<P>").replace("</p>", ""))
    return "\n".join(pieces)


def tables(post: Logical) -> str:
    """A page of 2004 written by hand: tables in tables, comments as cards with labels."""
    comments = "\n".join(
        f"""<TABLE WIDTH="100%" CELLPADDING=3 BORDER=1 BORDERCOLOR="#cccccc"><TR BGCOLOR="#eeeedd"><TD><FONT SIZE="1"><B>Namn:</B> {escape(reply.author)}</FONT></TD>
<TD ALIGN=right><FONT SIZE="1"><B>Datum:</B> {dashed(reply.published)}</FONT></TD></TR><TR><TD COLSPAN=2><FONT SIZE="2">{"<BR>".join(map(escape, reply.words))}</FONT></TD></TR></TABLE><BR>"""
        for reply in post.replies
    )
    site, title = escape(post.site), escape(post.title)
    return f"""<HTML>
<HEAD><TITLE>{site}</TITLE><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8"><META NAME="GENERATOR" CONTENT="Anteckningar 4.0"></HEAD>
<BODY BGCOLOR="#ffffee" LINK="#003399" TOPMARGIN=0><TABLE WIDTH=780 ALIGN=center CELLSPACING=0><TR><TD COLSPAN=3 BGCOLOR="#003366"><FONT COLOR=white SIZE=6 FACE="Georgia">{site}</FONT><BR>
<FONT COLOR=white SIZE=1>Bäst i 800x600</FONT></TD></TR>
<TR><TD WIDTH=130 VALIGN=top BGCOLOR="#ddddcc"><FONT SIZE=2 FACE="Verdana"><A HREF="index.htm">Startsidan</A><BR><A HREF="arkiv.htm">Äldre krönikor</A><BR><A HREF="gb.asp">Gästboken</A><BR>
<A HREF="bilder.htm">Bilder från sommarstugan</A><BR><A HREF="mailto:x@x.example">Maila mig!</A><P>Du är besökare nr <IMG SRC="/cgi-bin/count.gif"></FONT></TD>
<TD VALIGN=top><TABLE CELLPADDING=10><TR><TD><FONT FACE="Georgia" SIZE=5><B>{title}</B></FONT><BR>
<FONT SIZE=1 COLOR=gray>Av {escape(post.author)}, den {day(post.published)}</FONT>
<FONT FACE="Georgia" SIZE=2>{_table_words(post.parts)}</FONT>
<P ALIGN=center><IMG SRC="linje.gif"><BR><FONT SIZE=1><A HREF="#top">Upp igen</A> | <A HREF="javascript:window.print()">Utskriftsvänlig sida</A></FONT></TD></TR></TABLE>
<TABLE WIDTH="95%"><TR><TD><FONT FACE="Georgia" SIZE=4>Vad tycker du?</FONT><BR><FONT SIZE=1>{len(post.replies)} har tyckt till</FONT><P>
{comments}<FORM ACTION="tyck.asp" METHOD=post><FONT SIZE=1>Ditt namn: <INPUT NAME=namn><BR>Din åsikt: <TEXTAREA NAME=t></TEXTAREA><BR><INPUT TYPE=submit VALUE="Tyck!"></FONT></FORM></TD></TR></TABLE></TD>
<TD WIDTH=120 VALIGN=top><FONT SIZE=1 FACE="Verdana"><B>Länktips</B><BR><A HREF="http://a.example">Väderkartan</A><BR><A HREF="http://b.example">Bussarna</A><P><B>Dagens fråga</B><BR>Snöar det hos dig? <A HREF="ja.asp">Ja</A> <A HREF="nej.asp">Nej</A></FONT></TD></TR>
<TR><TD COLSPAN=3 ALIGN=center><FONT SIZE=1>Sidan gjord i Anteckningar av en glad amatör. Senast rört vid: strax före jul.</FONT></TD></TR></TABLE></BODY></HTML>"""


_DAILY_TOP = """<div class="cmp-consent" role="dialog"><h2>Vi bryr oss om din integritet</h2><p>Vi och våra partner lagrar och hämtar uppgifter på din enhet.</p><button>Anpassa</button><button>Godkänn alla</button></div>
<header class="Site-header"><a class="Site-logo" href="/">Till startsidan</a><nav class="Site-nav"><a>Ekonomi</a><a>Sverige</a><a>Världen</a><a>Kultur</a><a>Ledare</a></nav><a class="Site-buy">Köp prenumeration</a><a>E-tidning</a></header>
<div class="Ad Ad--panorama"><span>Annons</span></div>"""
_DAILY_ALSO = """<div class="Box Box--readmore"><h3 class="Box-title">Läs också</h3><ul><li><a href="/x1">Kontorshunden får stanna, beslutar hyresvärden</a></li><li><a href="/x2">Hon sålde allt och blev fyrvaktare</a></li></ul></div>"""
_DAILY_SIDE = """<aside class="Rail"><section class="Rail-list"><h2>Mest läst i dag</h2><ol><li><a>Så mycket tjänar grannen</a></li><li><a>Kungen på oväntat besök</a></li><li><a>Recept: tre snabba soppor</a></li></ol></section>
<section class="Rail-list"><h2>Senaste nytt</h2><ul><li><time>11:52</time> <a>Tåg står stilla utanför Hallsberg</a></li><li><time>11:40</time> <a>Elpriset sjunker</a></li></ul></section>
<div class="Ad Ad--skyscraper"><span>Annons</span><p>Semester i fjällen? Boka redan nu.</p></div></aside>"""


def daily(post: Logical) -> str:
    """An article of a daily: boxes between the paragraphs, comments told apart by levels."""
    comments = "\n".join(
        f"""<li class="Thread-item Thread-item--level{depth_of(post.replies, index) + 1}" id="c-{index + 501}"><div class="Thread-who"><b class="Thread-name">{escape(reply.author)}</b>
<span class="Thread-when">{clock_first(reply.published)}</span></div><div class="Thread-say">{paragraphs(reply.words)}</div>
<p class="Thread-do"><button>Rekommendera ({index + 2})</button> <button>Svara</button> <button>Anmäl</button></p></li>"""
        for index, reply in enumerate(post.replies)
    )
    half = len(post.parts) // 2 + 1
    options = {
        "paragraph": '<p class="Paragraph">',
        "heading": '<h2 class="Paragraph-crosshead">{}</h2>',
        "quotation": '<blockquote class="Paragraph-quote">{}</blockquote>',
        "caption": '<figure class="Figure"><img src="/a.jpg" alt=""><figcaption class="Figure-text">{}</figcaption></figure>',
    }
    lead = f'<p class="Lead">{escape(post.parts[0].texts[0])}</p>'
    upper, lower = body(post.parts[1:half], **options), body(post.parts[half:], **options)
    changed = post.published + timedelta(days=1, minutes=47)
    title, author, site = escape(post.title), escape(post.author), escape(post.site)
    return f"""<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{title} | {site}</title><meta property="og:site_name" content="{site}"><meta property="og:title" content="{title}">
<meta property="og:description" content="Krönika om arbetslivet."><meta property="article:modified_time" content="{iso(changed)}"></head><body class="Page Page--article">{_DAILY_TOP}
<div class="Page-grid"><div class="Page-main"><article class="Article"><div class="Article-label"><a>Näringsliv</a> <span>Krönika</span></div><h1 class="Article-headline">{title}</h1>
{lead}<div class="Article-meta"><div class="Byline">{PORTRAIT}<span class="Byline-name">{author}</span><a class="Byline-follow">Följ skribent</a></div>
<div class="Article-dates">Publicerad {plain(post.published)}<br>Uppdaterad {plain(changed)}</div><div class="Article-tools"><button>Spara</button><button>Dela</button><button>Lyssna på artikeln (4:12)</button></div></div>
<div class="Article-body">{upper}
{_DAILY_ALSO}<div class="Ad Ad--inline"><span>Artikeln fortsätter efter annonsen</span></div>
{lower}
<p class="Disclaimer"><em>Detta är en kommenterande text. Skribenten svarar för analys och ställningstaganden.</em></p></div>
<footer class="Article-foot"><h3>Ämnen i artikeln</h3><ul class="Tags"><li><a>Arbetsmarknad</a></li><li><a>Ledarskap</a></li></ul><p class="Correction">Hittat ett fel? <a>Rätta oss gärna</a></p></footer></article>
<section class="Thread"><h2 class="Thread-title">Läsarnas röster ({len(post.replies)})</h2><p class="Thread-rules">Tänk på tonen. Anonyma påhopp tas bort utan förvarning.</p><ol class="Thread-list">{comments}</ol><a class="Thread-login">Logga in för att delta i samtalet</a></section>
<section class="Teasers"><h2>Mer för dig</h2><article class="Teaser"><h3><a>Därför lägger ingen längre på luren</a></h3><p>Telefonen har blivit ett föremål man tittar på.</p></article>
<article class="Teaser"><h3><a>Pappershandeln som vägrar dö</a></h3><p>I Arboga köar kunderna för kuvert.</p></article></section></div>{_DAILY_SIDE}</div>
<footer class="Site-footer"><p>Chefredaktör och ansvarig utgivare: Ulla-Carin Stål. Tipsa oss: 71 000.</p><p>© {site}. Allt material skyddas av upphovsrättslagen.</p></footer></body></html>"""


_JOOMLA_LEFT = """<div id="leftcolumn"><div class="moduletable_menu"><h3>Huvudmeny</h3><ul class="menu"><li class="item-101"><a>Hem</a></li><li class="item-102 current active"><a>Artiklar</a></li><li class="item-103"><a>Kalender</a></li><li class="item-104"><a>Länkar</a></li></ul></div>
<div class="moduletable"><h3>Vilka är online</h3><p>Vi har 27 gäster och inga medlemmar online</p></div>
<div class="moduletable"><h3>Nya kommentarer</h3><ul class="jcomments-latest"><li><a>Årsmötet i mars</a><br /><span class="author">Stickan</span> Fanns det fika? <a>Läs mer...</a></li></ul></div></div>"""


def joomla(post: Logical) -> str:
    """Joomla with K2 and JComments: a lead apart, a biography, numbered threads."""

    def one(index: int, reply: Reply, _depth: int, answers: str) -> str:
        quoted = ""
        if reply.quotation:
            above = post.author if reply.parent is None else post.replies[reply.parent].author
            quoted = f'<span class="quote">Citerar {escape(above)}:</span><blockquote><div>{escape(reply.quotation)}</div></blockquote>'
        number = index + 140
        below = (
            f'<div class="comments-list" id="comments-list-{number}">{answers}</div>'
            if answers
            else ""
        )
        return f"""<div class="{"odd" if index % 2 else "even"}" id="comment-item-{number}"><div class="rbox"><div class="rbox_tr"><div class="rbox_m"><div class="comment-box usertype-guest">
<span class="comments-vote"><span id="comment-vote-holder-{number}"><span class="vote-good">+{index + 1}</span></span></span><a class="comment-anchor" href="#comment-{number}" id="comment-{number}">#{index + 1}</a>
<span class="comment-author">{escape(reply.author)}</span> <span class="comment-date">{plain(reply.published)}</span><div class="comment-body" id="comment-body-{number}">{quoted}{"<br />".join(map(escape, reply.words))}</div>
<span class="comments-buttons"><a>Svara</a> | <a>Svara med citat</a> | <a>Citera</a></span></div></div></div></div>{below}</div>"""

    title, author, site = escape(post.title), escape(post.author), escape(post.site)
    words = body(
        post.parts[1:],
        heading="<h4>{}</h4>",
        caption='<div class="img_caption"><img class="caption" src="/images/a.jpg" alt="" /><p class="img_caption">{}</p></div>',
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="sv-se" lang="sv-se"><head><meta http-equiv="content-type" content="text/html; charset=utf-8" /><meta name="generator" content="Joomla! 1.5 - Open Source Content Management" /><title>{title}</title></head>
<body><div id="page_bg"><div id="top"><a href="/index.php">{site}</a><div class="mod_search"><input value="sök..." /></div></div><div class="breadcrumbs pathway"><a class="pathway">Hem</a> <img src="/arrow.png" alt="" /> <a class="pathway">Artiklar</a></div>
{_JOOMLA_LEFT}<div id="maincolumn"><div id="k2Container" class="itemView"><span id="startOfPageId{post.number}"></span><div class="itemHeader"><span class="itemDateCreated">{padded(post.published)}</span><h2 class="itemTitle">{title}</h2>
<span class="itemAuthor">Skriven av&nbsp;<a rel="author" href="/itemlist/user/64">{author}</a></span></div>
<div class="itemToolbar"><ul><li><span class="itemTextResizerTitle">textstorlek</span> <a>minska textstorlek</a> <a>öka textstorlek</a></li><li><a class="itemPrintLink">Skriv ut</a></li><li><a class="itemEmailLink">E-post</a></li><li><a class="itemCommentsLink">{len(post.replies)} kommentarer</a></li></ul></div>
<div class="itemRatingBlock"><span>Betygsätt artikeln</span><ul><li>1</li><li>2</li><li>3</li><li>4</li><li>5</li></ul><div class="itemRatingLog">(3 röster)</div></div>
<div class="itemBody"><div class="itemIntroText">{paragraphs(post.parts[0].texts)}</div><div class="itemFullText">{words}</div></div>
<div class="itemContentFooter"><span class="itemHits">Läst <b>1290</b> gånger</span><span class="itemDateModified">Senast ändrad {padded(post.published + timedelta(days=3))}</span></div>
<div class="itemLinks"><div class="itemCategory"><span>Publicerad i</span> <a>Krönikor</a></div><div class="itemTagsBlock"><span>Taggad med</span><ul class="itemTags"><li><a>kontor</a></li><li><a>framtid</a></li></ul></div></div>
<div class="itemAuthorBlock">{PORTRAIT}<div class="itemAuthorDetails"><h3 class="itemAuthorName"><a>{author}</a></h3><p>Medlem sedan starten och kassör i föreningen. Spelar dragspel.</p><span class="itemAuthorUrl">Webbplats: <a>www.x.example</a></span></div></div>
<div class="itemAuthorLatest"><h3>Senaste från {author}</h3><ul><li><a>Kassörens rader inför våren</a></li><li><a>Vad kostar ett kopiepapper?</a></li></ul></div>
<div class="itemRelated"><h3>Relaterade artiklar (via taggar)</h3><ul><li><a>Protokoll från höstmötet</a></li></ul></div><div class="itemBackToTop"><a>Tillbaka till toppen</a></div></div>
<div id="jc"><div id="comments"><h4>Kommentarer <a class="refresh" title="Uppdatera kommentarslistan">&nbsp;</a></h4><div id="comments-list" class="comments-list">{nest(post.replies, one, lambda inside, _: inside)}</div>
<div id="comments-list-footer"><a class="rss">RSS-flöde för kommentarer till den här artikeln</a></div></div><h4>Skriv kommentar</h4><form id="comments-form"><label>Namn (obligatoriskt)</label><label>Meddela mig om nya kommentarer</label><div>Säkerhetskod</div><a>Uppdatera</a></form>
<div id="comments-footer"><a>JComments</a></div></div></div><div id="footer">Föreningen {site}. Bankgiro 123-4567. Mallen är gratis.</div></div></body></html>"""
