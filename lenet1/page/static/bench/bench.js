/** The bench under the microscope: tabs, and the tool that the open one holds. */

import { find, hides, make, makeButton } from "../dom.js";
import { createInspector } from "../network/inspector.js";
import * as say from "../sentences.js";
import { createTabs, panelId, tabId } from "./tabs.js";
import { OF_MAPS, TOOLS, WHY } from "./tools.js";

/** @typedef {import("../panels.js").Choice} Choice */
/** @typedef {import("../panels.js").Panel} Panel */
/** @typedef {import("../panels.js").View} View */
/** @typedef {import("./tools.js").Host} Host */
/** @typedef {import("./tools.js").Tool} Tool */

/** @type {Choice} */
const NOTHING = { unit: null, pinned: false, how: null };

/**
 * @param {import("../panels.js").On} on
 * @returns {Panel}
 */
export function createBench(on) {
  const root = find(".bench");
  const tabs = createTabs(say.bench, [WHY, ...TOOLS], (name) => open(name, true));
  const close = makeButton("close", say.close, "bench close");
  const up = makeButton("bench", say.bench, "bench");
  find("#header [data-do=guide]").before(up);
  const bar = make("div", { class: "bar" }, tabs.row, close);
  const hosts = new Map([WHY, ...TOOLS].map(({ name }) => [name, makeHost(name)]));
  root.replaceChildren(bar, ...[...hosts.values()].map((host) => host.root));
  const loads = Object.fromEntries(TOOLS.map(({ name, load }) => [name, load]));
  const why = hostOf(WHY.name);
  /** @type {Map<string, Tool>} those that have been opened */
  const made = new Map([[WHY.name, createInspector(why, on)]]);
  let opened = WHY.name;
  let opening = Promise.resolve(); // until the tool of the open tab is there
  let wanted = false; // the sheet of a small window, by its tab
  /** @type {View | null} */
  let view = null;
  let choice = NOTHING;

  /** @param {string} name */
  function hostOf(name) {
    const host = hosts.get(name);
    if (!host) throw new Error(`The bench has no ${name}`);
    return host;
  }

  /**
   * @param {string} name
   * @param {boolean} want its sheet comes up
   */
  function open(name, want) {
    opening = change(name, want);
    return opening;
  }

  /** @type {typeof open} */
  async function change(name, want) {
    wanted ||= want;
    const other = name !== opened;
    if (other) run((tool) => tool.close?.());
    opened = name;
    select();
    raise();
    if (!made.has(name)) await fetchTool(name);
    if (other && opened === name) begin();
  }

  /**
   * @param {{layer: string, map: number}} place
   * @param {"number" | "kernel"} part
   */
  async function press(place, part) {
    await opening;
    const isTaken = made.get(opened)?.map;
    // The page as one file has no such tool, and a lesson may show none.
    if (!isTaken && (!hosts.has(OF_MAPS) || hides("tools"))) return;
    if (!isTaken) await open(OF_MAPS, true);
    run((tool) => tool.map?.(place, part));
  }

  function select() {
    tabs.select(opened);
    for (const [name, host] of hosts) host.root.hidden = name !== opened;
  }

  function raise() {
    const { unit, pinned, how } = choice;
    const chosen = opened === WHY.name && unit && (pinned || how === "walk");
    root.classList.toggle("open", Boolean(wanted || chosen));
    root.classList.toggle("wanted", wanted);
  }

  /** @param {string} name */
  async function fetchTool(name) {
    const host = hostOf(name);
    host.root.ariaBusy = "true";
    try {
      const { create } = await loads[name]();
      host.words.replaceChildren(); // what it may have said of a failure
      const tool = create(host, on);
      made.set(name, tool);
      await tool.ready;
    } catch (error) {
      fail(name, error);
    }
    host.root.ariaBusy = "false";
  }

  /** The open tool is there: it gets what the others have got before. */
  function begin() {
    run((tool) => {
      tool.open?.();
      if (!view) return;
      tool.show?.(view);
      tool.tell?.(view);
      tool.mark?.(view, choice);
    });
  }

  /**
   * An error of a tool's own is the tool's alone: the drawing goes on, and it is made anew
   * when its tab is opened again.
   *
   * @param {(tool: Tool) => void} act
   */
  function run(act) {
    const name = opened;
    const tool = made.get(name);
    if (!tool) return;
    try {
      act(tool);
    } catch (error) {
      if (name === WHY.name) throw error;
      fail(name, error);
    }
  }

  /**
   * @param {string} name
   * @param {unknown} error
   */
  function fail(name, error) {
    const { words, detail } = hostOf(name);
    made.delete(name);
    words.replaceChildren(make("p", { role: "status" }, say.toolFailed));
    detail.replaceChildren();
    console.error(error);
  }

  find(".microscope .layers").addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const part = target.closest(".number, .kernel");
    const section = part?.closest(".layer");
    const figure = part?.closest("figure");
    if (!part || !figure || !(section instanceof HTMLElement)) return;
    const map = [...section.querySelectorAll("figure")].indexOf(figure);
    const name = part.classList.contains("number") ? "number" : "kernel";
    press({ layer: section.dataset.layer ?? "", map }, name);
  });
  close.addEventListener("click", () => {
    wanted = false;
    on.release();
  });
  up.addEventListener("click", () => open(opened, true));
  select();

  return {
    show(news) {
      view = news;
      run((tool) => tool.show?.(news));
    },
    tell: (news) => run((tool) => tool.tell?.(news)),
    mark(news, chosen) {
      choice = chosen;
      if (chosen.unit && chosen.how === "pin" && chosen.pinned) open(WHY.name, false);
      else raise();
      run((tool) => tool.mark?.(news, chosen));
    },
    repaint(news) {
      view = news;
      run((tool) => tool.repaint?.(news));
    },
    state() {
      const choices = made.get(opened)?.choices?.() ?? [];
      return { tool: { name: opened, choices: choices.filter((one) => one >= 0) } };
    },
    async restore({ tool: { name, choices } = { name: WHY.name, choices: [] } }) {
      if (!hosts.has(name)) return; // nor such links
      await open(name, name !== WHY.name);
      if (opened === name) run((tool) => tool.choose?.(choices));
    },
  };
}

/**
 * @param {string} name
 * @returns {Host}
 */
function makeHost(name) {
  const words = make("div", { class: "words" });
  const detail = make("div", { class: "detail" });
  const attributes = {
    class: "tool",
    role: "tabpanel",
    id: panelId(name),
    "aria-labelledby": tabId(name),
    "data-tool": name,
  };
  return { root: make("section", attributes, words, detail), words, detail };
}
