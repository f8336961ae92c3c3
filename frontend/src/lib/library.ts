/**
 * One user's records on this device: the shelf, what waits to be sent, and the line to the server
 * that keeps both current. Made when it is known who is here; closed at sign-out.
 */
import { batch, createContext, createSignal, useContext } from "solid-js";
import { type Api, answer } from "../api/client";
import { openEvents, type ServerEvent } from "../api/events";
import type { Copy } from "../api/types";
import { createCareRules } from "./care-rules";
import type { Figures } from "./entries";
import { whenIdle } from "./idle";
import { keptOutbox, keptShelf } from "./kept";
import { keptAnswer } from "./kept-answer";
import { createLists } from "./lists";
import { createNotes } from "./notes";
import { createOutbox, isNoted, type LoggedEntry, type Parcel } from "./outbox";
import { sendParcel } from "./sending";
import { createShelfStore } from "./shelf-store";
import { createTitles } from "./titles";

const PAGE = 1000;
/** Shelf events come page by page during a sync; the shelf is asked at most this often. */
const SHELF_PAUSE = 400;
/** Titles of tracks are asked for at most this often. */
const TITLES_PAUSE = 3_000;

export type { LoggedEntry } from "./outbox";

/** What waits to be told beside the outbox, by whoever keeps it. */
type Waits = { count(): number | Promise<number>; send(): Promise<unknown> };

/** How long signing out waits for what is sent, in milliseconds. */
const LEAVING = 5_000;

/** The first copies of the whole shelf in this order, of so many. */
export type FirstCovers = { order: string; total: number; copies: readonly Copy[] };

/** What the server will not take, and why. */
export type RefusedParcel = Parcel & { refused: string };
const isRefused = (parcel: Parcel): parcel is RefusedParcel => parcel.refused !== undefined;

export type Library = ReturnType<typeof createLibrary>;

export const LibraryContext = createContext<Library>();

export function useLibrary(): Library {
  const library = useContext(LibraryContext);
  if (!library) throw new Error("no library above this component");
  return library;
}

