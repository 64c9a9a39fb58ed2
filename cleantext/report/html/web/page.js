"use strict";
// One page: the original and the clean text side by side, and the way from change to change.

const QUOTED = 60;
let opened = null; // the page's number, its texts, its changes
let current = -1; // of the changes that the filter lets through
let cameFrom = null;

const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

// Texts are raw deflate with a dictionary. Browsers take no dictionary, so it goes first, as a stored block.
async function unpack(id) {
  const dictionary = bytesOf(at("dictionary").textContent);
  const size = dictionary.length;
  const head = [0, size & 255, size >> 8, ~size & 255, (~size >> 8) & 255];
  const packed = new Blob([new Uint8Array(head), dictionary, bytesOf(at(id).textContent)]);
  const stream = packed.stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const bytes = await new Response(stream).arrayBuffer();
  return JSON.parse(new TextDecoder("gbk").decode(new Uint8Array(bytes, size)));
}

const lineEnds = (text) => text.split("\n").length - 1;
const newRow = () => ({ left: [], right: [], lines: 0, changed: false });

// The rows of the table: cut where a line that stayed ends and after lines that went, so that both texts stay
// level. `lines` is how many line ends of the original a row covers.
function rowsOf(parts) {
  const rows = [];
  let row = newRow();
  const end = (lines) => {
    row.lines += lines;
    rows.push(row);
    row = newRow();
  };
  parts.forEach((part, number) => {
    if (typeof part === "string") {
      part.split("\n").forEach((line, n) => {
        if (n) end(1);
        if (line) row.left.push(line), row.right.push(line);
      });
      return;
    }
    const [old, now] = part;
    const apart = !row.left.length && (now === "" ? old.includes("\n") : old.endsWith("\n") && now.endsWith("\n"));
    row.left.push({ number, side: 0 });
    row.right.push({ number, side: 1 });
    row.lines += lineEnds(old);
    row.changed = true;
    if (apart) end(0);
  });
  if (row.left.length) end(1);
  return rows;
}

function drawTexts() {
  const { parts } = opened.texts;
  const body = document.querySelector("#texts tbody");
  const drawn = [];
  let line = 1;
  let same = 0;
  opened.marks = new Map();
  const closeGap = () => {
    if (same) drawn.push(gapRow(same));
    same = 0;
  };
  for (const row of rowsOf(parts)) {
    if (row.changed) closeGap();
    else same += 1;
    drawn.push(drawRow(row, line));
    line += row.lines;
  }
  closeGap();
  body.replaceChildren(...drawn);
}

function drawRow(row, line) {
  const number = element("th", { scope: "row", class: "line-number" }, count(line));
  const cells = [row.left, row.right].map((side) => element("td", {}, ...side.flatMap(nodesOf)));
  return element("tr", { class: row.changed ? "changed" : "same", "data-line": line }, number, ...cells);
}

function gapRow(lines) {
  const cell = element("td", { colspan: 2 }, say("gap", { lines: count(lines) }));
  return element("tr", { class: "gap" }, element("th", { class: "line-number" }, "…"), cell);
}

function nodesOf(piece) {
  return typeof piece === "string" ? visible(piece) : [markOf(piece)];
}

function markOf({ number, side }) {
  const part = opened.texts.parts[number];
  const mark = element(side ? "ins" : "del", { class: "change", "data-change": number, title: titleOf(part) });
  if (side === 0 && !part[1] && part[0].trim()) mark.classList.add("gone");
  if (part[side]) mark.append(...part[side].split(WIDE).flatMap(laid));
  else mark.classList.add("empty");
  opened.marks.set(number, [...(opened.marks.get(number) ?? []), mark]);
  return mark;
}

const WIDE = /(\n|[ \u00a0\u3000]{2,})/;

// Line ends that changed can be seen, and wide spaces are not struck through: that would look like a dash.
function laid(piece, n) {
  if (n % 2 === 0) return visible(piece);
  return [element("span", { class: piece === "\n" ? "line-end" : "spaces" }, piece)];
}

const ruleOf = (part) => opened.texts.rules[part[2]];

function titleOf(part) {
  const margin = part.length > 3 ? ` · ${say("change-margin", { margin: part[3] })}` : "";
  return plain(ruleOf(part)) + margin;
}

function quote(text) {
  const short = text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
  return `“${plain(short).replaceAll("⟨U+000A⟩", "↵")}”`;
}

function describe(part) {
  const [old, now] = [quote(part[0]), quote(part[1])];
  if (!part[1]) return say("change-removed", { old });
  return part[0] ? say("change-replaced", { old, new: now }) : say("change-written", { new: now });
}

// --- filter, and the way from change to change

