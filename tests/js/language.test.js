/** Words stand in `sentences.js` alone, so that another language is one file. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import * as sentences from "../../lenet1/page/static/sentences.js";

const FOLDER = new URL("../../lenet1/page/static/", import.meta.url);
const files = readdirSync(FOLDER, { recursive: true });
const read = (name) => readFileSync(new URL(name, FOLDER), "utf8");

// Names of keys, headers, and Gradio's own; errors are for programmers.
const NAMES =
  /^(Arrow(Up|Down|Left|Right)|Escape|Enter|Tab|Delete|Home|End|Files|POST|Retry-After|Draw)$/;
const ERRORS = /new (Error|\w*Refusal)\([^)]*\)|super\([^)]*\)/g;

/** A comment, or the text of a literal. */
const TOKENS = /\/\*.*?\*\/|\/\/[^\n]*|"([^"\n]*)"|`([^`]*)`/gs;

/** Literals that begin like a sentence or a title. */
const wordsOf = (source) =>
  [...source.replace(ERRORS, "").matchAll(TOKENS)]
    .map(([, string, template]) => string ?? template ?? "")
    .filter((text) => /^[A-Z][A-Za-z']+\b/.test(text) && !NAMES.test(text));

for (const name of files.filter((one) => /\.js$/.test(one) && one !== "sentences.js"))
  test(`${name} holds no words of its own`, () => {
    assert.deepEqual(wordsOf(read(name)), []);
  });

test("a word beside the sentences is found", () => {
  assert.deepEqual(wordsOf('make("p", {}, "image/*", "Hello there"); // "Not this"'), [
    "Hello there",
  ]);
  assert.ok(wordsOf(read("sentences.js")).length > 20);
});

test("templates hold keys of texts, and no text", () => {
  const keys = new Set();
  for (const name of files.filter((one) => one.endsWith(".html"))) {
    const html = read(name);
    assert.equal(html.replace(/<[^>]*>/g, "").trim(), "", name);
    for (const [, key] of html.matchAll(/data-say="(\w+)"/g)) keys.add(key);
  }
  for (const key of keys) assert.ok(key in sentences.TEXTS, key);
});

test("every sentence is used", () => {
  const all = files.filter((one) => /\.js$/.test(one) && one !== "sentences.js");
  const code = all.map(read).join("\n") + read("sentences.js");
  for (const name of Object.keys(sentences))
    assert.ok(code.match(new RegExp(`\\b${name}\\b`, "g")).length > 1, name);
});
