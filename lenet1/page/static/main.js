/** The page's entry: connects pad, server, answer, panel and inspector. */

import { createAnswer } from "./answer.js";
import { createExamples } from "./examples.js";
import { HALF } from "./ink.js";
import { createInspector } from "./inspector.js";
import { forward, receptiveField, sourceMaps } from "./network.js";
import { connectPads } from "./pads.js";
import { createPanel } from "./panel.js";
import { createSender } from "./sender.js";
import { decodeReading, decodeWeights, readFrame } from "./wire.js";

const IN_FLIGHT = 2; // requests; hides a slow network's delay without piling up
const MEASURE = "lenet1 frame";
const NOT_PLACED = null; // a reading of the stock event's does not say where it lay

/** Called when the microscope loads, with what Gradio hands to its js_on_load. */
export async function mount({ element, props, watch }) {
  const weights = decodeWeights(props.network.weights);
  const options = { weights, scales: props.network.scales, onPick: pick };
  const answer = createAnswer(document.querySelector("#answer .answer"));
  const panel = createPanel(element.querySelector(".layers"), options);
  const inspector = createInspector(element.querySelector(".inspector"), options);
  const state = { reading: null, exact: null, unit: null, pinned: false };

  function show(reading, frame) {
    state.reading = reading && { ...reading, frame };
    state.exact = reading && forward(reading.image, weights);
    if (reading) {
      answer.show(reading);
      panel.show(reading.layers);
    } else {
      answer.clear();
      panel.clear();
    }
    explain();
  }

  /** @param {"point" | "walk" | "pin"} how a pinned unit is not left by pointing */
  function pick(unit, how) {
    if (how === "point" && state.pinned) return;
    if (how === "pin") state.pinned = !(state.pinned && sameUnit(unit, state.unit));
    state.unit = unit;
    explain();
  }

  function explain() {
    const { reading, exact } = state;
    const unit = exact && state.unit;
    const field = unit ? receptiveField(unit) : {};
    panel.mark(unit, field, unit ? sourceMaps(unit) : {});
    pads.outline(unit && reading.frame ? onPad(field.input, reading) : null);
    inspector.show(unit ?? (reading && answerUnit(reading)), exact);
    element.classList.toggle("pinned", state.pinned);
  }

  function redraw() {
    panel.repaint();
    show(state.reading, state.reading?.frame);
  }

  const sender = createSender({
    send: readFrame,
    limit: IN_FLIGHT,
    onResponse: (message, frame) => {
      show(decodeReading(message), frame);
      requestAnimationFrame(() => note(frame));
    },
    onError: () => answer.clear("The server does not answer"),
  });
  const pads = connectPads({ onFrame: sender.push });
  watch("value", () => show(decodeReading(props.value), NOT_PLACED));
  createExamples(document.querySelector("#examples .examples"), {
    drawings: props.examples,
    onChoose: pads.load,
  });
  keepGuide(element.querySelector(".guide"));
  new MutationObserver(redraw).observe(document.body, { attributeFilter: ["class"] });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    state.pinned = false;
    state.unit = null;
    explain();
  });
  element.firstElementChild.dataset.ready = await pads.ready;
}

/** For DevTools and the benchmark: from a frame's capture to its maps on the screen. */
function note({ capturedAt, final }) {
  performance.measure(MEASURE, { start: capturedAt, detail: { final } });
  performance.clearMeasures(MEASURE); // observers have it; the buffer would only grow
}

const sameUnit = (a, b) =>
  a && b && ["layer", "map", "row", "column"].every((key) => a[key] === b[key]);

/** Where nothing is chosen, the evidence for the answer is what matters most. */
const answerUnit = ({ label }) => ({ layer: "logits", map: label, row: 0, column: 0 });

/** A square of the 28x28 on the pad, in its pixels: leaning as the drawing leans. */
function onPad({ row, column, size }, { left, top, pixel, slant, middle, frame }) {
  const sideways = slant * (row + size / 2 - middle);
  return {
    x: (frame.x + left + (column + sideways) * pixel) / HALF,
    y: (frame.y + top + row * pixel) / HALF,
    side: (size * pixel) / HALF,
    slant,
  };
}

/** The guide is open at the first visit, unless the screen is small. */
function keepGuide(guide) {
  const key = "lenet1-guide";
  const small = matchMedia("(max-width: 700px)").matches;
  guide.open = (localStorage.getItem(key) ?? (small ? "closed" : "open")) === "open";
  guide.addEventListener("toggle", () =>
    localStorage.setItem(key, guide.open ? "open" : "closed"),
  );
}
