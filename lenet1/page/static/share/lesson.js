/**
 * A lesson shows parts of the page: `?show=pad,maps&hide=photo&theme=dark` in its address.
 * What is in neither list of names below is ignored, wherever it comes from.
 */

/** What may be shown and hidden, in the order in which a teacher reads it. */
export const PARTS = [
  "pad",
  "examples",
  "photo",
  "steps",
  "maps",
  "averages",
  "answer",
  "inspector",
  "tools",
];
export const THEMES = ["light", "dark"];

/**
 * @typedef {object} Lesson
 * @property {string[]} hidden parts
 * @property {string | null} theme null for the visitor's own
 */

/**
 * Of an address's query. Where "show" names a part, all that it does not name are hidden.
 *
 * @param {string} query
 * @returns {Lesson}
 */
export function lessonOf(query) {
  const wanted = new URLSearchParams(query);
  /** @param {string} name */
  const listed = (name) =>
    PARTS.filter((part) => wanted.get(name)?.split(",").includes(part));
  const [shown, hidden] = [listed("show"), listed("hide")];
  const theme = wanted.get("theme") ?? "";
  return {
    hidden: PARTS.filter(
      (part) => hidden.includes(part) || (shown.length && !shown.includes(part)),
    ),
    theme: THEMES.includes(theme) ? theme : null,
  };
}

/**
 * The query that `lessonOf` reads, "" where all is shown; it names what is fewer.
 *
 * @param {Lesson} lesson
 */
export function queryOf({ hidden, theme }) {
  const shown = PARTS.filter((part) => !hidden.includes(part));
  const isShort = hidden.length <= shown.length;
  const lists = { [isShort ? "hide" : "show"]: isShort ? hidden : shown };
  const given = Object.entries({ ...lists, theme: theme ? [theme] : [] });
  const words = given.filter(([, names]) => names.length);
  return words.map(([name, names]) => `${name}=${names.join()}`).join("&");
}

/** @param {Lesson} lesson */
export function applyLesson({ hidden, theme }) {
  if (hidden.length) document.body.dataset.hidden = hidden.join(" ");
  if (theme) document.body.classList.toggle("dark", theme === "dark");
}
