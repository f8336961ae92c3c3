/**
 * The events socket: opened with a single-use ticket, reopened with growing, jittered pauses. Any
 * message may be missed, so `onOpen` is where a listener reads the state it follows.
 */
import type { SyncRun } from "./types";

export type ServerEvent =
  | { type: "hello" }
  | { type: "sync"; run: SyncRun }
  | { type: "shelf"; cursor: string }
  | { type: "due" }
  | { type: "tracklist"; release_id: number }
  | { type: "spinning" }
  | { type: "preferences" }
  | { type: "equipment" }
  | { type: "maintenance" }
  | { type: "lists" }
  | { type: "edits" }
  | { type: "wants" }
  | { type: "discogs" }
  | { type: "crates" }
  | { type: "skips" }
  | { type: "statistics" }
  | { type: "inbox" }
  | { type: "scrobbling" }
  | { type: "barcode"; barcode: string };

export type EventsDeps = {
  ticket(): Promise<string>;
  onEvent(event: ServerEvent): void;
  onOpen(): void;
};

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

export function openEvents(deps: EventsDeps): { close(): void; wake(): void } {
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = FIRST_PAUSE;
  let connecting = false;
  let closed = false;

  const later = () => {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(connect, pause * (0.5 + Math.random()));
    pause = Math.min(LONGEST_PAUSE, pause * 2);
  };

  async function connect(): Promise<void> {
    if (closed || connecting || socket) return;
    connecting = true;
    try {
      const ticket = await deps.ticket();
      if (closed) return;
      const url = new URL("/api/events", location.href);
      url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
      url.searchParams.set("ticket", ticket);
      const opened = new WebSocket(url);
      socket = opened;
      opened.onopen = () => {
        pause = FIRST_PAUSE;
        deps.onOpen();
      };
      opened.onmessage = (message) => {
        const event = parse(message.data);
        if (event) deps.onEvent(event);
      };
      opened.onclose = () => {
        socket = undefined;
        later();
      };
    } catch {
      later();
    } finally {
      connecting = false;
    }
  }

  void connect();
  return {
    /** The network or the window came back: no reason to sit out the pause. */
    wake() {
      if (socket || closed) return;
      pause = FIRST_PAUSE;
      clearTimeout(timer);
      void connect();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}

function parse(data: unknown): ServerEvent | undefined {
  if (typeof data !== "string") return undefined;
  try {
    const event = JSON.parse(data) as ServerEvent;
    return typeof event === "object" && event !== null && "type" in event ? event : undefined;
  } catch {
    return undefined;
  }
}
