/** What the shelf begins with, kept for the next visit: shown at once, before ten thousand records are read. */
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from "solid-js";
import type { Copy } from "../../api/types";
import { whenIdle } from "../../lib/idle";
import type { FirstCovers, Library } from "../../lib/library";
import type { Order } from "./order";

/** Enough for the largest screen. */
const MOST = 40;
const PAUSE = 2_000;

/** Tells what was kept, as long as the shelf itself is not there. */
export function createFirstCovers(
  library: Library,
  of: {
    /** The shelf, once it is there. */
    shelf: Accessor<readonly Copy[] | undefined>;
    order: Accessor<Order>;
    /** All of the shelf is to be shown and nothing else, so that it begins with covers. */
    isPlain: Accessor<boolean>;
  },
) {
  const [kept, setKept] = createSignal<FirstCovers>();
  void library.firstCovers.kept.then((told) => setKept(told));
  // Shuffled anew on each visit.
  const isMeant = () => of.isPlain() && of.order() !== "random";

  createEffect(() => {
    const shelf = of.shelf();
    if (!shelf || !isMeant()) return;
    const order = of.order();
    const copies = shelf.slice(0, MOST).map((copy) => library.shelf.copy(copy.id) ?? copy);
    const keep = () => library.firstCovers.keep({ order, total: shelf.length, copies });
    const timer = setTimeout(() => whenIdle(keep), PAUSE);
    onCleanup(() => clearTimeout(timer));
  });

  const coming = createMemo(() => {
    const told = kept();
    return told && told.total > 0 && of.shelf() === undefined ? told : undefined;
  });
  /** The covers, where they are what the shelf would begin with. */
  const covers = createMemo(() => {
    const told = coming();
    return told && isMeant() && told.order === of.order() ? told : undefined;
  });
  /** Of how many records: also while something is typed that cannot be searched yet. */
  const total = () => coming()?.total;
  return { covers, total };
}
