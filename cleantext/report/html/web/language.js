"use strict";
// Words in two languages, and text that cannot act: whatever a page holds becomes text nodes, and what would be
// invisible in them, or turn their direction, is shown by its number.

const index = JSON.parse(document.getElementById("index").textContent);
const at = (id) => document.getElementById(id);
let words = index.words.en;

function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const count = (number) => number.toLocaleString("en");

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const HIDDEN = /([\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}])/u;

function nameOf(character) {
  const code = character.codePointAt(0);
  const hex = code.toString(16).toUpperCase();
  // A byte that no codec reads stands in the text as a lone surrogate (PEP 383).
  return code >= 0xdc80 && code <= 0xdcff ? `\\x${hex.slice(2)}` : `U+${hex.padStart(4, "0")}`;
}

// A name for a place that takes no elements: an option, a title.
const plain = (text) => text.split(HIDDEN).map((piece, n) => (n % 2 ? `⟨${nameOf(piece)}⟩` : piece)).join("");

// Nodes for a text; tabs and line ends lay it out as they are.
function visible(text) {
  return text.split(HIDDEN).map((piece, n) => {
    if (n % 2 === 0 || piece === "\t" || piece === "\n") return piece;
    return element("span", { class: "control" }, nameOf(piece));
  });
}

function setLanguage(language) {
  words = index.words[language];
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  at("language").value = language;
  for (const one of document.querySelectorAll("[data-t]")) {
    if (words[one.dataset.t]) one.textContent = words[one.dataset.t];
  }
  for (const one of document.querySelectorAll("[data-t-label]")) {
    one.setAttribute("aria-label", words[one.dataset.tLabel]);
  }
  document.dispatchEvent(new Event("language"));
}

at("language").addEventListener("change", (event) => setLanguage(event.target.value));
at("theme").addEventListener("change", (event) => {
  document.documentElement.dataset.theme = event.target.value;
});
