/**
 * What is due: asked for once, and again when something was done or put off, here or elsewhere. Where the
 * server does not answer, the device makes it of the shelf, the rules and the last answer that it keeps.
 */
import { createContext, createMemo, createSignal, useContext } from "solid-js";
import { answer } from "../../api/client";
import type { Copy, Due, DueRecord } from "../../api/types";
import { keptAnswer } from "../../lib/kept-answer";
import type { Library } from "../../lib/library";
import { now } from "../../lib/now";
import { withDone } from "../maintenance/maintenance";

/** Several things often change together, as during a sync. */
const PAUSE = 1_500;
/** Records that the device tells of by itself. */
const MOST = 200;

export type DueStore = ReturnType<typeof createDue>;

export const DueContext = createContext<DueStore>();

export function useDue(): DueStore {
  const due = useContext(DueContext);
  if (!due) throw new Error("no due store above this component");
  return due;
}

export function createDue(library: Library) {
  const { api } = library;
  const disk = keptAnswer<Due>(library.user, "due");
  const [due, setDue] = createSignal<Due>();
  const [problem, setProblem] = createSignal<unknown>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  void disk.read().then((told) => told && !due() && setDue(told));

  async function load(): Promise<void> {
    const turn = ++asked;
    clearTimeout(timer);
    timer = undefined;
    try {
      const next = await answer(api.GET("/api/due"));
      if (turn !== asked) return;
      setDue(next);
      void disk.write(next);
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
  const ofServer = createMemo(() => (due()?.records ?? []).filter((record) => !cleanedSince(record)));
  const isAlone = () => problem() !== undefined;
  // The whole shelf is judged where nobody else can, and only there.
  const ofDevice = createMemo(() => {
    if (!isAlone()) return [];
    const at = now();
    const putOff = new Set(
      due()
        ?.snoozed_records.filter(({ snoozed_until }) => Date.parse(snoozed_until ?? "") > at)
        .map(({ copy_id }) => copy_id),
    );
    return library.shelf
      .copies()
      .map(({ id }) => library.shelf.copy(id))
      .filter((copy) => copy !== undefined && !putOff.has(copy.id) && library.care.urgency(copy, at) >= 1)
      .map((copy) => dueOf(copy as Copy, library, at))
      .sort((a, b) => b.urgency - a.urgency);
  });
  const records = (): readonly DueRecord[] => (isAlone() ? ofDevice().slice(0, MOST) : ofServer());
  const recordCount = () =>
    isAlone()
      ? ofDevice().length
      : Math.max(0, (due()?.record_count ?? 0) - ((due()?.records.length ?? 0) - ofServer().length));
  const maintenance = createMemo(() =>
    (due()?.maintenance ?? []).filter(({ plan }) => withDone(plan, library) === plan),
  );

  return {
    due,
    problem,
    load,
    records,
    recordCount,
    maintenance,
    count: () => recordCount() + (due()?.styluses.length ?? 0) + maintenance().length,

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

/** A record that is due, as the server would tell it; `urgency` orders them. */
function dueOf(copy: Copy, { care }: Library, at: number): DueRecord & { urgency: number } {
  return {
    copy_id: copy.id,
    title: copy.title,
    artist: copy.artist,
    thumb: copy.thumb,
    level: care.cleanliness(copy, at).level,
    reasons: care.dueFor(copy, at),
    plays_since_cleaning: copy.plays_since_cleaning,
    last_cleaned_at: copy.last_cleaned_at,
    snoozed_until: null,
    urgency: care.urgency(copy, at),
  };
}
