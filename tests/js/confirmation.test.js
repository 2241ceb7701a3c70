import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import {
  createConfirmation,
  pauseAfter,
  Refusal,
} from "../../lenet1/page/static/network/confirmation.js";

let page; // stands for window and document
let asked;
let told;

function create() {
  return createConfirmation({
    ask: (drawing) =>
      new Promise((resolve, reject) => asked.push({ drawing, resolve, reject })),
    onConfirmed: (answer, drawing) => told.push(`${drawing}: ${answer}`),
    onUnconfirmed: () => told.push("unconfirmed"),
  });
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const names = () => asked.map(({ drawing }) => drawing).join(" ");

async function answer(turn, text) {
  asked[turn].resolve(text);
  await settle();
}

async function fail(turn, error = new TypeError("Failed to fetch")) {
  asked[turn].reject(error);
  await settle();
}

beforeEach(() => {
  page = new EventTarget();
  page.hidden = false;
  globalThis.document = page;
  globalThis.addEventListener = page.addEventListener.bind(page);
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  asked = [];
  told = [];
});
afterEach(() => mock.timers.reset());

test("what the server answers is told once, and nothing is asked again", async () => {
  create().confirm("a");
  await answer(0, "one");
  mock.timers.tick(600_000);
  page.dispatchEvent(new Event("online"));
  assert.deepEqual(told, ["a: one"]);
  assert.equal(names(), "a");
});

test("an answer to an older drawing is dropped, and so is its failure", async () => {
  const { confirm, forget } = create();
  confirm("a");
  confirm("b");
  confirm("c");
  await answer(0, "old");
  await fail(1);
  assert.deepEqual(told, []);
  forget();
  await answer(2, "old too");
  mock.timers.tick(600_000);
  assert.deepEqual(told, []);
  assert.equal(names(), "a b c");
});

test("a drawing is sent again, more and more rarely, until it is confirmed", async () => {
  create().confirm("a");
  for (let turn = 0; turn < 4; turn++) {
    await fail(turn);
    mock.timers.tick(0.7 * 1_000 * 2 ** turn);
    assert.equal(asked.length, turn + 1);
    mock.timers.tick(0.3 * 1_000 * 2 ** turn);
    assert.equal(asked.length, turn + 2);
  }
  await answer(4, "one");
  assert.deepEqual(told, [...Array(4).fill("unconfirmed"), "a: one"]);
  assert.ok(pauseAfter(50) <= 60_000);
});

test("it is sent at once when the network is back, and not twice", async () => {
  create().confirm("a");
  page.dispatchEvent(new Event("online"));
  assert.equal(names(), "a");
  await fail(0);
  page.dispatchEvent(new Event("online"));
  page.dispatchEvent(new Event("online"));
  assert.equal(names(), "a a");
});

test("an unseen page asks nothing, and asks at once when it is seen", async () => {
  create().confirm("a");
  await fail(0);
  page.hidden = true;
  mock.timers.tick(600_000);
  assert.equal(names(), "a");
  page.hidden = false;
  page.dispatchEvent(new Event("visibilitychange"));
  assert.equal(names(), "a a");
});

test("a server that asks for time gets it", async () => {
  create().confirm("a");
  await fail(0, new Refusal(429, "120"));
  mock.timers.tick(119_000);
  page.dispatchEvent(new Event("online"));
  assert.equal(names(), "a");
  mock.timers.tick(1_000);
  assert.equal(names(), "a a");
  const date = new Date(Date.now() + 30_000).toUTCString();
  assert.ok(Math.abs(new Refusal(503, date).wait - 30_000) <= 1_000);
  assert.equal(new Refusal(503, null).wait, 0);
  assert.equal(new Refusal(503, "soon").wait, 0);
});

test("a drawing made while the last one waits takes its place", async () => {
  const { confirm, forget } = create();
  confirm("a");
  await fail(0);
  mock.timers.tick(700);
  forget();
  confirm("b");
  await fail(1);
  mock.timers.tick(400); // the pause after the older drawing's failure is over
  assert.equal(names(), "a b");
  mock.timers.tick(600);
  await answer(2, "two");
  mock.timers.tick(600_000);
  assert.equal(names(), "a b b");
  assert.deepEqual(told, ["unconfirmed", "unconfirmed", "b: two"]);
});
