"""Pictures of the editor's desk for the README: light, dark, on a phone, in print.

A desk is started on a folder of its own, gets a post of the corpus, and is corrected in one place;
Chromium takes the pictures. The print is the first two pages of the PDF that the browser makes,
turned into one picture by pdftoppm where that is installed.

    python scripts/screenshots.py --output scripts/screenshots
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
POST = ROOT / "corpus" / "posts" / "skola-skarmtid.txt"
DESK: ViewportSize = {"width": 1360, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


@contextmanager
def served(folder: str) -> Iterator[str]:
    """The address of a desk that keeps its posts in ``folder``."""
    command = [sys.executable, "-m", "referat.cli", "desk", "--data", folder, "--port", "0"]
    process = subprocess.Popen(
        [*command, "--no-browser"],
        env=os.environ | {"PYTHONPATH": str(ROOT / "pipeline"), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        told = re.search(r"http://[^/\s]+", process.stdout.readline())
        if told is None:
            raise SystemExit("the desk did not say where it is")
        yield told[0]
    finally:
        process.terminate()
        process.wait()


def opened(
    browser: Browser,
    address: str,
    size: ViewportSize = DESK,
    scheme: Literal["light", "dark"] = "light",
) -> Page:
    """A page of the desk, in Swedish, without movement."""
    context = browser.new_context(
        locale="sv-SE",
        base_url=address,
        reduced_motion="reduce",
        viewport=size,
        color_scheme=scheme,
        is_mobile=size is PHONE,
        has_touch=size is PHONE,
    )
    return context.new_page()


def prepare(page: Page) -> str:
    """Put the post on the desk and correct a stance; gives its address."""
    page.goto("/")
    page.fill("#pasted", POST.read_text(encoding="utf-8"))
    page.click("button.main")
    page.wait_for_url(re.compile(r"/posts/\d+$"))
    post = page.url
    page.click("section.commentary li:has(.tag.agrees) a.edit")
    page.locator(".editor").get_by_label("både och").check()
    page.click(".editor button.main")
    page.wait_for_url(re.compile("#k"))
    return post


def take(browser: Browser, address: str, folder: Path) -> None:
    """All pictures."""
    page = opened(browser, address)
    post = prepare(page)
    page.goto(post)
    page.click("#sv2 > span[lang]")
    page.screenshot(path=folder / "light.png")
    page.goto(f"{post}/compare")
    page.screenshot(path=folder / "compare.png")
    page.goto(post)
    page.click("#f1-card a.edit")
    page.locator("#f1-card").scroll_into_view_if_needed()
    page.screenshot(path=folder / "edit.png")
    page = opened(browser, address, scheme="dark")
    page.goto(post)
    page.screenshot(path=folder / "dark.png")
    page = opened(browser, address, PHONE)
    page.goto(post)
    page.screenshot(path=folder / "phone.png")
    page = opened(browser, address)
    page.goto(post)
    page.pdf(path=folder / "print.pdf", prefer_css_page_size=True)
    pages(folder)


def pages(folder: Path) -> None:
    """The print's pages as pictures, where there is a program that makes them."""
    program = shutil.which("pdftoppm")
    if program is None:
        print("there is no pdftoppm: print.pdf stays as it is")
        return
    options = ["-r", "70", "-png", str(folder / "print.pdf"), str(folder / "print")]
    subprocess.run([program, *options], check=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "desk")
    parser.add_argument("--browser", default=shutil.which("chromium"), help="path of Chromium")
    given = parser.parse_args(arguments)
    given.output.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(folder) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=given.browser, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        take(browser, address, given.output)
        browser.close()
    print(f"pictures in {given.output}")


if __name__ == "__main__":
    main()
