/** What is due: asked for once, and again when something was done or put off, here or elsewhere. */
import { createContext, createMemo, createSignal, useContext } from "solid-js";
import { answer } from "../../api/client";
import type { Due, DueRecord } from "../../api/types";
import type { Library } from "../../lib/library";

/** Several things often change together, as during a sync. */
const PAUSE = 1_500;

export type DueStore = ReturnType<typeof createDue>;

export const DueContext = createContext<DueStore>();

export function useDue(): DueStore {
  const due = useContext(DueContext);
  if (!due) throw new Error("no due store above this component");
  return due;
}

export function createDue(library: Library) {
  const { api } = library;
  const [due, setDue] = createSignal<Due>();
  const [problem, setProblem] = createSignal<unknown>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  async function load(): Promise<void> {
    const turn = ++asked;
    clearTimeout(timer);
    timer = undefined;
    try {
      const next = await answer(api.GET("/api/due"));
      if (turn !== asked) return;
      setDue(next);
      setProblem(undefined);
    } catch (error) {
      if (turn === asked) setProblem(() => error);
    }
  }

  const unlisten = library.on((event) => {
    if (event.type === "open") void load();
    else if (
      event.type === "due" ||
      event.type === "shelf" ||
      event.type === "equipment" ||
      event.type === "maintenance"
    )
      timer ??= setTimeout(() => void load(), PAUSE);
  });

  /** Cleaned on this device since the server said so. */
  const cleanedSince = (record: DueRecord): boolean => {
    const at = library.shelf.copy(record.copy_id)?.last_cleaned_at;
    const said = due()?.as_of;
    return Boolean(at && said && Date.parse(at) > Date.parse(said));
  };
  const records = createMemo(() => (due()?.records ?? []).filter((record) => !cleanedSince(record)));
  const goneHere = () => (due()?.records.length ?? 0) - records().length;

  return {
    due,
    problem,
    load,
    records,
    recordCount: () => Math.max(0, (due()?.record_count ?? 0) - goneHere()),
    count: () => Math.max(0, (due()?.count ?? 0) - goneHere()),

    async snooze(subject: string, until: Date): Promise<void> {
      await answer(
        api.PUT("/api/due/{subject_id}/snooze", {
          params: { path: { subject_id: subject } },
          body: { until: until.toISOString() },
        }),
      );
      await load();
    },
    async endSnooze(subject: string): Promise<void> {
      await answer(api.DELETE("/api/due/{subject_id}/snooze", { params: { path: { subject_id: subject } } }));
      await load();
    },
    close() {
      unlisten();
      clearTimeout(timer);
      asked++;
    },
  };
}
