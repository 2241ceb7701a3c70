/**
 * The photo in the pad's place: a picture is taken in, read by the server, and each of its
 * digits becomes a frame, as if it had been drawn.
 */

import { make, makeButton } from "../dom.js";
import { createOutline } from "../pad/outline.js";
import * as say from "../sentences.js";
import { bitmapOf } from "./bitmap.js";
import { isHeic, lightened } from "./file.js";
import { createLarge } from "./large.js";
import { createNumbers } from "./numbers.js";
import { createOverlay } from "./overlay.js";
import { countInWords, frameOf, inWords, isDigit, sheetOf } from "./page.js";
import { createPicture, opened, painted } from "./picture.js";
import { createTools } from "./tools.js";
import { readPhoto, Unreadable } from "./wire.js";

/** @typedef {import("../pad/paper.js").Frame} Frame */
/** @typedef {import("./wire.js").Page} Page */
/** @typedef {import("./picture.js").Media} Media */
/**
 * @typedef {object} Shown a photo and its chosen digit
 * @property {string} name of its file
 * @property {Media} media
 * @property {Page} page
 * @property {number} at
 */

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
  const { list, said, copy, write } = makeReport();
  const sheet = make("div", { class: "sheet" }, picture.element, invitation);
  root.replaceChildren(tools.element, sheet);
  lines.replaceChildren(list, said, copy);
  const large = createLarge(sheet, picture.element);
  const choose = (/** @type {number} */ at) => pick(at, true);
  const overlay = createOverlay(picture.boxes, choose, large.open);
  const numbers = createNumbers(list, choose);
  const outline = createOutline(picture.element, () => placeOf(shown, picture.boxes));
  new ResizeObserver(outline.update).observe(picture.boxes);
  copy.addEventListener("click", async () => {
    const { page } = /** @type {Shown} */ (shown);
    try {
      await navigator.clipboard.writeText(page.lines.filter(Boolean).join("\n"));
      write("copied", say.numbersCopied);
    } catch {
      numbers.select();
      write("selected", say.numbersSelected);
    }
  });
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
    const { media, page } = shown;
    const { digits, size } = page;
    const words = inWords(digits, at);
    shown.at = at;
    overlay.mark(at, focus);
    numbers.mark(at);
    tools.where(at, words);
    large.mark(media, digits[at], media.width / size[0], words);
    onFrame(frameOf(digits[at]));
  }

  /**
   * Read a picture in place of what is shown; that stays where it cannot be read.
   *
   * @param {File} file
   */
  async function open(file) {
    large.close(); // what can be stopped is beneath
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
      if (error instanceof Unreadable)
        write("refused", say.unread(file.name, error.message, shown?.name));
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
    copy.hidden = reading || !shown;
    if (!reading) running = null;
  }

  return {
    open,
    /** @param {Frame} frame */
    openDrawing: (frame) => open(new File([bitmapOf(frame)], say.yourDrawing)),
    close: large.close,
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
  const copy = makeButton("copy", say.copyNumbers);
  copy.className = "quiet copy";
  copy.hidden = true;
  /** @typedef {"reading" | "stopped" | "found" | "refused" | "copied" | "selected"} Kind */
  /** @type {(kind: Kind, text: string) => void} */
  const write = (kind, text) => {
    said.dataset.said = kind;
    said.textContent = text;
  };
  return { list, said, copy, write };
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
 * @param {File} file
 * @param {import("./file.js").Limits} limits
 * @param {(media: Media | null) => void} onOpened
 * @param {AbortSignal} signal
 * @returns {Promise<Shown>}
 */
async function readIn(file, limits, onOpened, signal) {
  const media = await opened(file);
  signal.throwIfAborted();
  if (!media && isHeic(file)) throw new Unreadable(say.heic);
  onOpened(media);
  const page = await readPhoto(await lightened(file, limits), signal);
  const at = page.digits.findIndex(isDigit);
  return { name: file.name, media: media ?? painted(page), page, at };
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
