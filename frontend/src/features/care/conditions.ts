/** What was noted of a copy's condition: the server's pages, newest first, and each way to change them. */
import { createEffect, createMemo, on } from "solid-js";
import { answer } from "../../api/client";
import type { Condition, ConditionChanges } from "../../api/types";
import type { Library } from "../../lib/library";
import type { NotedOf } from "../../lib/notes";
import { onChange } from "../../lib/on-change";
import { createPaged } from "../../lib/paged";
import { uuid7 } from "../../lib/uuid";

export function createConditions(library: Library, copyId: () => string) {
  const { api } = library;
  const { notes } = library;
  const stored = createPaged<Condition>(async (cursor) => {
    const told = await answer(
      api.GET("/api/copies/{copy_id}/conditions", {
        params: { path: { copy_id: copyId() }, query: { limit: 10, ...(cursor ? { cursor } : {}) } },
      }),
    );
    return { entries: told.conditions, cursor: told.cursor };
  });
  const entries = createMemo(() => {
    const known = new Set(stored.entries()?.map(({ id }) => id));
    const here = notes.of("condition").filter((entry) => entry.copyId === copyId() && !known.has(entry.id));
    if (here.length === 0 && !stored.entries()) return undefined;
    return [...here.map(shown), ...(stored.entries() ?? [])]
      .filter(({ id }) => !notes.gone().has(id))
      .sort((a, b) => Date.parse(b.noted_at) - Date.parse(a.noted_at));
  });

  onChange(copyId, stored.clear);
  // Any word of the server about the copy: what is noted of it touches it.
  const row = createMemo(() => library.shelf.copy(copyId()));
  createEffect(on(row, (there) => there && void stored.load()));

  const path = (id: string) => ({ params: { path: { condition_id: id } } });
  const told = async (work: Promise<unknown>) => {
    await work;
    await Promise.all([stored.load(), library.catchUp()]);
  };
  /** On the device first, so that no network is needed. */
  const note = ({ noted_at, ...fields }: ConditionChanges) =>
    notes.note({
      id: uuid7(),
      kind: "condition",
      copyId: copyId(),
      at: noted_at ?? new Date().toISOString(),
      fields,
    });

  return {
    ...stored,
    entries,
    note,
    amend: (id: string, changes: ConditionChanges) =>
      told(answer(api.PATCH("/api/conditions/{condition_id}", { ...path(id), body: changes }))),
    /** On the device first too. */
    remove: ({ id, noted_at }: Condition) =>
      notes.takeBack({ id, kind: "condition", copyId: copyId(), at: noted_at }),
    /** Notes a deleted one once more: its own id stays taken. */
    restore: ({ noted_at, date_only, fault, media, sleeve, notes }: Condition) =>
      note({ noted_at, date_only, fault, media, sleeve, notes }),
  };
}

/** One that was noted here, as the server would tell it. */
function shown({ id, copyId, at, fields }: NotedOf<"condition">): Condition {
  const nothing = { date_only: false, fault: null, media: null, sleeve: null, notes: "" };
  return { ...nothing, ...fields, id, copy_id: copyId, noted_at: at, created_at: at };
}
