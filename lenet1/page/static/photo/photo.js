/**
 * The photo in the pad's place: a picture is taken in, read by the server, and each of its
 * digits becomes a frame, as if it had been drawn.
 */

import { make } from "../dom.js";
import { createOutline } from "../pad/outline.js";
import { lightened } from "./file.js";
import { createNumbers } from "./numbers.js";
import { createOverlay } from "./overlay.js";
import { countInWords, frameOf, inWords, isDigit, sheetOf } from "./page.js";
import { createPicture, opened, painted } from "./picture.js";
import { readPhoto, Unreadable } from "./wire.js";

/** @typedef {import("../pad/paper.js").Frame} Frame */
/** @typedef {import("./wire.js").Page} Page */
/** @typedef {import("./picture.js").Media} Media */
/** @typedef {{media: Media, page: Page, at: number}} Shown a photo and its chosen digit */

const INVITATION = "A form, notes, a plate: choose a photo of digits, ";
const BY_MOUSE = "paste one, or drop one here.";
const BY_TOUCH = "or take one."; // the system's choice of a file offers the camera
const READING = "Reading the photo\u2026";
const STOPPED = "Stopped.";

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} lines where the numbers stand
 * @param {{onFrame: (frame: Frame) => void}} options
 */
export function createPhoto(root, lines, { onFrame }) {
  const input = make("input", { type: "file", accept: "image/*", hidden: true });
  const choose = make(
    "button",
    { type: "button", "data-do": "choose" },
    "Choose a photo",
  );
  const stop = make(
    "button",
    { type: "button", "data-do": "stop", hidden: true },
    "Stop",
  );
  const progress = make("progress", { "aria-label": READING, hidden: true });
  const where = make("p", { class: "where", "aria-hidden": "true" });
  const said = make("p", { class: "said", role: "status" });
  const picture = createPicture();
  const invitation = make(
    "p",
    { class: "invitation" },
    INVITATION,
    make("span", { class: "by-mouse" }, BY_MOUSE),
    make("span", { class: "by-touch" }, BY_TOUCH),
  );
  const sheet = make("div", { class: "sheet" }, picture.element, invitation);
  root.replaceChildren(
    make("div", { class: "tools" }, input, choose, stop, progress, where),
    sheet,
  );
  const list = make("div", {
    class: "page-lines",
    role: "group",
    tabindex: 0,
    hidden: true,
  });
  list.setAttribute("aria-label", "The photo's lines, read as numbers");
  lines.replaceChildren(list, said);
  const overlay = createOverlay(picture.boxes, (at) => pick(at, true));
  const numbers = createNumbers(list, (at) => pick(at, true));
  const outline = createOutline(picture.element, place);
  new ResizeObserver(outline.update).observe(picture.boxes);
  /** @type {Shown | null} */
  let shown = null;
  /** @type {AbortController | null} */
  let running = null;

  /** Where the chosen digit's sheet lies. */
  function place() {
    if (!shown) return { left: 0, top: 0, scale: 0 };
    const { page, at } = shown;
    const { left, top, scale } = sheetOf(page.digits[at]);
    const screen = picture.boxes.clientWidth / page.size[0];
    return { left: screen * left, top: screen * top, scale: screen * scale };
  }

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
    where.dataset.at = `${at}`;
    where.textContent = inWords(digits, at);
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
    running = own;
    busy(true);
    say("reading", READING);
    try {
      show(await unlessStopped(read(file, own.signal), own.signal));
    } catch (error) {
      if (running !== own) return; // another photo has overtaken it
      picture.show(shown?.media ?? null);
      busy(false);
      if (error instanceof Unreadable) say("refused", error.message);
      else if (own.signal.aborted) say("stopped", STOPPED);
      else throw error;
    }
  }

  /**
   * @param {Blob} file
   * @param {AbortSignal} signal
   * @returns {Promise<Shown>}
   */
  async function read(file, signal) {
    const media = await opened(file);
    signal.throwIfAborted();
    picture.show(media);
    const page = await readPhoto(await lightened(file), signal);
    const at = page.digits.findIndex(isDigit);
    return { media: media ?? painted(page), page, at };
  }

  /** @param {Shown} next */
  function show(next) {
    shown = next;
    const { media, page, at } = next;
    busy(false); // first, for a hidden box takes no focus
    picture.show(media);
    overlay.show(page);
    numbers.show(page);
    say("found", countInWords(page.digits));
    pick(at, true);
  }

  /** @param {boolean} reading */
  function busy(reading) {
    root.classList.toggle("busy", reading);
    const [gone, come] = reading ? [choose, stop] : [stop, choose];
    const focused = gone === document.activeElement;
    come.hidden = false;
    if (focused) come.focus();
    gone.hidden = true;
    progress.hidden = !reading;
    where.hidden = reading;
    choose.textContent = shown ? "Another photo" : "Choose a photo";
    invitation.hidden = reading || Boolean(shown);
    if (!reading) running = null;
  }

  /**
   * @param {"reading" | "stopped" | "found" | "refused"} kind
   * @param {string} text
   */
  function say(kind, text) {
    said.dataset.said = kind;
    said.textContent = text;
  }

  choose.addEventListener("click", () => input.click());
  stop.addEventListener("click", () => running?.abort());
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    input.value = ""; // the same may be chosen again
    if (file) open(file);
  });

  return {
    open,
    outline: outline.show,
    /** Hand on the chosen digit once more. */
    show: () => shown && pick(shown.at, false),
    focus: () => (shown ? overlay.mark(shown.at, true) : choose.focus()),
  };
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
