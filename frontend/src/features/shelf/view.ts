/** What the shelf looked like when one left it: kept while the page is open, the order for good. */
import { createSignal } from "solid-js";
import { ORDERS, type Order } from "./order";

const ORDER = "waugzee.order";

const kept = localStorage.getItem(ORDER);
const [order, setOrderSignal] = createSignal<Order>(ORDERS.find((each) => each.id === kept)?.id ?? "artist");
const [typed, setTyped] = createSignal("");

export { order, setTyped, typed };

export function setOrder(next: Order): void {
  localStorage.setItem(ORDER, next);
  setOrderSignal(next);
}

let left = 0;
export const rememberScroll = (): void => {
  left = scrollY;
};
export const scrollLeftAt = (): number => left;
