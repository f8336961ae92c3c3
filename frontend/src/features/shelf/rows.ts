/** Which rows of a long grid exist: those in sight and a few around them. All rows are equally high. */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup, onMount } from "solid-js";

/** Rows kept ready above and below, so that a flick finds covers and not paper. */
const AROUND = 2;

export type Span = { first: number; last: number };

/** The rows of `rows` that touch the view, which begins `top` pixels below the first row's upper edge. */
export function rowsInSight(top: number, height: number, rowHeight: number, rows: number): Span {
  const first = Math.floor(top / rowHeight) - AROUND;
  const last = Math.floor((top + height) / rowHeight) + AROUND;
  return { first: Math.max(0, Math.min(first, rows - 1)), last: Math.min(rows - 1, Math.max(last, 0)) };
}

/** The numbers of the rows in sight as the window scrolls over `frame`, which is as high as all rows together. */
export function createRowsInSight(
  frame: () => HTMLElement,
  rowHeight: Accessor<number>,
  rows: Accessor<number>,
) {
  const [view, setView] = createSignal({ top: 0, height: innerHeight });
  const look = () => setView({ top: -frame().getBoundingClientRect().top, height: innerHeight });
  onMount(() => {
    look();
    addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look, { passive: true });
    onCleanup(() => {
      removeEventListener("scroll", look);
      removeEventListener("resize", look);
    });
  });
  // Not where rows come or go: they move nothing above them, and asking would lay the page out once more.
  createEffect(on(rowHeight, () => queueMicrotask(look), { defer: true }));
  const span = createMemo(() => rowsInSight(view().top, view().height, rowHeight(), rows()), undefined, {
    equals: (a, b) => a.first === b.first && a.last === b.last,
  });
  const printing = createPrinting();
  return createMemo(() => {
    const { first, last } = printing() ? { first: 0, last: Math.min(rows(), ON_PAPER) - 1 } : span();
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
  });
}

/** So many rows are printed: some hundred sheets of paper are enough. */
const ON_PAPER = 500;

/** Whether the browser is about to print: paper has no sight to scroll through. */
function createPrinting(): Accessor<boolean> {
  const [printing, setPrinting] = createSignal(false);
  const begin = () => setPrinting(true);
  const end = () => setPrinting(false);
  onMount(() => {
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    onCleanup(() => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    });
  });
  return printing;
}

/** Scrolls up, and says so at once: the browser would only with the next frame, rows having come for nothing. */
export function toTop(): void {
  scrollTo(0, 0);
  dispatchEvent(new Event("scroll"));
}
