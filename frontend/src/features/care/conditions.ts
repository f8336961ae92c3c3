/** What was noted of a copy's condition: the server's pages, newest first, and each way to change them. */
import { createEffect, createMemo, on } from "solid-js";
import { answer } from "../../api/client";
import type { Condition, ConditionChanges } from "../../api/types";
import type { Library } from "../../lib/library";
import { createPaged } from "../../lib/paged";
import { uuid7 } from "../../lib/uuid";

export function createConditions(library: Library, copyId: () => string) {
  const { api } = library;
  const stored = createPaged<Condition>(async (cursor) => {
    const told = await answer(
      api.GET("/api/copies/{copy_id}/conditions", {
        params: { path: { copy_id: copyId() }, query: { limit: 10, ...(cursor ? { cursor } : {}) } },
      }),
    );
    return { entries: told.conditions, cursor: told.cursor };
  });

  createEffect(on(copyId, stored.clear));
  // Any word of the server about the copy: what is noted of it touches it.
  const row = createMemo(() => library.shelf.copy(copyId()));
  createEffect(on(row, (there) => there && void stored.load()));

  const path = (id: string) => ({ params: { path: { condition_id: id } } });
  const told = async (work: Promise<unknown>) => {
    await work;
    await Promise.all([stored.load(), library.catchUp()]);
  };
  const note = (condition: ConditionChanges) =>
    told(
      answer(
        api.POST("/api/conditions", {
          body: { date_only: true, notes: "", ...condition, id: uuid7(), copy_id: copyId() },
        }),
      ),
    );

  return {
    ...stored,
    note,
    amend: (id: string, changes: ConditionChanges) =>
      told(answer(api.PATCH("/api/conditions/{condition_id}", { ...path(id), body: changes }))),
    remove: (id: string) => told(answer(api.DELETE("/api/conditions/{condition_id}", path(id)))),
    /** Notes a deleted one once more: its own id stays taken. */
    restore: ({ noted_at, date_only, fault, media, sleeve, notes }: Condition) =>
      note({ noted_at, date_only, fault, media, sleeve, notes }),
  };
}
