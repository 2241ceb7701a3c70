/** The ways out: a link to what is shown, a picture of it, its numbers. */

import { find, hides, make } from "../dom.js";
import { PAD } from "../pad/paper.js";
import * as say from "../sentences.js";
import { createContext, paintSegments } from "../sketchpad/strokes.js";
import { createClass } from "./class.js";
import { decode, encode } from "./link.js";
import { numbersOf } from "./numbers.js";
import { paintPicture } from "./picture.js";
import { copy, mayBeHeld, save, showInAddress } from "./save.js";
import { networkOf, partsOf } from "./weights.js";

/** @typedef {import("./parts.js").State} State */

/**
 * @param {object} options
 * @param {import("../network/reading.js").Reader} options.reader the shipped one
 * @param {string | null} options.home the page's address, where a frame has another
 * @param {() => import("../panels.js").View} options.view
 * @param {() => State | null} options.state null where a link has no room for it
 * @param {(state: State, read: ReturnType<typeof networkOf>) => void} options.restore
 */
export function createShare({ reader, home, view, state, restore }) {
  const root = find("#share");
  const said = make("p", { role: "status" });
  const field = make("input", { readonly: true, "aria-label": say.link });
  const press = (/** @type {string} */ name, /** @type {() => void} */ act) => {
    const button = make(
      "button",
      { type: "button", "data-do": name },
      say.sharing[name],
    );
    button.addEventListener("click", act);
    return button;
  };
  root.replaceChildren(
    press("copy-link", copyLink),
    press("save-picture", savePicture),
    press("save-numbers", saveNumbers),
    field,
    said,
  );
  createClass(/** @type {HTMLDetailsElement} */ (find("#guide .class")), linkTo);
  field.addEventListener("focus", () => field.select());
  root.addEventListener("beforetoggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") tell("");
  });
  tell("");

  /** @param {string} sentence */
  function tell(sentence, link = "") {
    said.textContent = sentence;
    field.value = link;
    field.hidden = !link;
  }

  /**
   * A link to what is shown. Where there is none, why; where it leads not far, that.
   *
   * @param {string} query
   * @param {boolean} isDrawn with the drawing and what else is chosen
   * @param {boolean} isFramed by the page's own address, where it has another
   */
  function linkTo(query, isDrawn = true, isFramed = false) {
    const now = state();
    const all = now && { ...now, ...partsOf(view().network, reader.network) };
    const shown = isDrawn ? all : {};
    const fragment = shown && encode(shown, reader);
    const address = (!isFramed && home) || addressOf(location);
    if (fragment === null) return { link: "", problem: say.noLink };
    if (!address) return { link: "", problem: say.noAddress };
    const parts = [address, query && `?${query}`, fragment && `#${fragment}`];
    return { link: parts.join(""), problem: isOnDisk() ? say.onlyHere : "" };
  }

  async function copyLink() {
    const { link, problem } = linkTo(location.search.slice(1));
    if (!link) return tell(problem);
    if (!home) showInAddress(link);
    const copied = await copy(link);
    tell(copied ? problem || say.copied : say.notCopied, link);
    if (!copied) field.focus();
  }

  function savePicture() {
    const context = createContext(PAD, PAD, 4);
    paintSegments(context, state()?.drawing ?? []);
    const shown = ["#photo .sheet", "#microscope", "#answer", "#bench"];
    const roots = shown.flatMap((name) => [...document.querySelectorAll(name)]);
    const paper = [...document.querySelectorAll("#pad .edge, .ownpad canvas")].find(
      (one) => one.checkVisibility({ visibilityProperty: true }),
    );
    const { scrollX, scrollY } = window;
    scrollTo(0, 0); // further down a phone's pad and answer lie over the maps
    const canvas = paintPicture(roots, paper, context.canvas);
    scrollTo(scrollX, scrollY);
    canvas.toBlob((blob) => blob && keep(blob, "lenet1.png"));
  }

  function saveNumbers() {
    const { network, reading } = view();
    const text = JSON.stringify(numbersOf(network, reading));
    keep(new Blob([text], { type: "application/json" }), "lenet1.json");
  }

  /** @type {(blob: Blob, name: string) => void} */
  function keep(blob, name) {
    save(blob, name);
    tell(mayBeHeld() ? say.savedPerhaps(name) : say.saved(name));
  }

  return {
    /** Shows what the address holds. */
    open() {
      const found = decode(location.hash.slice(1), reader.network);
      if (found) {
        const tool = hides("tools") ? undefined : found.tool;
        restore({ ...found, tool }, networkOf(found, reader.network));
      } else {
        root.showPopover();
        tell(say.unreadableLink);
      }
    },
  };
}

const isOnDisk = () => location.protocol === "file:";

/**
 * An address that leads here from elsewhere too, without query and fragment; "" where
 * there is none, as in a frame that was given its page as text.
 *
 * @param {Location} location
 */
const addressOf = ({ protocol, href }) =>
  /^(https?|file):$/.test(protocol) ? href.replace(/[?#].*/s, "") : "";
