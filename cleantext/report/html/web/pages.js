"use strict";
// The table of pages: filtered, sorted, fifty at a time.

const PAGES_SHOWN = 50;
const LOST = 0.005;
const columns = ["name", "before", "after", "loss", "edits", "notes", "encoding"];
const pages = index.pages.map((row, number) => ({
  number, name: row[0], before: row[1], after: row[2], loss: row[3], edits: row[4], notes: row[5],
  encoding: index.encodings[row[6]], rules: row[7],
}));
const kinds = {
  all: () => true,
  changed: (page) => page.edits > 0,
  untouched: (page) => page.edits === 0,
  lost: (page) => page.loss >= LOST,
  noted: (page) => page.notes > 0,
};
const order = { column: -1, down: false };
let first = 0;

function chosenPages() {
  const name = at("filter-name").value.toLowerCase();
  const fits = kinds[at("filter-which").value];
  const rule = at("filter-rule").value;
  const chosen = pages.filter((page) => fits(page) && page.name.toLowerCase().includes(name)
    && (rule === "" || page.rules.includes(Number(rule))));
  if (order.column >= 0) {
    const key = columns[order.column];
    const sign = order.down ? -1 : 1;
    chosen.sort((a, b) => sign * (a[key] > b[key] ? 1 : a[key] < b[key] ? -1 : 0) || a.number - b.number);
  }
  return chosen;
}

function showPages() {
  const chosen = chosenPages();
  if (first >= chosen.length) first = 0;
  const last = Math.min(first + PAGES_SHOWN, chosen.length);
  document.querySelector("#page-table tbody").replaceChildren(...chosen.slice(first, last).map(rowOf));
  at("found").textContent = say("found", { shown: count(chosen.length), all: count(pages.length) });
  at("where").textContent = chosen.length
    ? say("where", { from: count(first + 1), to: count(last), all: count(chosen.length) }) : "";
  at("earlier").disabled = first === 0;
  at("later").disabled = last === chosen.length;
}

function rowOf(page) {
  const rule = at("filter-rule").value;
  const link = element("a", { href: `#page=${page.number}${rule && `&rule=${rule}`}` }, plain(page.name));
  const number = (value) => element("td", { class: "number" }, value);
  return element("tr", {}, element("th", { scope: "row" }, link), number(count(page.before)),
    number(count(page.after)), number(percent(page.loss)), number(count(page.edits)),
    number(count(page.notes)), element("td", {}, element("code", {}, page.encoding)));
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;

function sortBy(button) {
  const column = Number(button.dataset.sort);
  // Names begin at their beginning, figures with the greatest.
  order.down = order.column === column ? !order.down : column !== 0 && column !== columns.length - 1;
  order.column = column;
  for (const one of document.querySelectorAll("#page-table th[aria-sort]")) one.removeAttribute("aria-sort");
  button.parentElement.setAttribute("aria-sort", order.down ? "descending" : "ascending");
  turnTo(0);
}

function turnTo(start) {
  first = Math.max(0, start);
  showPages();
}

// Figures lead to the pages they count.
function showCounted(event) {
  const { rule, which } = event.target.dataset;
  at("filter-name").value = "";
  at("filter-rule").value = rule ? String(index.rules.indexOf(rule)) : "";
  at("filter-which").value = which ?? "all";
  turnTo(0);
}

index.rules.forEach((rule, number) => {
  at("filter-rule").append(element("option", { value: number }, rule));
});
at("filters").addEventListener("input", () => turnTo(0));
at("filters").addEventListener("submit", (event) => event.preventDefault());
at("earlier").addEventListener("click", () => turnTo(first - PAGES_SHOWN));
at("later").addEventListener("click", () => turnTo(first + PAGES_SHOWN));
for (const button of document.querySelectorAll("[data-sort]")) {
  button.addEventListener("click", () => sortBy(button));
}
for (const link of document.querySelectorAll("[data-rule], [data-which]")) {
  link.addEventListener("click", showCounted);
}
document.addEventListener("language", showPages);
