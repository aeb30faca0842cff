// The desk's script: what pages can do without it, made quicker. No library, nothing fetched from
// elsewhere. Whatever it puts into a page is HTML that the desk's own server has made.
"use strict";

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

// Which layers are shown is kept from page to page.
function layers() {
  for (const box of all(".layers input")) {
    const kept = localStorage.getItem(box.id);
    if (kept !== null) box.checked = kept === "yes";
    box.addEventListener("change", () => localStorage.setItem(box.id, box.checked ? "yes" : "no"));
  }
}

// A sentence of the digest shows what it rests on.
function evidence() {
  for (const item of all(".digest li")) {
    const links = all(".evidence a", item);
    const said = one("span[lang]", item);
    if (!links.length || !said) continue;
    said.addEventListener("click", () => {
      if (String(getSelection())) return;
      show(item, links);
    });
    for (const link of links) link.addEventListener("click", () => show(item, links, link));
  }
  for (const link of all(".back, .uses a")) {
    link.addEventListener("click", () => {
      const sentence = document.getElementById(link.hash.slice(1));
      if (sentence && sentence.matches(".digest li")) mark(sentence, all(".evidence a", sentence));
    });
  }
}

function mark(item, links) {
  for (const old of all(".rests")) old.classList.remove("rests");
  for (const old of all(".digest .here")) old.classList.remove("here");
  item.classList.add("here");
  for (const link of links) document.getElementById(link.hash.slice(1))?.classList.add("rests");
}

function show(item, links, link) {
  mark(item, links);
  if (link) return;
  const places = links.map((each) => document.getElementById(each.hash.slice(1)));
  const first = places.filter((place) => place?.closest(".marked")).sort(inText)[0] ?? places[0];
  if (first) location.hash = first.id;
}

const inText = (a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);

// Forms open where the record stands.
async function openEditor(link, fill) {
  const answer = await fetch(`${link.href.split("#")[0]}?part=1`);
  if (!answer.ok) return location.assign(link.href);
  for (const old of all(".editor")) old.remove();
  const editor = one(".editor", parsed(await answer.text()));
  const close = document.createElement("button");
  close.type = "button";
  close.className = "quiet close";
  close.textContent = "×";
  close.setAttribute("aria-label", "Esc");
  close.addEventListener("click", () => shut(editor, link));
  editor.prepend(close);
  const cell = link.closest("td, li, .block, .handles, header, p");
  cell.append(editor);
  if (fill) fill(editor);
  const first = one("textarea, input:not([type=hidden]), select", editor);
  first?.focus({ preventScroll: true });
  editor.scrollIntoView({ block: "nearest" });
}

function shut(editor, link) {
  editor.remove();
  link?.focus({ preventScroll: true });
}

function editing() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.edit, a.margin");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openEditor(link);
  });
}

// Accepting changes one button: the page stays where it is.
function accepting() {
  const form = one("#accepting");
  if (!form) return;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[form=accepting]");
    if (!button) return;
    event.preventDefault();
    const body = new URLSearchParams([[button.name, button.value]]);
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok) return location.reload();
    const fresh = parsed(await answer.text());
    const again = one(`button[form=accepting][value="${CSS.escape(button.value)}"]`, fresh);
    button.replaceWith(again);
    again.focus({ preventScroll: true });
    one("#reviewed").textContent = one("#reviewed", fresh).textContent;
  });
}

// The claims are sorted and filtered by the server; only their table is exchanged.
function claims() {
  let waiting;
  const renew = async (form) => {
    const answer = await fetch(`${location.pathname}?${new URLSearchParams(new FormData(form))}`);
    if (!answer.ok) return form.submit();
    one("#claims table").replaceWith(one("#claims table", parsed(await answer.text())));
  };
  const form = one("[data-claims]");
  if (!form) return;
  one("button", form).hidden = true;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(renew, 150, form);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    renew(form);
  });
}

// Words that are marked in the text can be made a finding or a claim.
function selecting() {
  const marked = one("[data-post]");
  if (!marked) return;
  let tools;
  const words = () => String(getSelection()).trim();
  document.addEventListener("selectionchange", () => {
    if (!words()) tools?.remove();
  });
  marked.addEventListener("pointerup", () => setTimeout(offer, 0));
  function offer() {
    tools?.remove();
    const text = words();
    const range = text && getSelection().getRangeAt(0);
    if (!range || !marked.contains(range.commonAncestorContainer)) return;
    const block = (range.startContainer.parentElement ?? marked).closest(".block");
    const handle = block && one(".margin", block);
    if (!handle) return;
    tools = document.createElement("div");
    tools.className = "select-tools";
    tools.append(`${marked.dataset.mark} `);
    for (const kind of ["finding", "claim"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = marked.dataset[kind];
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", () => {
        tools.remove();
        openEditor(handle, (editor) => fillIn(editor, `add_${kind}`, text));
      });
      tools.append(button);
    }
    const box = range.getBoundingClientRect();
    const frame = marked.getBoundingClientRect();
    tools.style.left = `${Math.max(0, box.left - frame.left)}px`;
    tools.style.top = `${box.bottom - frame.top + 6}px`;
    marked.append(tools);
  }
}