function listRules() {
  const counts = new Map();
  for (const part of opened.texts.parts) {
    if (typeof part === "string") continue;
    for (const rule of ruleOf(part).split(" + ")) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  const rules = [...counts].sort((a, b) => b[1] - a[1]);
  const options = rules.map(([rule, edits]) => element("option", { value: rule }, `${plain(rule)} (${edits})`));
  at("change-rule").replaceChildren(element("option", { value: "" }, say("every-rule")), ...options);
}

function filterChanges() {
  const rule = at("change-rule").value;
  const { parts } = opened.texts;
  opened.changes = [...parts.keys()].filter((number) => typeof parts[number] !== "string"
    && (!rule || ruleOf(parts[number]).split(" + ").includes(rule)));
  const on = new Set(opened.changes);
  for (const [number, marks] of opened.marks) marks.forEach((mark) => mark.classList.toggle("off", !on.has(number)));
  for (const row of document.querySelectorAll("#texts tr.changed")) {
    row.classList.toggle("other", !row.querySelector(".change:not(.off)"));
  }
  mark(-1);
}

function mark(place) {
  for (const one of document.querySelectorAll(".change.current")) one.classList.remove("current");
  current = place;
  const all = count(opened.changes.length);
  at("previous").disabled = at("next").disabled = !opened.changes.length;
  if (place < 0) {
    const counted = opened.changes.length > pages[opened.number].edits ? "changes-many" : "changes-count";
    at("change").textContent = opened.changes.length ? say(counted, { all }) : say("no-changes");
    return;
  }
  const number = opened.changes[place];
  const part = opened.texts.parts[number];
  for (const one of opened.marks.get(number)) one.classList.add("current");
  at("change").textContent = `${say("change-at", { at: count(place + 1), all, rule: titleOf(part) })}: ${describe(part)}`;
}

function step(by) {
  const all = opened?.changes?.length;
  if (!all) return;
  mark(current < 0 ? (by > 0 ? 0 : all - 1) : (current + by + all) % all);
  const [shown] = opened.marks.get(opened.changes[current]);
  const tall = shown.getBoundingClientRect().height > window.innerHeight / 2;
  shown.scrollIntoView({ block: tall ? "start" : "center" });
}

function choose(event) {
  const found = event.target.closest(".change:not(.off)");
  if (found) mark(opened.changes.indexOf(Number(found.dataset.change)));
}

function pressed(event) {
  if (at("page").hidden || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") location.hash = "#pages";
  if (event.target.matches("input[type=search], select, textarea")) return;
  if (event.key === "n" || event.key === "j") step(1);
  if (event.key === "p" || event.key === "k") step(-1);
}

// --- opening and closing

function showLine(line) {
  const rows = [...document.querySelectorAll("#texts tr[data-line]")];
  const row = rows.findLast((one) => Number(one.dataset.line) <= line);
  row?.classList.remove("same", "other"); // else it may be folded away
  row?.scrollIntoView({ block: "center" });
}

function drawNotes() {
  const item = ([level, rule, line, message]) => {
    const place = element("button", { type: "button", class: "link" }, `${say("line")} ${count(line)}`);
    place.addEventListener("click", () => showLine(line));
    const kind = ` · ${words[`level-${level}`] ?? level} · `;
    return element("li", {}, place, kind, element("code", {}, plain(rule)), " ", ...visible(message));
  };
  const { notes } = opened.texts;
  at("page-notes").replaceChildren(...(notes.length ? [element("ul", {}, ...notes.map(item))] : []));
}

function drawPage() {
  if (!opened) return;
  const page = pages[opened.number];
  at("page-name").textContent = plain(page.name);
  at("page-facts").textContent = say("page-facts", { before: count(page.before), after: count(page.after),
    edits: count(page.edits), encoding: page.encoding });
  at("texts").hidden = !opened.texts;
  at("cut").hidden = true;
  if (!opened.texts) {
    at("change").textContent = say(opened.failed ? "unreadable-text" : "no-text");
    at("page-notes").replaceChildren();
    at("change-rule").replaceChildren();
    at("previous").disabled = at("next").disabled = true;
    return;
  }
  const [characters, changes] = opened.texts.cut;
  at("cut").hidden = !characters && !changes;
  at("cut").textContent = say("cut", { characters: count(characters), changes: count(changes) });
  const rule = opened.rule ?? at("change-rule").value;
  opened.rule = null;
  drawNotes();
  drawTexts();
  listRules();
  at("change-rule").value = rule;
  if (at("change-rule").selectedIndex < 0) at("change-rule").value = "";
  filterChanges();
}

async function openPage(number, rule) {
  opened = { number, texts: null, rule, changes: [] };
  current = -1;
  if (at(`text-${number}`)) {
    const mine = opened;
    try {
      mine.texts = await unpack(`text-${number}`);
    } catch {
      mine.failed = true;
    }
    if (opened !== mine) return; // another page was opened meanwhile
  }
  at("overview").hidden = true;
  at("sections").hidden = true;
  at("page").hidden = false;
  drawPage();
  document.title = `${plain(pages[number].name)} · cleantext`;
  window.scrollTo(0, 0);
  at("page-name").focus({ preventScroll: true });
}

function closePage() {
  opened = null;
  document.querySelector("#texts tbody").replaceChildren();
  at("page").hidden = true;
  at("overview").hidden = false;
  at("sections").hidden = false;
  document.title = reportTitle;
  document.querySelector(location.hash || "#main")?.scrollIntoView();
  (cameFrom ?? at("overview")).focus({ preventScroll: true });
}

const reportTitle = document.title;

function route() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const number = Number(asked.get("page"));
  if (asked.has("page") && pages[number]) {
    if (at("page").hidden) cameFrom = document.activeElement;
    openPage(number, (index.rules[asked.get("rule")] ?? "").split(" + ")[0]);
  } else if (!at("page").hidden) {
    closePage();
  }
}

at("previous").addEventListener("click", () => step(-1));
at("next").addEventListener("click", () => step(1));
at("change-rule").addEventListener("change", filterChanges);
at("only-changes").addEventListener("change", (event) => at("texts").classList.toggle("only", event.target.checked));
at("texts").addEventListener("click", choose);
document.addEventListener("keydown", pressed);
document.addEventListener("language", drawPage);
window.addEventListener("hashchange", route);
window.addEventListener("DOMContentLoaded", route); // by then all texts are there
setLanguage(document.documentElement.dataset.lang ?? (navigator.language.startsWith("zh") ? "zh" : "en"));
