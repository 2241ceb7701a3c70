/** What the page reads of the server's messages is what the server sends, and all of it. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { percent } from "../../lenet1/page/static/dom.js";
import { inWords as answerInWords } from "../../lenet1/page/static/network/answer.js";
import { read } from "../../lenet1/page/static/network/reading.js";
import * as verdict from "../../lenet1/page/static/network/verdict.js";
import { decodeReader, decodeReading } from "../../lenet1/page/static/network/wire.js";
import { onPad } from "../../lenet1/page/static/pad/outlines.js";
import { lightened } from "../../lenet1/page/static/photo/file.js";
import {
  brief,
  countInWords,
  frameOf,
  inWords,
  linesOf,
  sheetOf,
} from "../../lenet1/page/static/photo/page.js";
import { decodePage } from "../../lenet1/page/static/photo/wire.js";
import { leftOut, tooLarge } from "../../lenet1/page/static/sentences.js";
import { strict } from "./strict.js";

const FOLDER = new URL("../messages/", import.meta.url);
const sent = (name) =>
  JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), "utf8"));

test("a key that nobody sends is not read", () => {
  const digit = strict(sent("photo")).digits[0];
  assert.throws(() => digit.alone, /Nobody sends alone/);
  assert.equal(digit.label, 3);
});

test("of a photo's page all is read but what is for programs", () => {
  const keys = new Set();
  const message = sent("photo");
  const page = strict(decodePage(message), keys);
  const { digits } = page;
  assert.equal(countInWords(page), "3 digits in 1 line");
  assert.deepEqual(digits.map(brief), ["3", "1", "4"]);
  for (const [at, digit] of digits.entries()) {
    assert.match(inWords(digits, at), /^digit/);
    const { ink } = message.digits[at];
    assert.equal(frameOf(digit).pixels.length, ink.width * ink.height);
    assert.ok(sheetOf(digit).scale > 0);
  }
  assert.deepEqual(linesOf(page), [[0, 1, " ", 2]]);
  const unread = Object.keys({ ...message, ...message.digits[0] }).filter(
    (key) => !keys.has(key),
  );
  assert.deepEqual(unread.sort(), ["number", "probabilities", "right", "size"]); // size: overlay.js
});

test("of a reading all is read", () => {
  const keys = new Set();
  const reader = decodeReader(sent("network"));
  const message = sent("reading");
  const reading = strict(decodeReading(strict(message, keys), reader.network), keys);
  assert.match(answerInWords(reading), /4/);
  assert.equal(leftOut(reading.left_out), "A dot was left out.");
  const frame = { x: 0, y: 0, width: 1, height: 1 };
  const square = onPad({ row: 1, column: 1, size: 5 }, reading, frame);
  assert.ok(Object.values(square).every(Number.isFinite));
  assert.deepEqual(
    Object.keys(message).filter((key) => !keys.has(key)),
    [],
  );
  assert.equal(decodeReading(strict(sent("blank")), reader.network), null);
});

test("a drawing's way finds every number that it goes by in the network's message", () => {
  const pixels = new Uint8Array(60 ** 2);
  for (let y = 10; y < 50; y++) pixels.fill(255, y * 60 + 28, y * 60 + 33);
  pixels.fill(255, 5 * 60 + 3, 5 * 60 + 5);
  const message = sent("network");
  const reader = decodeReader(strict(message));
  const reading = read(reader, { width: 60, height: 60, pixels });
  assert.equal(reading.probabilities.length, 10);
  assert.ok(reading.probabilities.every(Number.isFinite));
});

test("verdicts, and the surest probability, are called the same on both sides", () => {
  const { verdicts, limits } = sent("network");
  const { DIGIT, NOT_SURE, NO_DIGIT, BLANK } = verdict;
  const ours = { digit: DIGIT, not_sure: NOT_SURE, no_digit: NO_DIGIT, blank: BLANK };
  assert.deepEqual(verdicts, ours);
  assert.match(percent(limits.surest + 1e-6), /^>/);
  assert.doesNotMatch(percent(limits.surest), /[<>]/);
});

test("a photo may be as large as the server says", async () => {
  const { limits } = sent("network");
  const file = (size) => new Blob([new Uint8Array(size)]); // which Node cannot open
  const largest = file(limits.photo_bytes);
  assert.equal(await lightened(largest, strict(limits)), largest);
  await assert.rejects(lightened(file(limits.photo_bytes + 1), strict(limits)), {
    message: tooLarge(6),
  });
});