function fillIn(editor, kind, text) {
  for (const form of all("form", editor)) {
    if (form.elements.namedItem("kind").value === kind) form.elements.namedItem("words").value = text;
    else form.remove();
  }
}

// Pasting keeps the formatting of what was copied; files can be dropped anywhere on the form.
function taking() {
  const form = one("[data-paste]");
  if (!form) return;
  const area = one("textarea", form);
  const rich = one(".rich", form);
  const hidden = one("[name=rich]", form);
  const forget = () => {
    hidden.value = "";
    rich.hidden = true;
  };
  area.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    if (!html || area.value.trim()) return forget();
    hidden.value = html;
    rich.hidden = false;
  });
  area.addEventListener("input", (event) => event.inputType !== "insertFromPaste" && forget());
  one("button", rich).addEventListener("click", forget);
  form.addEventListener("submit", () => {
    const button = one("button.main", form);
    button.textContent = form.dataset.working;
    form.classList.add("busy");
  });
  const drop = one("[data-drop]");
  const send = one("button", drop);
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => !event.relatedTarget && drop.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    drop.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    one("input[type=file]", drop).files = event.dataTransfer.files;
    send.click();
  });
}

// A job's page is asked again until all is read.
function jobs() {
  const job = one("[data-job]");
  if (job?.dataset.job !== "running") return;
  setTimeout(async () => {
    const answer = await fetch(location.href);
    if (answer.ok) job.replaceWith(one("[data-job]", parsed(await answer.text())));
    jobs();
  }, 700);
}

// The digest with its formatting, for a text editor.
function copying() {
  const button = one("[data-copy]");
  if (!button || !navigator.clipboard || !window.ClipboardItem) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const head = one(".masthead h1").textContent;
    const said = all("[data-digest] li > span[lang]").map((each) => each.textContent);
    const title = document.createElement("h1");
    title.textContent = head;
    const text = document.createElement("p");
    text.textContent = said.join(" ");
    const kinds = { "text/html": title.outerHTML + text.outerHTML, "text/plain": `${head}\n\n${said.join(" ")}\n` };
    const blobs = Object.entries(kinds).map(([type, body]) => [type, new Blob([body], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    const before = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = before), 1600);
  });
}

function printing() {
  const button = one("[data-print]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Keys: one letter each, where nobody is writing.
let place = null;

function step(letter, by) {
  const places = all(".marked [id]").filter((each) => new RegExp(`^${letter}\\d+$`).test(each.id));
  if (!places.length) return;
  let at = places.indexOf(place);
  if (at < 0 && place) at = places.findIndex((each) => inText(place, each) < 0) - (by > 0 ? 1 : 0);
  go(places[(at + by + places.length) % places.length]);
}

function go(there) {
  place?.classList.remove("here");
  place = there;
  place.classList.add("here");
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "center" });
}

function handle(selector) {
  const shown = place ?? document.getElementById(location.hash.slice(1));
  const id = (shown?.id ?? "").replace(/-card$/, "");
  const card = id && document.getElementById(`${id}-card`);
  return (card && one(selector, card)) ?? (shown && one(selector, shown.closest("li, .block") ?? shown));
}

const KEYS = {
  n: () => step("f", 1),
  N: () => step("f", -1),
  p: () => step("p", 1),
  P: () => step("p", -1),
  k: () => step("k", 1),
  K: () => step("k", -1),
  a: () => handle("button[form=accepting]")?.click(),
  e: () => handle("a.edit, a.margin")?.click(),
  u: () => one("#undo")?.click(),
  r: () => one("#redo")?.click(),
  "/": () => (one("#q") ? one("#q").focus() : location.assign("/#q")),
  "?": () => location.assign("/help"),
};

function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const editor = one(".editor");
      if (editor && one("#accepting")) shut(editor, place);
      for (const menu of all(".menu[open]")) menu.open = false;
      return;
    }
    const writing = event.target.closest?.("input:not([type=checkbox]), textarea, select");
    if (writing || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  if (location.hash === "#q") one("#q")?.focus();
}

for (const start of [layers, evidence, editing, accepting, claims, selecting, taking, jobs, copying, printing, keys]) start();
