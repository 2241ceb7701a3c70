import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  columnsOf,
  sizesOfLayer,
  sizesOfNetwork,
} from "../../lenet1/page/static/network/sizes.js";

const FOLDER = new URL("../../lenet1/page/static/", import.meta.url);
const CSS = ["page.css", "network/maps.css"].map((name) =>
  readFileSync(new URL(name, FOLDER), "utf8").replace(/\/\*.*?\*\//gs, ""),
);
const GAP = 6; // px between maps
const GUTTER = 14; // px between layers

/** The custom properties of a selector in a large window, as the cascade has them. */
function declared(selector, { width, height }) {
  const found = {};
  /** @param {string} rules */
  function take(rules) {
    for (const [, selectors, body] of rules.matchAll(/([^{};]*)\{([^{}]*)\}/g))
      if (selectors.trim() === selector)
        for (const [, name, value] of body.matchAll(/(--[\w-]+):\s*([^;]*);/g))
          found[name] = value;
  }
  for (const css of CSS) {
    take(css.split("@media")[0]);
    for (const [, query, rules] of css.matchAll(
      /@media ([^{]*)\{((?:[^{}]*\{[^{}]*\})*)\s*\}/g,
    )) {
      const least = [...query.matchAll(/\((width|height) >= ([\d.]+)em\)/g)];
      const plain = query.trim() === least.map(([one]) => one).join(" and ");
      const size = { width, height };
      if (plain && least.every(([, side, em]) => size[side] >= 16 * em)) take(rules);
    }
  }
  return found;
}

/** The letters' size in a window, px. */
const letters = ({ width, height }) =>
  Math.max(16, Math.min(Math.floor(Math.min(width / 86, height / 41)), 32));

/** A length of CSS in px. */
function worth(text, properties, { width, height }) {
  const formula = (function resolved(part) {
    return part.replace(/var\((--[\w-]+)\)/g, (_, name) => {
      assert.ok(name in properties, `nobody sets ${name}`);
      return `(${resolved(`${properties[name]}`)})`;
    });
  })(text)
    .replace(/\bcalc\b/g, "")
    .replace(/([\d.]+)(px|rem|vw|dvh)/g, (_, number, unit) => {
      const sizes = {
        px: 1,
        rem: letters({ width, height }),
        vw: width / 100,
        dvh: height / 100,
      };
      return `(${number} * ${sizes[unit]})`;
    })
    .replace(/round\(\s*down,/g, "down(");
  const down = (value, step) => Math.floor(value / step + 1e-9) * step;
  const clamp = (least, value, most) => Math.max(least, Math.min(value, most));
  const { min, max } = Math;
  return new Function("down", "clamp", "min", "max", `return ${formula}`)(
    down,
    clamp,
    min,
    max,
  );
}

/** The size of a unit in every layer that has maps. */
function units(layers, size) {
  const page = {
    ...declared(".gradio-container", size),
    ...sizesOfNetwork(layers),
  };
  return layers.slice(0, -1).map((layer) => {
    const of = {
      input: ".layer.input",
      [columnsOf(layer)]: `.layer.${layer.kind}`,
      1: `.layer.${layer.kind}[data-columns="1"]`,
    }[layer.kind === "input" ? "input" : columnsOf(layer)];
    const own = { ...page, ...declared(of, size), ...sizesOfLayer(layer) };
    return worth("var(--unit)", own, size);
  });
}

const layer = (name, maps, side, kind, kernel) => ({ name, maps, side, kind, kernel });
const LENET1 = [
  layer("input", 1, 28, "input", 1),
  layer("conv1", 4, 24, "convolution", 5),
  layer("pool1", 4, 12, "average", 2),
  layer("conv2", 12, 8, "convolution", 5),
  layer("pool2", 12, 4, "average", 2),
  layer("logits", 10, 1, "linear", 4),
];
/** One convolution more, and other counts. */
const DEEPER = [
  layer("in", 1, 28, "input", 1),
  layer("a", 3, 26, "convolution", 3),
  layer("b", 3, 13, "average", 2),
  layer("c", 8, 10, "convolution", 4),
  layer("d", 8, 5, "average", 2),
  layer("e", 16, 3, "convolution", 3),
  layer("f", 10, 1, "linear", 3),
];
/** The first layer of LeNet-5. */
const SIX_FIRST = [
  layer("in", 1, 28, "input", 1),
  layer("c1", 6, 24, "convolution", 5),
  layer("s2", 6, 12, "average", 2),
  layer("out", 10, 1, "linear", 12),
];

test("LeNet-1's units are as they were when each layer had a rule of its own", () => {
  assert.deepEqual(units(LENET1, { width: 1366, height: 650 }), [4, 3, 5, 10, 10]);
  assert.deepEqual(units(LENET1, { width: 1920, height: 950 }), [6, 5, 9, 15, 20]);
});

for (const [name, layers] of Object.entries({ LENET1, DEEPER, SIX_FIRST }))
  test(`maps fill the room that there is, and no more (${name})`, () => {
    for (const size of [
      { width: 1440, height: 790 },
      { width: 1920, height: 950 },
      { width: 2560, height: 1300 },
    ]) {
      const shown = units(layers, size);
      const page = {
        ...declared(".gradio-container", size),
        ...sizesOfNetwork(layers),
      };
      const px = (text) => worth(text, page, size);
      let wide = 0;
      for (const [i, { kind, side, maps, kernel }] of layers.slice(0, -1).entries()) {
        const columns = columnsOf(layers[i]);
        const beside = i === 1 ? kernel * px("var(--weight)") + GAP : 0;
        const after = kind === "average" && columns === 1 ? px("var(--slot)") : 0;
        const words = { input: 128, convolution: 100, average: 86 }[kind];
        const own = columns * (beside + side * shown[i] + after) + (columns - 1) * GAP;
        wide += Math.max(own, columns === 1 ? words : 0);
        if (kind !== "input")
          assert.ok(side * shown[i] <= px("var(--row)") + 1, `${layers[i].name}`);
        assert.ok(Math.ceil(maps / columns) <= 4);
      }
      wide += (layers.length - 2) * GUTTER;
      const room = size.width - 32 - px("var(--pad) + var(--answer) + 40px");
      assert.ok(wide <= room + 4, `${wide} px of ${room} at ${size.width}`);
      assert.ok(wide > 0.65 * room, `${wide} px of ${room} at ${size.width}`);
    }
  });

test("no style sheet knows a layer's name", () => {
  const names = LENET1.slice(1).map(({ name }) => name);
  for (const css of [
    "network/inspector.css",
    "network/answer.css",
    "network/lines.css",
  ])
    CSS.push(readFileSync(new URL(css, FOLDER), "utf8"));
  for (const css of CSS) assert.doesNotMatch(css, new RegExp(names.join("|")));
});
