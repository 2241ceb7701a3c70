import assert from "node:assert/strict";
import { test } from "node:test";
import { createHistory } from "../../lenet1/page/static/pad/history.js";

const segment = (at, mode = "draw") => ({
  from_x: at,
  from_y: at + 0.04,
  to_x: at + 1,
  to_y: at + 2,
  size: 13,
  mode,
});
const A = [segment(1)];
const AB = [...A, segment(2), segment(3, "erase")];

function historyOf(...drawings) {
  const history = createHistory();
  for (const drawing of drawings) history.note(drawing);
  return history;
}

test("undo and redo walk through all drawings and stop at the ends", () => {
  const history = historyOf(A, AB, []);
  assert.deepEqual([history.undo(), history.undo(), history.undo()], [AB, A, []]);
  assert.deepEqual([history.canUndo(), history.undo()], [false, null]);
  assert.deepEqual([history.redo(), history.redo(), history.redo()], [A, AB, []]);
  assert.deepEqual([history.canRedo(), history.redo()], [false, null]);
});

test("what is noted once more is no step; what is new ends the way forward", () => {
  const history = historyOf(A, AB);
  history.note([...AB]);
  assert.equal(history.undo(), A);
  history.note([...A]);
  assert.ok(history.canRedo());
  history.note([]);
  assert.ok(!history.canRedo());
  assert.equal(history.undo(), A);
});

test("a hundred steps are kept, the newest", () => {
  const drawings = Array.from({ length: 150 }, (_, i) => [segment(i)]);
  const history = historyOf(...drawings);
  let steps = 0;
  while (history.undo()) steps += 1;
  assert.equal(steps, 99);
  assert.equal(history.present(), drawings[50]);
});

test("a history comes back from its text, to a tenth of a pixel", () => {
  const history = historyOf(A, AB, []);
  history.undo();
  const again = createHistory(history.text());
  const rounded = (drawing) => drawing.map((one) => ({ ...one, from_y: one.from_x }));
  assert.deepEqual(again.present(), rounded(AB));
  assert.deepEqual(again.redo(), []);
  assert.deepEqual([again.undo(), again.undo()], [rounded(AB), rounded(A)]);
  again.note([...again.present()]);
  assert.ok(again.canRedo(), "drawings share the segments they have in common");
});

test("a long history is kept as its last drawing, a vast drawing not at all", () => {
  const long = Array.from({ length: 12_000 }, (_, i) => segment(i / 100));
  const history = historyOf(long, long.slice(1), A);
  const again = createHistory(history.text());
  assert.equal(again.present().length, 1);
  assert.ok(!again.canUndo());
  assert.equal(historyOf([...long, ...long.slice(1)]).text(), "");
});

test("hostile and broken texts are an empty history", () => {
  const whole = historyOf(A, AB).text();
  const texts = [
    null,
    "",
    "null",
    "[]",
    "{}",
    '"x"',
    whole.slice(0, -9),
    '{"at":0,"steps":{}}',
    '{"at":0,"steps":[]}',
    '{"at":2,"steps":[[0,[]]]}',
    '{"at":"0","steps":[[0,[]]]}',
    '{"at":"length","steps":[[0,[]]]}',
    '{"at":0,"steps":[0]}',
    '{"at":0,"steps":[[0,0]]}',
    '{"at":0,"steps":[[0,"111111"]]}',
    '{"at":0,"steps":[[0,[1,1,1,1,1e999,0]]]}',
    '{"at":0,"steps":[[0,[1,1,1,1,"13",0]]]}',
    '{"at":0,"steps":[[0,[1,1,1,90000,13,0]]]}',
  ];
  for (const text of texts) {
    const history = createHistory(text);
    assert.deepEqual(history.present(), [], `${text}`);
    assert.ok(!history.canUndo());
    history.note(A);
    assert.deepEqual(history.undo(), []);
  }
});
