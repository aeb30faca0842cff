// What a page has to keep for everybody, as axe and its like ask for it: names of what can be used,
// contrast of what can be read, one heading at the top, no id twice, nothing wider than the screen.
// Gives what is wrong, a line each.
() => {
  const wrong = [];
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getClientRects().length;
  const name = (e) =>
    (e.getAttribute("aria-label") || e.labels?.[0]?.textContent || e.textContent || e.title || e.value || "").trim();
  const where = (e) => e.outerHTML.slice(0, 90);
  const doc = document.documentElement;
  if (!doc.lang) wrong.push("no language");
  if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
  if (!document.querySelector("main, [role=main]")) wrong.push("no main part");
  if (doc.scrollWidth > innerWidth + 1) wrong.push(`wider than the screen: ${doc.scrollWidth}`);
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  for (const id of new Set(ids)) if (ids.filter((x) => x === id).length > 1) wrong.push(`id twice: ${id}`);
  for (const e of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary"))
    if (seen(e) && !name(e)) wrong.push(`no name: ${where(e)}`);
  for (const e of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
    if (seen(e) && !e.labels?.length && !e.getAttribute("aria-label")) wrong.push(`no label: ${where(e)}`);
  for (const e of document.querySelectorAll("[tabindex]")) if (e.tabIndex > 0) wrong.push(`order: ${where(e)}`);
  const part = (c) => { const v = c / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const rgb = (text) => text.match(/[\d.]+/g).map(Number);
  const behind = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const c = rgb(getComputedStyle(at).backgroundColor);
      if (c.length < 4 || c[3] > 0.99) return c;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const asked = new Set();
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || asked.has(e) || !seen(e)) continue;
    asked.add(e);
    if (e.closest("[disabled], option, .unseen, .skip, script, style, noscript, .margin")) continue;
    const style = getComputedStyle(e);
    if (parseFloat(style.fontSize) < 1) continue;
    const [a, b] = [light(rgb(style.color)), light(behind(e))].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 600);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) wrong.push(`contrast ${ratio.toFixed(2)}: ${where(e)}`);
  }
  return wrong;
}
