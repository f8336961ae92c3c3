/**
 * One tab of a browser reads from Discogs, since the limit is by address: it holds a lock. A tab that
 * asked meanwhile waits for it, and takes over when the leading tab goes away with its run unfinished.
 */
import { keepWord, keptWord } from "../lib/kept-words";
import { type Ended, read, write } from "./kept";

const LOCK = "waugzee-sync";
const DRIVER = "waugzee.driver";

/**
 * Does `work` as the leading tab. Where another one leads, `onWaiting` is called first; and if that one
 * ends a run of the same user in the meantime, `work` is not done and the answer is undefined.
 * With `steal` it leads whoever led. Rejects when `signal` aborts the waiting, with an AbortError when
 * another tab steals the lead, or as `work` does; a run that rejects is not an ended one.
 */
export async function leading<T>(
  { user, steal }: { user: string; steal: boolean },
  signal: AbortSignal,
  onWaiting: () => void,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const asked = Date.now();
  const digest = await digestOf(user);
  const lead = async (): Promise<T> => {
    signal.throwIfAborted();
    const result = await work();
    await write("ended", { user: digest, at: Date.now() });
    return result;
  };
  if (steal) return navigator.locks.request(LOCK, { steal }, lead);
  const now = await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) =>
    lock ? { result: await lead() } : undefined,
  );
  if (now) return now.result;
  onWaiting();
  return navigator.locks.request(LOCK, { signal }, async () =>
    isEndedFor(await read("ended"), digest, asked) ? undefined : lead(),
  );
}

const ERRANDS = "waugzee-errands";

/**
 * Does `work` once no tab of this browser reads a collection and none does errands: the one that does
 * may have asked the server before what this tab wants was there. Rejects when `signal` aborts.
 */
export async function undisturbed<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const { held } = await navigator.locks.query();
  if (held?.some((lock) => lock.name === LOCK))
    await navigator.locks.request(LOCK, { mode: "shared", signal }, () => undefined);
  return navigator.locks.request(ERRANDS, { signal }, () => {
    signal.throwIfAborted();
    const given = new Promise<never>((_, reject) =>
      signal.addEventListener("abort", () => reject(signal.reason)),
    );
    return Promise.race([work(), given]);
  });
}

/** Whether the run last ended is what `user` asked for at `asked`. */
export function isEndedFor(ended: Ended | undefined, user: string, asked: number): boolean {
  return ended?.user === user && ended.at >= asked;
}

/** What this browser calls itself: the server lets it go on with the run it was at after a reload. */
export function driverName(): string {
  const known = keptWord(DRIVER);
  if (known !== null) return known;
  const made = crypto.randomUUID();
  keepWord(DRIVER, made);
  return made;
}

async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
