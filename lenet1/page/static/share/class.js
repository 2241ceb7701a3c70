/** "Make a link for my class": chooses what a lesson shows, and gives address and frame. */

import { make } from "../dom.js";
import * as say from "../sentences.js";
import { lessonOf, PARTS, queryOf, THEMES } from "./lesson.js";
import { copy } from "./save.js";

const FRAME = { width: 800, height: 500 }; // px

/**
 * @param {HTMLDetailsElement} details at the guide's foot; it has its summary
 * @param {(query: string, isDrawn: boolean, isFramed: boolean) => {link: string, problem: string}} linkTo
 */
export function createClass(details, linkTo) {
  const { hidden, theme } = lessonOf(location.search);
  const isServed = document.querySelector(".photo-link") !== null;
  const boxes = PARTS.filter((part) => isServed || part !== "photo").map((part) =>
    make("input", { type: "checkbox", name: part, checked: !hidden.includes(part) }),
  );
  const drawn = make("input", { type: "checkbox", name: "drawing", checked: true });
  const themes = make(
    "select",
    { name: "theme" },
    ...["", ...THEMES].map((one) => make("option", { value: one }, say.themes[one])),
  );
  themes.value = theme ?? "";
  const address = makeField(say.classLink);
  const frame = makeField(say.classFrame);
  const said = make("p", { role: "status" });
  const labelled = (/** @type {HTMLElement} */ input, /** @type {string} */ text) =>
    make("label", {}, input, ` ${text}`);
  details.append(
    make("p", {}, say.classParts),
    make(
      "div",
      { class: "parts-shown" },
      ...boxes.map((box) => labelled(box, say.lessonParts[box.name])),
    ),
    make("p", {}, labelled(drawn, say.classDrawing), " ", themes),
    address.element,
    frame.element,
    said,
  );

  function update() {
    const query = queryOf({
      hidden: boxes.filter(({ checked }) => !checked).map(({ name }) => name),
      theme: themes.value || null,
    });
    const { link, problem } = linkTo(query, drawn.checked, false);
    const framed = linkTo(query, drawn.checked, true).link;
    address.show(link);
    frame.show(framed && frameOf(framed));
    said.textContent = problem;
  }

  details.addEventListener("change", update);
  details.addEventListener("toggle", () => details.open && update());
  for (const field of [address, frame])
    field.copy.addEventListener("click", async () => {
      const copied = await copy(field.input.value);
      said.textContent = copied ? say.copiedForClass : say.notCopied;
      if (!copied) field.input.focus();
    });
}

/** @param {string} name */
function makeField(name) {
  const input = make("input", { readonly: true, "aria-label": name });
  const copy = make("button", { type: "button" }, say.copy);
  const element = make("div", { class: "field-to-copy" }, name, input, copy);
  input.addEventListener("focus", () => input.select());
  return {
    element,
    input,
    copy,
    /** @param {string} text */
    show(text) {
      input.value = text;
      element.hidden = !text;
    },
  };
}

/** @param {string} address */
function frameOf(address) {
  const frame = make("iframe", {
    src: address,
    ...FRAME,
    style: "border: 0",
    allow: "clipboard-write",
    title: say.TEXTS.title,
  });
  return frame.outerHTML;
}
