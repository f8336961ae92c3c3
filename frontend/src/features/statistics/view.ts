/**
 * What a view tells: one request, asked again when something of it changed. The last answers stay on the
 * device, so that without a network one sees what was seen last, and when that was.
 */
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { transact } from "../../lib/disk";
import type { Library } from "../../lib/library";

const PAUSE = 1_000;
/** What is kept on the device: so many answers, then it begins anew. */
const MOST_KEPT = 60;
const TELLING = ["open", "shelf", "equipment", "tracklist", "statistics"];

type Kept<T> = { at: number; body: T };

export type View<T> = ReturnType<typeof createView<T>>;

/** `key` names the request; it is asked anew when the name changes. */
export function createView<T>(library: Library, key: () => string, ask: () => Promise<T>) {
  const [told, setTold] = createSignal<Kept<T> & { of: string; fresh: boolean }>();
  const [problem, setProblem] = createSignal<unknown>();
  const [asking, setAsking] = createSignal(false);
  let turn = 0;

  async function load(): Promise<void> {
    const mine = ++turn;
    const of = key();
    setAsking(true);
    void kept<T>(library.user, of).then((found) => {
      if (mine === turn && found && told()?.of !== of) setTold({ ...found, of, fresh: false });
    });
    try {
      const body = await ask();
      if (mine !== turn) return;
      const at = Date.now();
      setTold({ at, body, of, fresh: true });
      setProblem(undefined);
      void keep(library.user, of, { at, body });
    } catch (error) {
      if (mine === turn) setProblem(() => error);
    } finally {
      if (mine === turn) setAsking(false);
    }
  }

  createEffect(on(key, () => void load()));

  let timer: ReturnType<typeof setTimeout> | undefined;
  const unlisten = library.on((event) => {
    if (!TELLING.includes(event.type)) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      void load();
    }, PAUSE);
  });
  onCleanup(() => {
    turn += 1;
    unlisten();
    clearTimeout(timer);
  });

  return {
    /** The answer; that of another request while this one is under way, so that nothing flickers. */
    told: () => told()?.body,
    /** When it was asked for, where it is not fresh. */
    seenAt: () => {
      const last = told();
      return last && (problem() !== undefined || (!last.fresh && !asking())) ? last.at : undefined;
    },
    /** Whether it answers what is asked for now. */
    isCurrent: () => told()?.of === key(),
    asking,
    problem,
    again: load,
  };
}

async function kept<T>(user: string, of: string): Promise<Kept<T> | undefined> {
  return transact<Kept<T> | undefined>(["cursors"], "readonly", (store) =>
    store("cursors").get([user, "statistics", of]),
  ).catch(() => undefined);
}

async function keep<T>(user: string, of: string, answer: Kept<T>): Promise<void> {
  const all = IDBKeyRange.bound([user, "statistics"], [user, "statistics", []]);
  const number = await transact<number>(["cursors"], "readonly", (store) =>
    store("cursors").count(all),
  ).catch(() => 0);
  await transact(["cursors"], "readwrite", (store) => {
    if ((number ?? 0) > MOST_KEPT) store("cursors").delete(all);
    store("cursors").put(answer, [user, "statistics", of]);
    return undefined;
  }).catch(() => undefined);
}
