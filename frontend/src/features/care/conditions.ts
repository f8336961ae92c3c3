/** What was noted of a copy's condition: the server's pages, newest first, and each way to change them. */
import { batch, createEffect, createMemo, createSignal, on } from "solid-js";
import { answer } from "../../api/client";
import type { Condition, ConditionChanges } from "../../api/types";
import type { Library } from "../../lib/library";
import { uuid7 } from "../../lib/uuid";

export function createConditions(library: Library, copyId: () => string) {
  const { api } = library;
  const [conditions, setConditions] = createSignal<readonly Condition[]>();
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [problem, setProblem] = createSignal<unknown>();
  let asked = 0;

  const page = (from: string | null) =>
    answer(
      api.GET("/api/copies/{copy_id}/conditions", {
        params: { path: { copy_id: copyId() }, query: { limit: 10, ...(from ? { cursor: from } : {}) } },
      }),
    );

  async function load(): Promise<void> {
    const turn = ++asked;
    try {
      const first = await page(null);
      if (turn !== asked) return;
      batch(() => {
        setConditions(first.conditions);
        setCursor(first.cursor);
        setProblem(undefined);
      });
    } catch (error) {
      if (turn === asked) setProblem(() => error);
    }
  }

  createEffect(on(copyId, () => setConditions(undefined)));
  // Any word of the server about the copy: what is noted of it touches it.
  const row = createMemo(() => library.shelf.copy(copyId()));
  createEffect(on(row, (there) => there && void load()));

  const told = async (work: Promise<unknown>) => {
    await work;
    await Promise.all([load(), library.catchUp()]);
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
    conditions,
    problem,
    hasMore: () => cursor() !== null,
    load,
    note,
    async more(): Promise<void> {
      const next = await page(cursor());
      batch(() => {
        setConditions((all) => [...(all ?? []), ...next.conditions]);
        setCursor(next.cursor);
      });
    },
    amend: (id: string, changes: ConditionChanges) =>
      told(
        answer(
          api.PATCH("/api/conditions/{condition_id}", {
            params: { path: { condition_id: id } },
            body: changes,
          }),
        ),
      ),
    remove: (id: string) =>
      told(answer(api.DELETE("/api/conditions/{condition_id}", { params: { path: { condition_id: id } } }))),
    /** Notes a deleted one once more: its own id stays taken. */
    restore: ({ noted_at, date_only, fault, media, sleeve, notes }: Condition) =>
      note({ noted_at, date_only, fault, media, sleeve, notes }),
  };
}
