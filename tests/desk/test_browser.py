"""The desk in a real browser: what an editor does, with a keyboard, on a phone, without script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from desk.browser import AUDIT, CHROMIUM, served
from desk.posts import HOSTILE, LIBRARY, SIGN

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine")

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with served(tmp_path_factory.mktemp("desk")) as address:
        yield address


@pytest.fixture(scope="module")
def chromium():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, address):
    """A function that opens a page; whatever it complains of fails the test."""
    contexts, complaints = [], []

    def new(path="/", **options):
        context = chromium.new_context(locale="sv-SE", base_url=address, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                said.type == "error" and "409" not in said.text and complaints.append(said.text)
            ),
        )
        page.on(
            "request",
            lambda asked: (
                asked.url.startswith((address, "data:", "blob:"))
                or complaints.append(f"asked for {asked.url}")
            ),
        )
        page.goto(path)
        return page

    yield new
    for context in contexts:
        context.close()
    assert complaints == []


def paste(page, text=LIBRARY):
    page.goto("/")
    page.fill("#pasted", text)
    page.click("button.main")
    page.wait_for_url(re.compile(r"/posts/\d+"))
    return page


def edit(page, card):
    page.click(f"#{card} a.edit")
    return page.locator(".editor")


def test_an_editor_pastes_reads_corrects_exports_undoes_and_searches(opened, tmp_path):
    page = paste(opened(accept_downloads=True))
    assert page.inner_text("h1") == "Biblioteken och tystnaden"
    assert page.locator("[data-digest] li").count() >= 3

    page.click("#sv2 > span[lang]")
    assert page.locator("#f1.rests").count() == 1
    assert page.locator("#sv2.here").count() == 1
    page.locator("#f1 .back").first.click()
    assert page.url.endswith(("#sv1", "#sv2"))

    card = page.locator("section.commentary li", has_text="Bra att någon").get_attribute("id")
    editor = edit(page, card)
    editor.get_by_label("invänder").check()
    editor.locator("button.main").click()
    page.wait_for_url(re.compile(r"#k\d+"))
    assert "invänder" in page.inner_text(f"#{card}")

    editor = edit(page, "f1-card")
    editor.locator("textarea[name=words]").fill("Visitors ask for silence")
    editor.locator("button.main").click()
    page.wait_for_url(re.compile(r"#f1$"))
    assert page.inner_text("#f1-card blockquote") == "”Visitors ask for silence”"

    page.click(".menu summary:has-text('Ta ut')")
    with page.expect_download() as download:
        page.click("text=Markdown")
    path = tmp_path / "out.md"
    download.value.save_as(path)
    assert "”Visitors ask for silence”" in path.read_text(encoding="utf-8")

    page.reload()
    assert page.inner_text("#f1-card blockquote") == "”Visitors ask for silence”"
    page.click("#undo")
    page.wait_for_load_state()
    assert page.inner_text("#f1-card blockquote").startswith("”Visitors ask for silence more")
    assert "invänder" in page.inner_text(f"#{card}")

    page.goto("/")
    page.fill("#q", "silence books")
    page.press("#q", "Enter")
    page.wait_for_url(re.compile(r"q=silence"))
    assert page.locator("ol.posts li", has_text="Biblioteken").count() >= 1


def test_everything_goes_by_the_keyboard(opened):
    page = paste(opened())
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "f1"
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "f2"
    page.keyboard.press("Shift+N")
    assert page.evaluate("document.activeElement.id") == "f1"
    page.keyboard.press("a")
    page.wait_for_selector("#f1-card [name=unaccept]")
    assert page.inner_text("#reviewed").startswith("1 av")
    page.keyboard.press("p")
    assert re.fullmatch(r"p\d+", page.evaluate("document.activeElement.id"))
    page.keyboard.press("e")
    page.wait_for_selector(".editor")
    assert page.evaluate("document.activeElement.name") == "words"
    page.keyboard.press("n")  # a letter in a field is a letter
    page.keyboard.press("Escape")
    assert page.locator(".editor").count() == 0
    page.keyboard.press("/")
    page.wait_for_url(re.compile(r"/#q$"))
    assert page.evaluate("document.activeElement.id") == "q"


def test_each_layer_can_be_switched_off_and_stays_so(opened):
    page = paste(opened())
    finding = page.locator("#f1")
    marked = finding.evaluate("e => getComputedStyle(e).backgroundColor")
    page.uncheck("#on-findings")
    assert finding.evaluate("e => getComputedStyle(e).backgroundColor") != marked
    page.uncheck("#on-comments")
    assert not page.locator(".marked .comment").first.is_visible()
    page.uncheck("#on-claims")
    assert not page.locator(".marked .number").first.is_visible()
    page.reload()
    assert not page.is_checked("#on-findings")
    page.check("#on-findings")
    assert finding.evaluate("e => getComputedStyle(e).backgroundColor") == marked


def test_marked_words_become_a_claim(opened):
    page = paste(opened())
    page.evaluate("document.querySelector('.marked').scrollIntoView()")
    block = page.locator(".marked .block", has_text="Rummen behövs").first
    block.evaluate(
        """e => {
          const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf("Rummen");
            if (at < 0) continue;
            getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + 13);
            e.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
          }
        }"""
    )
    page.click(".select-tools button:has-text('påstående')")
    words = page.locator(".editor textarea[name=words]")
    assert words.input_value() == "Rummen behövs"
    page.click(".editor button.main")
    page.wait_for_load_state()
    assert page.locator("#claims tr", has_text="Rummen behövs").count() >= 1


def test_claims_are_filtered_where_they_stand(opened):
    page = paste(opened())
    rows = page.locator("#claims tbody tr")
    before = rows.count()
    page.fill("[name=ctext]", "silence")
    sync_api.expect(rows).not_to_have_count(before)
    assert "silence" in rows.first.inner_text()


def test_formatting_is_kept_when_a_page_is_pasted(opened):
    page = opened()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          const quoted = "<blockquote>They never asked anybody about it.</blockquote>";
          data.setData("text/html", `<h1>Rubriken</h1>${quoted}<p>Så är det inte hos oss.</p>`);
          data.setData("text/plain", "Rubriken They never asked. Så är det inte hos oss.");
          document.querySelector("#pasted").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        }"""
    )
    assert page.locator(".rich").is_visible()
    page.evaluate("document.querySelector('#pasted').value = 'Rubriken'")
    page.click("button.main")
    page.wait_for_url(re.compile(r"/posts/\d+"))
    assert page.locator(".marked .is-blockquote").count() == 1


