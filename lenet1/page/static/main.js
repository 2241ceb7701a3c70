/** The page's entry: connects pad, server, answer, panel and inspector. */

import { createAnswer } from "./answer.js";
import { createExamples } from "./examples.js";
import { createInspector } from "./inspector.js";
import { decodeReading, decodeWeights, look } from "./wire.js";
import { forward, receptiveField, sourceMaps } from "./network.js";
import { createPanel } from "./panel.js";
import { createSender } from "./sender.js";
import { watchPad } from "./pad.js";

const IN_FLIGHT = 2; // requests; hides a slow network's delay without piling up

/** Called by the Microscope component with what Gradio hands to js_on_load. */
export async function mount({ element, props, watch }) {
  const find = (selector) => document.querySelector(selector);
  const weights = decodeWeights(props.weights);
  const { scales } = props;
  const answer = createAnswer(find("#answer .answer"));
  const options = { weights, scales, onPick: pick };
  const panel = createPanel(element.querySelector(".layers"), options);
  const inspector = createInspector(element.querySelector(".inspector"), options);
  const state = { reading: null, exact: null, unit: null, pinned: false, pad: null };

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

  function pick(unit, pin) {
    if (pin) {
      state.pinned = !(state.pinned && sameUnit(unit, state.unit));
      state.unit = unit;
    } else if (!state.pinned) state.unit = unit;
    explain();
  }

  function explain() {
    const unit = state.exact && (state.unit ?? answerUnit(state.reading));
    const field = unit && unit === state.unit ? receptiveField(unit) : {};
    panel.mark(state.exact && state.unit, field, unit ? sourceMaps(unit) : {});
    inspector.show(unit, state.exact);
    element.classList.toggle("pinned", state.pinned);
    const outlined = unit && unit === state.unit;
    state.pad?.outline?.(outlined ? onPad(field.input, state.reading) : null);
  }

  function redraw() {
    panel.repaint();
    if (state.reading) show(state.reading, state.reading.frame);
    else show(null);
  }

  keepGuide(element.querySelector(".guide"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    state.pinned = false;
    state.unit = null;
    explain();
  });
  new MutationObserver(redraw).observe(document.body, { attributeFilter: ["class"] });

  const sender = createSender({
    send: look,
    limit: IN_FLIGHT,
    onResponse: (message, frame) => show(decodeReading(message), frame),
    onError: () => answer.clear("The server does not answer"),
  });
  createExamples(find("#examples .examples"), (picture) => state.pad?.load(picture));
  state.pad = await watchPad(find("#pad"), {
    onFrame: sender.push,
    onUnsupported: () => useStockEvent(watch, props, show),
  });
  element.dataset.ready = state.pad ? "live" : "stock";
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

/** Without the live path: the pad's own change event, uploads and all. */
function useStockEvent(watch, props, show) {
  document.addEventListener("stockchange", () =>
    document.querySelector("#stock").click(),
  );
  watch("value", () => show(decodeReading(props.value), { x: 0, y: 0, step: 1 }));
}

/** Where nothing is chosen, the evidence for the answer is what matters most. */
const answerUnit = ({ label }) => ({ layer: "logits", map: label, row: 0, column: 0 });

const sameUnit = (a, b) =>
  a && b && ["layer", "map", "row", "column"].every((key) => a[key] === b[key]);

/** A square of the 28x28 as a rectangle of the pad, in its pixels. */
function onPad({ row, column, size }, { left, top, pixel, frame }) {
  return {
    x: frame.step * (frame.x + left + column * pixel),
    y: frame.step * (frame.y + top + row * pixel),
    side: frame.step * size * pixel,
  };
}
