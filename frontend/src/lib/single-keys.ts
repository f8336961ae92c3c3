/** Whether a single letter or sign does something, as chosen on this device: speech input types them unasked. */
import { createSignal } from "solid-js";
import { keepWord, keptWord } from "./kept-words";

const KEY = "waugzee.single-keys";
const [on, setOn] = createSignal(keptWord(KEY) !== "off");

export const singleKeys = on;

/** Keeps the choice. */
export function chooseSingleKeys(wanted: boolean): void {
  keepWord(KEY, wanted ? undefined : "off");
  setOn(wanted);
}