export function createLibrary(api: Api, user: string) {
  const [waiting, setWaiting] = createSignal<readonly Parcel[]>([]);
  const [refused, setRefused] = createSignal<readonly RefusedParcel[]>([]);
  const [kept, setKept] = createSignal(true);
  const [failing, setFailing] = createSignal(false);
  const closers: (() => void)[] = [];
  const listeners = new Set<(event: ServerEvent | { type: "open" }) => void>();
  const alsoWaiting: Waits[] = [];
  const refusals = new Set<(parcel: Parcel, why: string) => void>();
  /** What was logged in this visit, for histories the server has not been asked for again. */
  const [recent, setRecent] = createSignal<readonly LoggedEntry[]>([]);
  const [undone, setUndone] = createSignal<ReadonlySet<string>>(new Set());
  const [unread, setUnread] = createSignal<unknown>();
  let events: ReturnType<typeof openEvents> | undefined;
  let closed = false;
  let shelfTimer: ReturnType<typeof setTimeout> | undefined;
  let titlesTimer: ReturnType<typeof setTimeout> | undefined;

  // Asked for before the shelf itself: it is small, and shown meanwhile.
  const firstCovers = keptAnswer<FirstCovers>(user, "first-covers");
  const keptCovers = firstCovers.read();

  const shelf = createShelfStore<Copy>({
    disk: keptShelf(user),
    page: (since) =>
      answer(api.GET("/api/shelf", { params: { query: { limit: PAGE, ...(since ? { since } : {}) } } })),
  });

  const lists = createLists(api, user);
  const care = createCareRules(api, user);
  const titles = createTitles(api, user);
  /** Tracklists come one by one while they are read, and nobody waits for them. */
  const loadTitles = () => {
    titlesTimer ??= setTimeout(() => {
      titlesTimer = undefined;
      whenIdle(() => void titles.catchUp().catch(() => undefined));
    }, TITLES_PAUSE);
  };
  const loadLists = () => void lists.load().catch(() => undefined);

  const catchUp = () =>
    shelf.catchUp().then(
      () => setUnread(undefined),
      (error: unknown) => void setUnread(() => error),
    );

  const outbox = createOutbox({
    disk: keptOutbox(user),
    send: (parcel) => sendParcel(api, parcel),
    onFound: found,
    onSent(parcel) {
      shelf.sent(parcel.id);
      void catchUp();
      // The socket may be down: whoever shows maintenance asks anew.
      if (parcel.kind === "maintenance") for (const listen of listeners) listen({ type: "maintenance" });
    },
    onRefused(parcel, why) {
      unshow(parcel);
      for (const tell of refusals) tell(parcel, why);
    },
    onWaiting: (all, { kept, failing }) =>
      batch(() => {
        setWaiting(all.filter((parcel) => !isRefused(parcel)));
        setRefused(all.filter(isRefused));
        setKept(kept);
        setFailing(failing);
      }),
    alone: async (work) =>
      navigator.locks ? await navigator.locks.request(`waugzee outbox ${user}`, work) : await work(),
    after(pause, work) {
      const timer = setTimeout(work, pause);
      return () => clearTimeout(timer);
    },
  });

  /** What an earlier visit or another tab left waiting, took back or was refused. */
  function found(parcel: Parcel): void {
    if (isRefused(parcel)) unshow(parcel);
    else if (isNoted(parcel)) notes.found(parcel);
    else if (parcel.deed === "log") {
      shelf.expect(parcel.id, parcel.copyId, parcel);
      setRecent((entries) => [...entries, parcel]);
    } else {
      shelf.forget(parcel.id);
      setUndone((ids) => new Set(ids).add(parcel.id));
    }
  }
  function unshow(parcel: Parcel): void {
    shelf.forget(parcel.id);
    notes.forget(parcel.id);
    if (parcel.deed === "log") setRecent((entries) => entries.filter((entry) => entry.id !== parcel.id));
    else setUndone((ids) => new Set([...ids].filter((id) => id !== parcel.id)));
  }

  const notes = createNotes({ log: outbox.log, undo: outbox.undo });

  const wake = () => {
    if (document.visibilityState === "hidden" || !events) return;
    events.wake();
    void outbox.flush();
    void catchUp();
  };

  /** What the device kept, before anyone is asked. */
  const opened = (async () => {
    await Promise.all([shelf.open(), lists.open(), care.open()]);
    whenIdle(() => void titles.open());
    await outbox.open();
  })();

  return {
    api,
    user,
    shelf,
    lists,
    /** When records are due for cleaning, and how clean that makes one. */
    care,
    titles,
    /** What the shelf began with when it was last shown: there before the shelf is. */
    firstCovers: {
      kept: keptCovers,
      keep: (covers: FirstCovers) => void (closed || firstCovers.write(covers)),
    },
    outbox,
    waiting,
    /** Whether what waits would outlive this tab. */
    kept,
    /** Whether it was tried in vain. */
    failing,
    /** What the server will not take. */
    refused,
    /** Sends what was refused once more. */
    again(parcel: RefusedParcel): void {
      found({ ...parcel, refused: undefined });
      void outbox.again(parcel.id);
    },
    /** Whether it is on this device only. */
    isWaiting: (id: string) => waiting().some((parcel) => parcel.id === id),
    /** Why the shelf could not be brought up to date, if so. */
    unread,
    catchUp,

    /** Follows the server from now on; call once, when signed in. */
    async connect() {
      await opened;
      await catchUp();
      if (closed) return;
      void outbox.flush();
      events = openEvents({
        ticket: async () => (await answer(api.POST("/api/events/ticket"))).ticket,
        onOpen() {
          void catchUp();
          void outbox.flush();
          loadLists();
          void care.load();
          loadTitles();
          for (const listen of listeners) listen({ type: "open" });
        },
        onEvent(event) {
          if (event.type === "lists") loadLists();
          if (event.type === "due") void care.load();
          if (event.type === "tracklist") loadTitles();
          if (event.type === "shelf") {
            shelfTimer ??= setTimeout(() => {
              shelfTimer = undefined;
              void catchUp();
            }, SHELF_PAUSE);
          }
          for (const listen of listeners) listen(event);
        },
      });
      addEventListener("online", wake);
      addEventListener("focus", wake);
      document.addEventListener("visibilitychange", wake);
    },

    recent,
    undone,
    /** Conditions and maintenance noted here. */
    notes,

    /** Logs entries of one copy: shown at once, kept on the device, sent as soon as may be. */
    log(entries: readonly LoggedEntry[]): void {
      batch(() => {
        for (const entry of entries) shelf.expect(entry.id, entry.copyId, entry);
        setRecent((all) => [...all, ...entries]);
      });
      void outbox.log(...entries);
    },

    /** Takes back what `log` logged; `before` are the copy's figures as they stood then. */
    undo(entries: readonly LoggedEntry[], before: Figures): void {
      batch(() => {
        for (const entry of entries.toReversed()) shelf.retract(entry.id, entry.copyId, before);
        setRecent((all) => all.filter((entry) => !entries.some((gone) => gone.id === entry.id)));
        setUndone((ids) => new Set([...ids, ...entries.map((entry) => entry.id)]));
      });
      for (const entry of entries.toReversed()) void outbox.undo(entry);
    },

    on(listen: (event: ServerEvent | { type: "open" }) => void) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },

    onRefused(tell: (parcel: Parcel, why: string) => void) {
      refusals.add(tell);
      return () => refusals.delete(tell);
    },

    alsoWaits(waits: Waits): void {
      alsoWaiting.push(waits);
    },

    /** Sends all that waits, as far as that goes in a few seconds; tells how much is left. */
    async handUp(): Promise<number> {
      const sent = Promise.allSettled([outbox.flush(), ...alsoWaiting.map(({ send }) => send())]);
      await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, LEAVING))]);
      const left = await Promise.all(alsoWaiting.map(({ count }) => count()));
      return left.reduce((sum, n) => sum + n, outbox.waiting().length);
    },

    /** Whatever works for this user stops with the library: from then on nothing is asked in their name. */
    onClose(follow: () => void): void {
      closers.push(follow);
    },

    close() {
      closed = true;
      for (const follow of closers.splice(0)) follow();
      shelf.close();
      outbox.close();
      events?.close();
      clearTimeout(shelfTimer);
      clearTimeout(titlesTimer);
      removeEventListener("online", wake);
      removeEventListener("focus", wake);
      document.removeEventListener("visibilitychange", wake);
    },
  };
}