def test_several_files_are_dropped_and_their_progress_shown(opened, tmp_path):
    paths = []
    for number in range(3):
        path = tmp_path / f"inlägg{number}.txt"
        path.write_text(LIBRARY, encoding="utf-8")
        paths.append(path)
    page = opened()
    page.set_input_files("#files", paths)
    page.click(".files button")
    page.wait_for_url(re.compile(r"/jobs/"))
    page.wait_for_selector("text=Allt är läst")
    assert page.inner_text("tbody").count("klar") == 3


def test_two_tabs_nothing_is_lost_and_the_second_is_told(opened):
    first = paste(opened())
    second = first.context.new_page()
    second.goto(first.url)
    for tab, text in ((first, "Den första fliken."), (second, "Den andra fliken.")):
        tab.click(f"#sv{1 if tab is first else 2} a.edit")
        tab.fill(".editor textarea[name=text]", text)
    first.click(".editor button.main")
    first.wait_for_url(re.compile(r"#sv1$"))
    second.click(".editor button.main")
    second.wait_for_selector("text=ändrats på annat håll")
    assert "Den andra fliken." in second.inner_text(".yours")
    assert "Den första fliken." in second.inner_text(".changes")
    second.click("text=Gör min ändring på den nya versionen")
    second.wait_for_url(re.compile(r"#sv2$"))
    assert "Den första fliken." in second.inner_text("#sv1")
    assert "Den andra fliken." in second.inner_text("#sv2")


def test_without_script_all_of_it_works(opened):
    page = paste(opened(java_script_enabled=False))
    page.click("#sv2 .evidence a >> nth=0")
    assert re.search(r"#[fpks]\d+$", page.url)
    page.click("#f1-card a.edit")
    page.wait_for_url(re.compile(r"/edit/"))
    page.fill("textarea[name=words] >> nth=0", "Visitors ask for silence")
    page.click("button.main >> nth=0")
    page.wait_for_url(re.compile(r"#f1$"))
    assert page.inner_text("#f1-card blockquote") == "”Visitors ask for silence”"
    page.click("#f1-card [name=accept]")
    assert page.inner_text("#reviewed").startswith("1 av")
    page.uncheck("#on-comments")
    assert not page.locator(".marked .comment").first.is_visible()
    page.fill("[name=ctext]", "silence")
    page.click(".claim-tools button")
    assert page.locator("#claims tbody tr").count() == 1
    page.click("#undo")
    assert "more often" in page.inner_text("#f1-card blockquote")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_pages_can_be_used_by_everybody(opened, scheme, options):
    page = paste(opened(color_scheme=scheme, **options))
    post = re.search(r"/posts/\d+", page.url)[0]
    page.goto(f"{post}/edit/commentary-1")
    assert page.evaluate(AUDIT) == []
    for path in (post, "/", "/statistics", "/help", f"{post}/history", f"{post}/edit/block-0"):
        page.goto(path)
        assert page.evaluate(AUDIT) == [], path


def test_the_digest_is_copied_with_its_formatting(opened):
    page = paste(opened(permissions=["clipboard-read", "clipboard-write"]))
    page.click("[data-copy]")
    page.wait_for_selector("text=Kopierat")
    kinds = page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          const read = async (type) => (await item.getType(type)).text();
          return [await read("text/html"), await read("text/plain")];
        }"""
    )
    assert "<h1" in kinds[0]
    assert "Biblioteken och tystnaden" in kinds[0]
    assert kinds[1].startswith("Biblioteken och tystnaden\n\n")


def test_a_hostile_post_runs_nothing(opened):
    page = opened()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    paste(page, HOSTILE)
    assert SIGN in page.inner_text(".marked")
    page.click("#k1-card a.edit")
    page.wait_for_selector(".editor")
    assert asked == []


def test_it_prints_on_two_pages(opened, tmp_path):
    pypdf = pytest.importorskip("pypdf")
    page = paste(opened())
    page.pdf(path=tmp_path / "out.pdf", prefer_css_page_size=True)
    pages = pypdf.PdfReader(tmp_path / "out.pdf").pages
    assert len(pages) == 2
    assert "Fynd" in pages[1].extract_text()
    assert "Ändra" not in "".join(each.extract_text() for each in pages)


def test_what_was_saved_is_there_after_a_restart(chromium, tmp_path):
    with served(tmp_path) as address:
        page = chromium.new_page(base_url=address, locale="sv-SE")
        paste(page)
        edit(page, "f1-card").locator("textarea[name=words]").fill("Visitors ask")
        page.click(".editor button.main")
        page.wait_for_url(re.compile(r"#f1$"))
        path = Path(page.url.removeprefix(address)).as_posix().partition("#")[0]
        page.close()
    with served(tmp_path) as address:
        page = chromium.new_page(base_url=address, locale="sv-SE")
        page.goto(path)
        assert page.inner_text("#f1-card blockquote") == "”Visitors ask”"
        page.close()
