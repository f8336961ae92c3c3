/** The inbox: its newest notices and how many are unread, kept current by what the server says. */
import { createContext, createSignal, useContext } from "solid-js";
import { answer } from "../../api/client";
import type { Told } from "../../api/types";
import { whenIdle } from "../../lib/idle";
import type { Library } from "../../lib/library";
import { oneByOne } from "../../lib/one-by-one";
import { pushedFor } from "../../lib/pushed";

const PAGE = 30;

export type InboxStore = ReturnType<typeof createInbox>;

export const InboxContext = createContext<InboxStore>();

export function useInbox(): InboxStore {
  const inbox = useContext(InboxContext);
  if (!inbox) throw new Error("no inbox above this component");
  return inbox;
}

export function createInbox(library: Library) {
  const { api } = library;
  const [notices, setNotices] = createSignal<readonly Told[]>();
  const [unread, setUnread] = createSignal(0);
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [problem, setProblem] = createSignal<unknown>();
  let asked = 0;

  const ordered = oneByOne();

  async function load(): Promise<void> {
    const turn = ++asked;
    try {
      // What was unfolded stays unfolded.
      const limit = Math.min(200, Math.max(PAGE, notices()?.length ?? 0));
      const page = await answer(api.GET("/api/inbox", { params: { query: { limit } } }));
      if (turn !== asked) return;
      setNotices(page.notices);
      setUnread(page.unread);
      setCursor(page.cursor);
      setProblem(undefined);
    } catch (error) {
      if (turn === asked) setProblem(() => error);
    }
  }

  async function more(): Promise<void> {
    const turn = ++asked;
    const page = await answer(
      api.GET("/api/inbox", { params: { query: { limit: PAGE, cursor: cursor() ?? "" } } }),
    );
    if (turn !== asked) return;
    setNotices((known) => [...(known ?? []), ...page.notices]);
    setCursor(page.cursor);
  }

  const unlisten = library.on((event) => {
    if (event.type === "open" || event.type === "inbox") void load();
    // A new session takes over the subscription of the one before.
    if (event.type === "open" && pushedFor() === library.user)
      whenIdle(() => void import("./push").then(({ renew }) => renew(library)).catch(() => undefined));
  });

  return {
    notices,
    unread,
    problem,
    load,
    more,
    hasMore: () => cursor() !== null,

    /** At once; the server's word follows. */
    async setRead(notice: Told, read: boolean): Promise<void> {
      if (Boolean(notice.read_at) === read) return;
      const read_at = read ? new Date().toISOString() : null;
      setNotices((known) => known?.map((one) => (one.id === notice.id ? { ...one, read_at } : one)));
      setUnread((count) => Math.max(0, count + (read ? -1 : 1)));
      const params = { path: { notice_id: notice.id } };
      await ordered(() => answer(api.PATCH("/api/inbox/{notice_id}", { params, body: { read } })));
    },
    async readAll(): Promise<void> {
      const newest = notices()?.[0];
      if (!newest) return;
      await ordered(() => answer(api.POST("/api/inbox/read", { body: { newest: newest.id } })));
      await load();
    },
    async remove(notice: Told): Promise<void> {
      const params = { path: { notice_id: notice.id } };
      await ordered(() => answer(api.DELETE("/api/inbox/{notice_id}", { params })));
      await load();
    },
    close() {
      unlisten();
      asked++;
    },
  };
}
