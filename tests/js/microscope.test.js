import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { createMicroscope } from "../../lenet1/page/static/microscope.js";
import { deepNetwork, smallNetwork } from "./network.js";

const READING = { label: 3, layers: {} };
const UNIT = { layer: "conv1", map: 1, row: 2, column: 3 };

/** A microscope with a panel that notes what it gets, and what that panel was given. */
function create(network = smallNetwork()) {
  const calls = [];
  let on;
  const note = (name) => (view, choice) => calls.push({ name, view, choice });
  const microscope = createMicroscope(
    [
      (given) => {
        on = given;
        return Object.fromEntries(
          ["show", "tell", "mark", "repaint"].map((name) => [name, note(name)]),
        );
      },
      () => ({}), // a panel need not have all
    ],
    {
      reader: { network },
      turn: (off) => calls.push({ name: "turn", off }),
      exchange() {},
    },
  );
  const names = () => calls.splice(0).map(({ name }) => name);
  return { microscope, calls, names, on };
}

test("a panel of the list is shown every reading, told it, and marked", () => {
  const { microscope, calls } = create();
  microscope.show({ reading: READING });
  assert.deepEqual(
    calls.map(({ name }) => name),
    ["show", "tell", "mark"],
  );
  assert.ok(calls.every(({ view }) => view.reading === READING));
  assert.equal(calls[2].choice.unit, null);
});

test("while the pen is down words follow at most five times a second", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { microscope, names } = create();
  for (let frame = 0; frame < 6; frame++) {
    microscope.show({ reading: READING }, true);
    mock.timers.tick(16);
  }
  assert.deepEqual(names(), Array(6).fill("show"));
  mock.timers.tick(200);
  assert.deepEqual(names(), ["tell", "mark"]);
  microscope.show({ reading: READING }, true);
  microscope.show({ reading: READING });
  assert.deepEqual(names(), ["show", "show", "tell", "mark"]);
  mock.timers.tick(400);
  assert.deepEqual(names(), [], "the end of a stroke is told once");
  mock.timers.reset();
});

test("a pinned unit stays until it is pinned again, let go, or another is", () => {
  const { microscope, calls, on } = create();
  const chosen = () => calls.at(-1).choice;
  on.pick(UNIT, "point");
  assert.equal(calls.length, 0, "nothing is drawn");
  microscope.show({ reading: READING });
  on.pick(UNIT, "point");
  assert.deepEqual(chosen(), { unit: UNIT, pinned: false, how: "point" });
  on.pick(UNIT, "pin");
  on.pick(null, "point");
  assert.deepEqual(chosen(), { unit: UNIT, pinned: true, how: "pin" });
  on.pick({ ...UNIT, row: 5 }, "pin");
  assert.equal(chosen().unit.row, 5);
  assert.ok(chosen().pinned);
  on.pick({ ...UNIT, row: 5 }, "pin");
  assert.ok(!chosen().pinned);
  on.pick(UNIT, "pin");
  microscope.show({ reading: null });
  assert.equal(chosen().unit, null, "of an empty pad no unit is shown");
  microscope.show({ reading: READING });
  assert.deepEqual(chosen(), { unit: UNIT, pinned: true, how: null });
  on.release();
  assert.deepEqual(chosen(), { unit: null, pinned: false, how: null });
});

test("a unit of a network of another shape is chosen no longer", () => {
  const network = smallNetwork();
  const { microscope, calls, on } = create(network);
  microscope.show({ reading: READING });
  on.pick(UNIT, "pin");
  microscope.show({ network: { ...network, weights: {} } });
  assert.deepEqual(calls.at(-1).choice.unit, UNIT, "the layers are the same");
  microscope.show({ network: deepNetwork() });
  assert.deepEqual(calls.at(-1).choice, { unit: null, pinned: false, how: null });
});

test("network and drawing are exchanged apart from each other", () => {
  const { microscope, calls } = create();
  microscope.show({ reading: READING, frame: { width: 3 } });
  const other = smallNetwork(7);
  microscope.show({ network: other });
  const { view } = calls.at(-1);
  assert.equal(view.network, other);
  assert.equal(view.reading, READING);
  assert.equal(view.frame.width, 3);
});
