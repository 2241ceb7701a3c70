/** The page's entry: connects pad, server, answer, maps and inspector. */

import { find } from "./dom.js";
import { connectInputs } from "./inputs.js";
import { createAnswer } from "./network/answer.js";
import { createConfirmation } from "./network/confirmation.js";
import { createInspector } from "./network/inspector.js";
import { createLines } from "./network/lines.js";
import { createMaps } from "./network/maps.js";
import { read } from "./network/reading.js";
import { keepInView } from "./network/sheet.js";
import { createSteps } from "./network/steps.js";
import { outputLayer, receptiveField, sameUnit } from "./network/units.js";
import { warmUp } from "./network/warm_up.js";
import { decodeReader, decodeReading, readFrame } from "./network/wire.js";
import { createExamples, segments } from "./pad/examples.js";
import { HALF } from "./pad/paper.js";

/** @typedef {import("./network/picker.js").How} How */
/** @typedef {import("./network/units.js").Field} Field */
/** @typedef {import("./network/units.js").Unit} Unit */
/** @typedef {import("./network/reading.js").Reading} Reading */
/** @typedef {import("./pad/paper.js").Frame} Frame */

/**
 * @typedef {object} Gradio what Gradio hands to the microscope's js_on_load
 * @property {HTMLElement} element
 * @property {any} props
 * @property {(name: string, callback: () => void) => void} watch
 */

const EXAMPLE = 4; // the digit that draws itself
const READABLE = 200; // ms between words and numbers that change while the pen is down
const NOT_PLACED = null; // a reading of the stock event's does not say where it lay

/** @param {Gradio} gradio */
export async function mount({ element, props, watch }) {
  const reader = decodeReader(props.network);
  const { network } = reader;
  const [input] = network.layers;
  const microscope = find(".microscope", element);
  const answer = createAnswer(find("#answer .answer"), pick);
  const maps = createMaps(find(".layers", element), pick);
  const inspector = createInspector(find(".inspector"), release);
  const lines = createLines(maps.root);
  maps.show(network);
  const steps = createSteps(find(".layer.input", element), readAgain);
  const state = {
    reading: /** @type {Reading | null} */ (null),
    frame: /** @type {Frame | null} */ (null),
    unit: /** @type {Unit | null} */ (null),
    pinned: false,
  };
  let timer = 0; // until the words follow the drawing

  /**
   * A frame of the pad has become a reading: show it.
   *
   * @param {Reading | null} reading null: nothing is drawn
   * @param {Frame | null} frame
   */
  function show(reading, frame) {
    state.reading = reading;
    state.frame = frame;
    maps.show(network, reading?.layers);
    steps.paint(reading?.pictures);
    if (!frame || frame.final) return tell();
    answerIt(true);
    timer ||= setTimeout(tell, READABLE);
  }

  /** Words and numbers; while the pen is down only as often as they can be read. */
  function tell() {
    clearTimeout(timer);
    timer = 0;
    answerIt();
    explain();
  }

  /** @param {boolean} [soon] words and numbers follow */
  function answerIt(soon) {
    const { reading, frame } = state;
    const example = frame?.example;
    if (reading) answer.show(network, reading, { example, off: steps.off, soon });
    else answer.clear(network);
  }

  /**
   * @param {Unit | null} unit
   * @param {How} how
   */
  function pick(unit, how) {
    if (how === "point" && state.pinned) return;
    if (unit && !state.reading) return; // nothing is drawn
    if (how === "pin") state.pinned = !(state.pinned && sameUnit(unit, state.unit));
    state.unit = unit;
    explain(how === "walk");
    if (state.pinned) keepInView(find(".inspector"), find(".field.unit"));
  }

  function release() {
    state.pinned = false;
    state.unit = null;
    explain();
  }

  function explain(aloud = false) {
    const { reading, frame } = state;
    const values = reading?.layers ?? null;
    const unit = values && state.unit;
    maps.mark(network, unit, state.pinned);
    answer.mark(unit, state.pinned);
    pads.outline(
      unit && reading && frame ? onPad(inputOf(unit), reading, frame) : null,
    );
    lines.show(network, unit, values);
    inspector.show(network, unit ?? (reading && answerUnit(reading)), values, {
      open: Boolean(unit && (state.pinned || aloud)),
      aloud,
    });
  }

  /** @param {Unit} unit */
  const inputOf = (unit) => receptiveField(network.layers, unit)[input.name];

  /**
   * Where nothing is chosen, the evidence for the answer is what matters most.
   *
   * @param {Reading} reading
   * @returns {Unit}
   */
  const answerUnit = ({ label }) => ({
    layer: outputLayer(network.layers).name,
    map: label,
    row: 0,
    column: 0,
  });

  const confirmation = createConfirmation({
    ask: readFrame,
    onConfirmed(message, /** @type {Frame} */ frame) {
      const reading = decodeReading(message, network);
      show(reading && { ...reading, pictures: state.reading?.pictures }, frame);
      settle(true);
    },
    onUnconfirmed: () => answer.confirm(false),
  });

  /** @param {boolean} settled what is shown stays until somebody draws on */
  function settle(settled) {
    if (settled) answer.confirm(true);
    microscope.toggleAttribute("data-final", settled);
  }

  /**
   * What the browser makes of the drawing, until the server confirms it. Without some of
   * the steps it cannot: it knows the whole way alone.
   *
   * @param {Frame} frame
   */
  function follow(frame) {
    const { example, final, width } = frame;
    const toConfirm = final && !example && !steps.off.size && width > 0;
    // First: the server works meanwhile.
    if (toConfirm) confirmation.confirm(frame);
    else confirmation.forget();
    show(read(reader, frame, steps.off), frame);
    settle(final && !toConfirm);
  }

  function readAgain() {
    if (state.frame) follow(state.frame);
  }

  const nobodyDraws = () => !state.frame?.width || Boolean(state.frame.example);

  /** What the stock event read last. */
  function showValue() {
    confirmation.forget();
    show(decodeReading(props.value, network), NOT_PLACED);
  }

  let untouched = true;
  const pads = connectInputs({
    onFrame(frame) {
      untouched &&= frame.width === 0;
      follow(frame);
    },
    onStock: showValue,
  });
  show(null, null);
  watch("value", () => {
    if (pads.stock()) showValue();
  });
  createExamples(find("#examples .examples"), {
    drawings: props.examples,
    onChoose: pads.load,
  });
  new MutationObserver(() => {
    maps.repaint();
    steps.paint(state.reading?.pictures);
    explain();
  }).observe(document.body, { attributeFilter: ["class"] });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") release();
  });
  microscope.dataset.ready = await pads.ready;
  if (untouched) pads.demonstrate(props.examples[EXAMPLE].flatMap(segments));
  warmUp(reader, nobodyDraws);
}

/**
 * A square of the 28x28 on the pad, leaning as the drawing leans.
 *
 * @param {Field} field
 * @param {Reading} reading
 * @param {Frame} frame
 * @returns {import("./pad/outline.js").Square}
 */
export function onPad({ row, column, size }, reading, frame) {
  const { left, top, pixel, slant, middle } = reading;
  const sideways = slant * (row + size / 2 - middle);
  return {
    x: (frame.x + left + (column + sideways) * pixel) / HALF,
    y: (frame.y + top + row * pixel) / HALF,
    side: (size * pixel) / HALF,
    slant,
  };
}
