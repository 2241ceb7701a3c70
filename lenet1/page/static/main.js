/** The page's entry: connects pads, server and what is shown. */

import { find } from "./dom.js";
import { createExplanations } from "./explanations.js";
import { connectInputs } from "./inputs.js";
import { createMicroscope } from "./microscope.js";
import { createConfirmation } from "./network/confirmation.js";
import { NONE } from "./network/preparation.js";
import { read, readAgain } from "./network/reading.js";
import { warmUp } from "./network/warm_up.js";
import { decodeReader, decodeReading, readFrame } from "./network/wire.js";
import { createExamples, segments } from "./pad/examples.js";
import { createOutlines } from "./pad/outlines.js";
import { createTries } from "./pad/tries.js";
import { PANELS } from "./panels.js";
import { language } from "./sentences.js";
import { applyLesson, lessonOf } from "./share/lesson.js";
import { createOpening } from "./share/opening.js";

/** @typedef {import("./panels.js").View} View */
/** @typedef {import("./pad/paper.js").Frame} Frame */

/**
 * @typedef {object} Gradio what Gradio hands to the microscope's js_on_load
 * @property {HTMLElement} element
 * @property {any} props
 * @property {(name: string, callback: () => void) => void} watch
 */

const EXAMPLE = 4; // the digit that draws itself

/** @param {Gradio} gradio */
export async function mount({ element, props, watch }) {
  applyLesson(lessonOf(location.search));
  const reader = decodeReader(props.network);
  const root = find(".microscope", element);
  let untouched = true;
  const inputs = connectInputs({
    limits: props.network.limits,
    onFrame(frame) {
      untouched &&= frame.width === 0;
      follow(frame);
    },
    onClear: () => microscope.release(),
    onStock: () => showMessage(props.value),
  });
  const panels = [...PANELS, () => createOutlines(inputs.outline), ...inputs.panels];
  const { follow, again, showMessage, microscope } = createFollower(
    reader,
    root,
    panels,
    !props.alone,
  );
  microscope.show({});
  const example = props.examples[EXAMPLE].flatMap(segments);
  const opening = createOpening({
    reader,
    home: props.home,
    view: microscope.view,
    state() {
      const { frame } = microscope.view();
      const drawing = frame?.example ? example : inputs.drawing();
      return drawing && { drawing, ...microscope.state() };
    },
    async restore(state, readBy) {
      const { drawing, off = NONE } = state;
      again({ off, ...readBy });
      if (drawing) await inputs.load(drawing);
      microscope.restore(state);
    },
  });
  watch("value", () => {
    if (inputs.stock()) showMessage(props.value);
  });
  createExamples(find("#examples .examples"), {
    drawings: props.examples,
    onChoose: inputs.load,
  });
  createTries(find("#examples .try"), {
    drawings: props.examples,
    onChoose(drawing, off) {
      again({ off });
      inputs.load(drawing);
    },
  });
  createExplanations();
  new MutationObserver(microscope.repaint).observe(document.body, {
    attributeFilter: ["class"],
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") microscope.release();
  });
  document.documentElement.lang = language; // Gradio writes the visitor's
  root.dataset.ready = await inputs.ready;
  if (!opening.start() && untouched) inputs.demonstrate(example);
  warmUp(reader, () => {
    const { frame } = microscope.view();
    return !frame?.width || Boolean(frame.example); // nobody draws
  });
}

/**
 * Reads every frame here at once, and has the server confirm the last.
 *
 * @param {import("./network/reading.js").Reader} reader
 * @param {HTMLElement} root
 * @param {typeof PANELS} panels
 * @param {boolean} served there is a server that confirms
 */
function createFollower(reader, root, panels, served) {
  const shipped = reader.network;
  const microscope = createMicroscope(panels, {
    reader,
    turn: (off) => again({ off }),
    exchange: (network, name = "") =>
      again({ network: network ?? shipped, name: network && name }, true),
  });
  const confirmation = createConfirmation({
    ask: readFrame,
    onConfirmed(message, /** @type {Frame} */ frame) {
      const reading = decodeReading(message, shipped);
      const { pictures } = microscope.view().reading ?? {};
      settle({ reading: reading && { ...reading, pictures }, frame });
    },
    onUnconfirmed: () => microscope.show({ unconfirmed: true }),
  });

  /**
   * @param {Partial<View>} change after which all stays until somebody draws on
   * @param {boolean} [soon] words and numbers follow
   */
  function settle(change, soon) {
    microscope.show({ ...change, unconfirmed: false }, soon);
    root.toggleAttribute("data-final", true);
  }

  /**
   * What the browser makes of the drawing, until the server confirms it. Another network,
   * or the drawing without some of the steps, it cannot: it knows the whole way alone.
   *
   * @param {Frame} frame
   * @param {Partial<View>} [how] it is to be read otherwise than before
   * @param {boolean} [soon] words and numbers follow
   */
  function follow(frame, how = {}, soon = false) {
    const { network, name, off } = { ...microscope.view(), ...how };
    const { example, final, width } = frame;
    const toConfirm =
      served && final && !example && !off.size && width > 0 && name === null;
    // First: the server works meanwhile.
    if (toConfirm) confirmation.confirm(frame);
    else confirmation.forget();
    const reading = read(readerOf(network, name), frame, off);
    const change = { ...how, reading, frame };
    if (final && !toConfirm) return settle(change, soon);
    microscope.show(change, !final);
    root.toggleAttribute("data-final", false);
  }

  /**
   * @param {Partial<View>} how the drawing is to be read
   * @param {boolean} [soon] networks may be exchanged many times a second
   */
  function again(how, soon) {
    const { frame, reading } = microscope.view();
    if (frame) return follow(frame, how, soon);
    const { network, name } = { ...microscope.view(), ...how };
    const other = reading && readAgain(readerOf(network, name), reading);
    microscope.show({ ...how, reading: other });
  }

  /** @type {(network: View["network"], name: View["name"]) => typeof reader} */
  const readerOf = (network, name) =>
    name === null ? reader : { ...reader, network, confidence: null };

  /** @param {any} message of the stock event's, which does not say where the drawing lay */
  function showMessage(message) {
    confirmation.forget();
    microscope.show({ reading: decodeReading(message, shipped), frame: null });
    if (microscope.view().name !== null) again({});
  }

  return { microscope, follow, again, showMessage };
}
