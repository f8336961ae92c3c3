/** What the shelf looked like when one left it: kept while the page is open, the order and size for good. */

import { t } from "@lingui/core/macro";
import { batch, createSignal } from "solid-js";
import { keepWord, keptWord } from "../../lib/kept-words";
import type { Place, View } from "./address";
import type { Filters } from "./facets";
import { isOrder, type Order } from "./order";

const ORDER = "waugzee.order";
const SIZE = "waugzee.size";
export const USUAL: Order = "artist";

export const SIZES = [
  { id: "small", word: t`Small` },
  { id: "medium", word: t`Medium` },
  { id: "large", word: t`Large` },
  { id: "list", word: t`List` },
] as const;

export type Size = (typeof SIZES)[number]["id"];

const keptOrder = keptWord(ORDER) ?? "";
const keptSize = keptWord(SIZE);

const [order, setOrderSignal] = createSignal<Order>(isOrder(keptOrder) ? keptOrder : USUAL);
const [size, setSizeSignal] = createSignal<Size>(SIZES.find((each) => each.id === keptSize)?.id ?? "medium");
const [typed, setTyped] = createSignal("");
const [filters, setFilters] = createSignal<Filters>({});
const [place, setPlace] = createSignal<Place>("shelf");
/** Shuffled anew on each visit and each choice of the order; it stays put while one scrolls and logs. */
const [seed, setSeed] = createSignal(Date.now() | 0);

export { filters, order, place, seed, setFilters, setPlace, setTyped, size, typed };

export function setOrder(next: Order): void {
  keepWord(ORDER, next);
  if (next === "random") setSeed(Date.now() | 0);
  setOrderSignal(next);
}

export function setSize(next: Size): void {
  keepWord(SIZE, next);
  setSizeSignal(next);
}

export const view = (): View => ({ typed: typed(), order: order(), filters: filters(), place: place() });

/** Shows a view that an address or a saved name told; the order of the device stays as it was chosen. */
export function show(next: View): void {
  batch(() => {
    setTyped(next.typed);
    setOrderSignal(next.order);
    setPlace(next.place);
    setFilters(next.filters);
  });
}

let left = 0;
export const rememberScroll = (): void => {
  left = scrollY;
};
export const scrollLeftAt = (): number => left;
