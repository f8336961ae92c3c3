/**
 * What was passed over: the server's word, over it what was done here and the server has not heard yet.
 * Both are kept on the device, so that a skip holds without a network and is told once there is one.
 */
import { createSignal } from "solid-js";
import { answer } from "../../api/client";
import { Problem } from "../../api/problem";
import { transact } from "../../lib/disk";
import type { Library } from "../../lib/library";

const DAY = 86_400_000;
export const SKIP_DAYS = 14;

/** Until when a copy is passed over, in milliseconds; 0: it is offered again. */
type Until = [copyId: string, until: number];
type Kept = { said: Until[]; untold: Until[] };

const keptSkips = (user: string) =>
  transact<Kept | undefined>(["cursors"], "readonly", (store) => store("cursors").get([user, "skips"])).catch(
    () => undefined,
  );

/** What this device has not told yet, wherever one is in the page. */
export const untoldSkips = (library: Library) => ({
  count: async () => (await keptSkips(library.user))?.untold.length ?? 0,
  async send() {
    const skips = createSkips(library);
    await skips.open();
    skips.close();
  },
});

export type Skips = ReturnType<typeof createSkips>;

export function createSkips(library: Library) {
  const { api, user } = library;
  const key = [user, "skips"];
  const [said, setSaid] = createSignal<ReadonlyMap<string, number>>(new Map());
  const [untold, setUntold] = createSignal<ReadonlyMap<string, number>>(new Map());
  const [known, setKnown] = createSignal(false);
  let telling: Promise<void> | undefined;
  let closed = false;

  const keep = async () => {
    const kept: Kept = { said: [...said()], untold: [...untold()] };
    await transact(["cursors"], "readwrite", (store) => {
      store("cursors").put(kept, key);
      return undefined;
    }).catch(() => undefined);
  };

  /** Tells what was done here, oldest first, then asks what holds. */
  async function tell(): Promise<void> {
    for (const [copy_id, until] of untold()) {
      if (closed) return;
      const params = { params: { path: { copy_id } } };
      const days = Math.min(366, Math.max(1, Math.ceil((until - Date.now()) / DAY)));
      try {
        if (until > Date.now()) await answer(api.PUT("/api/skips/{copy_id}", { ...params, body: { days } }));
        else await answer(api.DELETE("/api/skips/{copy_id}", params));
      } catch (error) {
        // What the server will never take is forgotten with what it takes.
        if (!(error instanceof Problem) || error.passing) throw error;
      }
      if (untold().get(copy_id) !== until) continue;
      setSaid((all) => new Map(all).set(copy_id, until));
      setUntold((all) => new Map([...all].filter(([id]) => id !== copy_id)));
    }
    const { skips } = await answer(api.GET("/api/skips"));
    if (closed) return;
    setSaid(new Map(skips.map((skip) => [skip.copy_id, Date.parse(skip.until)])));
    await keep();
  }

  const load = (): Promise<void> => {
    telling ??= tell()
      .catch(() => undefined)
      .finally(() => {
        telling = undefined;
      });
    return telling;
  };

  const set = async (copyId: string, until: number) => {
    setUntold((all) => new Map([...[...all].filter(([id]) => id !== copyId), [copyId, until]]));
    await keep();
    await telling;
    await load();
  };

  const unlisten = library.on((event) => {
    if (event.type === "skips" || event.type === "open") void load();
  });

  // The line to the server may outlive a gap in the network.
  const online = () => void load();
  addEventListener("online", online);

  return {
    /** What the device kept, then what the server says. */
    async open(): Promise<void> {
      const kept = await keptSkips(user);
      if (kept && !closed) {
        setSaid((now) => (now.size > 0 ? now : new Map(kept.said)));
        setUntold((now) => new Map([...kept.untold, ...now]));
      }
      setKnown(true);
      await load();
    },

    /** The device has said what it kept: until then nothing is drawn that would change at once. */
    known,

    /** Until when which copy is passed over, in milliseconds; tracked. */
    until: (): ReadonlyMap<string, number> => new Map([...said(), ...untold()]),

    skip: (copyId: string, days = SKIP_DAYS) => set(copyId, Date.now() + days * DAY),
    offer: (copyId: string) => set(copyId, 0),

    close(): void {
      closed = true;
      unlisten();
      removeEventListener("online", online);
    },
  };
}
