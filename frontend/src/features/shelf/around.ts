/** What stands around the shelf as records are judged: the rules of care, folders and crates as they are known now. */
import { type Accessor, createMemo, untrack } from "solid-js";
import type { Copy } from "../../api/types";
import type { Library } from "../../lib/library";
import { now } from "../../lib/now";
import { cleanLevel, urgency } from "../../lib/status";
import type { CratesControl } from "../crates/crates";
import type { Around } from "./facets";

export type AroundShelf = Around & {
  /** How much a copy wants cleaning. */
  urgency(copy: Copy): number;
};

/** Of the moment it is made: what is chosen stays as it is while one looks at it. */
export function createAround(library: Library, crates: CratesControl): Accessor<AroundShelf> {
  const at = untrack(now);
  return createMemo(() => {
    const rules = library.care.known();
    return {
      now: at,
      levelOf: (copy) => cleanLevel(copy, rules, at),
      urgency: (copy) => urgency(copy, rules, at),
      folders: new Map(library.lists.folders().map(({ id, name }) => [id, name])),
      crates: {
        of: crates.byCopy(),
        names: new Map(crates.crates().map(({ id, name }) => [id, name])),
      },
    };
  });
}
