import { createRoot } from "solid-js";
import { beforeEach, expect, test, vi } from "vitest";
import { chooseSingleKeys } from "../lib/single-keys";
import { type KeyMap, useKeys } from "./keys";

const page = new EventTarget();
vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
vi.stubGlobal("HTMLElement", class {});

let done: string[];
beforeEach(() => {
  done = [];
  chooseSingleKeys(true);
});

const press = (keys: string) => {
  for (const key of keys) page.dispatchEvent(Object.assign(new Event("keydown"), { key }));
};
const all = (keys: string, of: string): KeyMap =>
  Object.fromEntries([...keys].map((key) => [key, () => void done.push(`${key} ${of}`)]));
/** What listens so goes again with the function returned. */
const listening = (keys: KeyMap, options = {}) =>
  createRoot((dispose) => {
    useKeys(keys, options);
    return dispose;
  });

test("a dialogue over the page swallows the keys that it does not know", () => {
  const undo = listening(all("u", "of the page"), { everywhere: true });
  const record = listening(all("pc", "of the record"), { modal: true });
  const detail = listening(all("c", "of the dialogue"), { modal: true });
  press("pcu");
  expect(done).toEqual(["c of the dialogue", "u of the page"]);
  detail();
  press("p");
  expect(done.at(-1)).toBe("p of the record");
  record();
  undo();
});

test("single keys are switched off, others are not", () => {
  const shelf = listening({ ...all("p", "of the page"), Escape: () => void done.push("Escape") });
  chooseSingleKeys(false);
  press("p");
  page.dispatchEvent(Object.assign(new Event("keydown"), { key: "Escape" }));
  expect(done).toEqual(["Escape"]);
  shelf();
});
