import assert from "node:assert/strict";
import { test } from "node:test";
import { number, percent, signed } from "../../lenet1/page/static/dom.js";
import { brief } from "../../lenet1/page/static/network/squares.js";

const plain = (text) => text.replaceAll("\u00a0", " ");

test("no probability is 0 or 100 percent", () => {
  assert.equal(plain(percent(0.9999)), "> 99.9 %");
  assert.equal(plain(percent(1)), "> 99.9 %");
  assert.equal(plain(percent(0.0001)), "< 0.1 %");
  assert.equal(plain(percent(0.9949)), "99.5 %");
});

test("a percent sign never stands alone on a line", () => {
  for (const share of [0, 0.5, 1]) assert.doesNotMatch(percent(share), / /);
});

test("minus signs are true ones, and nothing is minus zero", () => {
  assert.equal(number(-0.001), "0.00");
  assert.equal(number(-1.25), "\u22121.25");
  assert.equal(signed(1.25), "+1.25");
  assert.equal(signed(-1.25), "\u22121.25");
});

test("a number in a square has at most four characters and a sign", () => {
  for (const value of [0, 0.004, 0.394, -0.756, 0.996, -1.04, 9.96, -12.3]) {
    assert.match(brief(value), /^\u2212?[\d.]{1,3}$/);
    const shown = Number(brief(value).replace("\u2212", "-"));
    assert.ok(Math.abs(shown - value) <= (Math.abs(value) < 0.995 ? 0.005 : 0.5));
  }
});
