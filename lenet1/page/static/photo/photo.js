/**
 * The photo in the pad's place: a picture is taken in, read by the server, and each of its
 * digits becomes a frame, as if it had been drawn.
 */

import { make } from "../dom.js";
import { createOutline } from "../pad/outline.js";
import * as say from "../sentences.js";
import { lightened } from "./file.js";
import { createNumbers } from "./numbers.js";
import { createOverlay } from "./overlay.js";
import { countInWords, frameOf, inWords, isDigit, sheetOf } from "./page.js";
import { createPicture, opened, painted } from "./picture.js";
import { createTools } from "./tools.js";
import { readPhoto, Unreadable } from "./wire.js";

/** @typedef {import("../pad/paper.js").Frame} Frame */
/** @typedef {import("./wire.js").Page} Page */
/** @typedef {import("./picture.js").Media} Media */
/** @typedef {{media: Media, page: Page, at: number}} Shown a photo and its chosen digit */

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} lines where the numbers stand
 * @param {object} options
 * @param {import("./file.js").Limits} options.limits
 * @param {(frame: Frame) => void} options.onFrame
 */
export function createPhoto(root, lines, { limits, onFrame }) {
  const picture = createPicture();
  const invitation = makeInvitation();
  const tools = createTools({ onFile: open, onStop: () => running?.abort() });
  const { list, said, write } = makeReport();
  const sheet = make("div", { class: "sheet" }, picture.element, invitation);
  root.replaceChildren(tools.element, sheet);
  lines.replaceChildren(list, said);
  const choose = (/** @type {number} */ at) => pick(at, true);
  const overlay = createOverlay(picture.boxes, choose);
  const numbers = createNumbers(list, choose);
  const outline = createOutline(picture.element, () => placeOf(shown, picture.boxes));
  new ResizeObserver(outline.update).observe(picture.boxes);
  /** @type {Shown | null} */
  let shown = null;
  /** @type {AbortController | null} */
  let running = null;

  /**
   * @param {number} at
   * @param {boolean} focus
   */
  function pick(at, focus) {
    if (!shown) return;
    const { digits } = shown.page;
    shown.at = at;
    overlay.mark(at, focus);
    numbers.mark(at);
    tools.where(at, inWords(digits, at));
    onFrame(frameOf(digits[at]));
  }

  /**
   * Read a picture in place of what is shown; that stays where it cannot be read.
   *
   * @param {Blob} file
   */
  async function open(file) {
    running?.abort();
    const own = new AbortController();
    const { signal } = own;
    running = own;
    busy(true);
    write("reading", say.readingPhoto);
    try {
      const reading = readIn(file, limits, picture.show, signal);
      show(await unlessStopped(reading, signal));
    } catch (error) {
      if (running !== own) return; // another photo has overtaken it
      picture.show(shown?.media ?? null);
      busy(false);
      if (error instanceof Unreadable) write("refused", error.message);
      else if (signal.aborted) write("stopped", say.stopped);
      else throw error;
    }
  }

  /** @param {Shown} next */
  function show(next) {
    shown = next;
    const { media, page, at } = next;
    busy(false); // first, for a hidden box takes no focus
    picture.show(media);
    overlay.show(page);
    numbers.show(page);
    write("found", countInWords(page));
    pick(at, true);
  }

  /** @param {boolean} reading */
  function busy(reading) {
    root.classList.toggle("busy", reading);
    tools.busy(reading, Boolean(shown));
    invitation.hidden = reading || Boolean(shown);
    if (!reading) running = null;
  }

  return {
    open,
    outline: outline.show,
    /** Hand on the chosen digit once more. */
    show: () => shown && pick(shown.at, false),
    focus: () => (shown ? overlay.mark(shown.at, true) : tools.focus()),
  };
}

function makeInvitation() {
  const byMouse = make("span", { class: "by-mouse" }, say.photoByMouse);
  const byTouch = make("span", { class: "by-touch" }, say.photoByTouch);
  const text = `${say.photoInvitation} `;
  return make("p", { class: "invitation" }, text, byMouse, byTouch);
}

/** Where the numbers stand, and what is said of the photo as a whole. */
function makeReport() {
  const attributes = { class: "page-lines", role: "group", tabindex: 0, hidden: true };
  const list = make("div", { ...attributes, "aria-label": say.photoLines });
  const said = make("p", { class: "said", role: "status" });
  /** @type {(kind: "reading" | "stopped" | "found" | "refused", text: string) => void} */
  const write = (kind, text) => {
    said.dataset.said = kind;
    said.textContent = text;
  };
  return { list, said, write };
}

/**
 * Where the chosen digit's sheet lies, CSS px, and how large a px of the pad is there.
 *
 * @param {Shown | null} shown
 * @param {HTMLElement} photo
 */
function placeOf(shown, photo) {
  if (!shown) return { left: 0, top: 0, scale: 0 };
  const { page, at } = shown;
  const { left, top, scale } = sheetOf(page.digits[at]);
  const screen = photo.clientWidth / page.size[0];
  return { left: screen * left, top: screen * top, scale: screen * scale };
}

/**
 * @param {Blob} file
 * @param {import("./file.js").Limits} limits
 * @param {(media: Media | null) => void} onOpened
 * @param {AbortSignal} signal
 * @returns {Promise<Shown>}
 */
async function readIn(file, limits, onOpened, signal) {
  const media = await opened(file);
  signal.throwIfAborted();
  onOpened(media);
  const page = await readPhoto(await lightened(file, limits), signal);
  const at = page.digits.findIndex(isDigit);
  return { media: media ?? painted(page), page, at };
}

/**
 * @template Result
 * @param {Promise<Result>} work
 * @param {AbortSignal} signal
 * @returns {Promise<Result>}
 */
function unlessStopped(work, signal) {
  const stopped = new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  return Promise.race([work, stopped]);
}
