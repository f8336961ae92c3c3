/** Which rows of a long grid exist: those in sight and a few around them. All rows are equally high. */
import {
  type Accessor,
  createEffect,
  createMemo,
  createRenderEffect,
  createSignal,
  on,
  onCleanup,
  onMount,
  untrack,
} from "solid-js";
import { breathe, inTurn } from "../../lib/idle";
import { isTurnOver } from "../../lib/pieces";

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
  createEffect(on(rowHeight, () => requestAnimationFrame(look), { defer: true }));
  const span = createMemo(() => rowsInSight(view().top, view().height, rowHeight(), rows()), undefined, {
    equals: (a, b) => a.first === b.first && a.last === b.last,
  });
  const printing = createPrinting();
  const inSight = createMemo(() => {
    const { first, last } = printing() ? { first: 0, last: Math.min(rows(), ON_PAPER) - 1 } : span();
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
  });
  return { inSight, printing };
}

export type Row<T> = { number: number; things: Accessor<readonly T[]>; show(things: readonly T[]): void };

/** So many things are made or changed where something else is under way: a phone does that within a few frames. */
const AT_ONCE = 8;
/** And so many milliseconds long in a turn of their own: a phone gets to a row or two, a desk to most. */
const TURN = 16;

/**
 * The rows in sight with what stands in them. Where much changes at once, by a jump or by what is searched, the
 * rows that one sees come first and the others follow in turn: between two of them the page answers and paints.
 */
export function createRows<T extends { id: string }>(of: {
  inSight: Accessor<readonly number[]>;
  columns: Accessor<number>;
  all: Accessor<readonly T[]>;
  /** Everything now, however long it takes. */
  atOnce: Accessor<boolean>;
}) {
  const [rows, setRows] = createSignal<readonly Row<T>[]>([]);
  /** Some rows do not yet show what they are to show. */
  const [busy, setBusy] = createSignal(false);
  let takeBack: (() => void) | undefined;
  onCleanup(() => takeBack?.());

  const meant = (number: number) =>
    untrack(() => of.all().slice(number * of.columns(), (number + 1) * of.columns()));

  /** The numbers of the rows that are not yet as they are to be, those in sight before those around them. */
  function left(): number[] {
    const there = new Map(untrack(rows).map((row) => [row.number, row]));
    const numbers = untrack(of.inSight);
    const isAround = (at: number) => at < AROUND || at >= numbers.length - AROUND;
    const wrong = numbers.filter((number) => {
      const row = there.get(number);
      return !row || !isSame(untrack(row.things), meant(number));
    });
    const around = new Set(numbers.filter((number, at) => number > 0 && isAround(at)));
    return [...wrong.filter((n) => !around.has(n)), ...wrong.filter((n) => around.has(n))];
  }

  function put(number: number): void {
    const there = untrack(rows).find((row) => row.number === number);
    if (there) there.show(meant(number));
    else setRows((all) => [...all, newRow(number, meant(number))].sort((a, b) => a.number - b.number));
  }

  function work(most: number): void {
    takeBack?.();
    const wanted = new Set(untrack(of.inSight));
    const stay = untrack(rows).filter(({ number }) => wanted.has(number));
    if (stay.length < untrack(rows).length) setRows(stay);
    const todo = left();
    const until = performance.now() + TURN;
    const goesOn = (made: number) =>
      made === 0 || untrack(of.atOnce) || (made < most && performance.now() < until);
    let made = 0;
    for (; made < todo.length && goesOn(made); made++) put(todo[made] as number);
    setBusy(made < todo.length);
    takeBack = made < todo.length ? inTurn(inOwnTime) : undefined;
  }

  const inOwnTime = () => work(Number.POSITIVE_INFINITY);
  /** Within an effect nothing is drawn before its end, so that time would tell nothing. */
  const now = () => work(Math.floor(AT_ONCE / untrack(of.columns)));

  /** Where finding took long, the key that was pressed is shown before what was found. */
  function workLater(): void {
    takeBack?.();
    let isMeant = true;
    takeBack = () => {
      isMeant = false;
    };
    setBusy(true);
    // Not within the effect, whatever time is left.
    const turn = isTurnOver() ? breathe() : Promise.resolve();
    void turn.then(() => isMeant && inOwnTime());
  }

  createRenderEffect(
    on([of.all, of.inSight, of.columns, of.atOnce] as const, ([all, , , atOnce], before) =>
      before && before[0] !== all && !atOnce ? workLater() : now(),
    ),
  );
  return { rows, busy };
}

function newRow<T>(number: number, first: readonly T[]): Row<T> {
  const [things, show] = createSignal(first);
  return { number, things, show: (next) => void show(next) };
}

const isSame = <T extends { id: string }>(some: readonly T[], others: readonly T[]): boolean =>
  some.length === others.length && some.every(({ id }, at) => id === others[at]?.id);

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

/**
 * Scrolls up, and says so at once: the browser would only with the next frame, rows having come for nothing.
 * `from`: where one is. Asking the browser would have it lay out first what the last keystroke changed.
 */
export function toTop(from: number): void {
  if (from === 0) return;
  scrollTo(0, 0);
  dispatchEvent(new Event("scroll"));
}
