/**
 * What one asks for of records that are sorted by their names: in the chosen order, narrowed, searched. Each step is
 * done anew only where what it reads has changed, and in pieces; what was found before stands until all is found.
 */
import type { Accessor } from "solid-js";
import type { Copy } from "../../api/types";
import type { Library } from "../../lib/library";
import { createInPieces } from "../../lib/pieces";
import { type Found, searching } from "../../lib/search";
import type { AroundShelf } from "./around";
import { chosenCount, type Filters, narrowing } from "./facets";
import { isByFigures, type Order, ordering } from "./order";
import type { Sorted } from "./sorting";

export type Asked = {
  /** By the names that the order asks for (`nameOf`). */
  sorted: Accessor<Sorted>;
  order: Accessor<Order>;
  /** Of the order that shuffles. */
  seed?: Accessor<number>;
  filters: Accessor<Filters>;
  typed: Accessor<string>;
  around: Accessor<AroundShelf>;
};

const NOTHING: Found<Copy> = { copies: [], nearly: false, byTracks: 0 };

export function createFinding(library: Library, asked: Asked) {
  const ordered = createInPieces(() => {
    const [copies, order] = [asked.sorted().result() ?? [], asked.order()];
    // What is merely played meanwhile stays under the thumb, until something is chosen.
    if (!isByFigures(order)) return ordering(copies, order, { seed: asked.seed?.() ?? 0 });
    asked.filters();
    return ordering(library.shelf.today(copies), order, asked.around());
  });
  const all = () => ordered.result() ?? [];
  const narrowed = createInPieces(() => {
    const filters = asked.filters();
    // What is chosen is judged by today's figures.
    const copies = chosenCount(filters) === 0 ? all() : library.shelf.today(all());
    return narrowing(copies, filters, asked.around());
  });
  const found = createInPieces(() =>
    searching(narrowed.result() ?? [], asked.typed(), library.titles.textOf()),
  );

  return {
    /** All of them, in order. */
    ordered: all,
    found: () => found.result() ?? NOTHING,
    /** What is asked for now is still being looked for. */
    busy: () => asked.sorted().busy() || ordered.busy() || narrowed.busy() || found.busy(),
  };
}
