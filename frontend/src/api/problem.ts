/** What went wrong with a call to the API: a problem document (RFC 9457), or no answer at all. */
import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";

/** What is said of who asks, and when: not of what was asked. */
const OF_WHO_ASKS = new Set([401, 403, 408, 429]);

const OURS = "/problems/";

export class Problem extends Error {
  constructor(
    /** The HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly title: string,
    readonly detail: string | undefined = undefined,
    /** What kind of problem: the last part of its `type`, where that is one of ours. */
    readonly code: string | undefined = undefined,
    /** After how many seconds the server wants to be asked again, where it says so. */
    readonly retryAfter: number | undefined = undefined,
  ) {
    super(detail ?? title);
    this.name = "Problem";
  }

  /**
   * Asking again later may help, and loses nothing. What is no problem of ours was not said by our server: a proxy
   * before it, a hotel's network.
   */
  get passing(): boolean {
    return this.code === undefined || this.status >= 500 || OF_WHO_ASKS.has(this.status);
  }
}

export const unreachable = (): Problem => new Problem(0, t`Waugzee cannot be reached`);

export function problemFrom(status: number, body: unknown, retryAfter?: number): Problem {
  const document = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const text = (key: string) => (typeof document[key] === "string" ? (document[key] as string) : undefined);
  const type = text("type");
  return new Problem(
    status,
    text("title") ?? t`The server answered ${status}`,
    text("detail"),
    type?.startsWith(OURS) ? type.slice(OURS.length) : undefined,
    retryAfter,
  );
}

/** One sentence for people: what happened and, where it helps, what to do. */
export function inWords(error: unknown): string {
  if (!(error instanceof Problem)) return t`Something went wrong in the page. Reload it and try again.`;
  if (error.status === 0) return t`Waugzee cannot be reached. Check the connection and try again.`;
  if (error.status === 429) return t`That was a little fast. Wait a moment and try again.`;
  if (error.status >= 500) return t`The server is having trouble. Try again in a moment.`;
  return asTold(error);
}

/** What the server says itself. That is English: in another language the page says first what kind of thing it is. */
export function asTold(error: Problem): string {
  const kind = i18n.locale === "en" ? undefined : KINDS[error.code ?? ""]?.();
  if (kind === undefined) return error.detail ?? error.title;
  const { detail } = error;
  return detail === undefined ? kind : t`${kind} (${detail})`;
}

/** The kinds of problems, as `backend/waugzee/errors.py` has them. */
const KINDS: Readonly<Record<string, () => string>> = {
  "bad-request": () => t`The request cannot be understood.`,
  "unreadable-file": () => t`This file cannot be read.`,
  unauthorized: () => t`Sign in to do this.`,
  "account-erased": () => t`This account was erased.`,
  "session-ended": () => t`This session was ended; sign in again.`,
  suspended: () => t`This user is suspended.`,
  forbidden: () => t`This is not yours to do.`,
  "insufficient-scope": () => t`This API key may not do that.`,
  "sign-up-closed": () => t`Nobody new is taken in here.`,
  "invitation-needed": () => t`One comes in here by invitation.`,
  "foreign-browser": () => t`This was begun in another browser.`,
  "not-found": () => t`There is nothing here.`,
  "connection-unknown": () => t`This connection was not begun here.`,
  conflict: () => t`This does not fit what is stored.`,
  "run-closed": () => t`This sync run has ended.`,
  "taken-over": () => t`This sync run is driven from elsewhere now.`,
  replayed: () => t`This signed request was already used.`,
  "not-connected": () => t`Choose first where the collection comes from.`,
  "not-scrobbling": () => t`Connect ListenBrainz first.`,
  "not-offered": () => t`This is not offered here.`,
  "discogs-account-taken": () => t`This Discogs account is connected by somebody else here.`,
  "connection-used": () => t`This connection was completed already, or tried in vain.`,
  "name-taken": () => t`Somebody else has this name.`,
  deleted: () => t`This was deleted, and stays deleted.`,
  gone: () => t`This came too late.`,
  "connection-expired": () => t`This connection was begun too long ago.`,
  invalid: () => t`A value is not acceptable.`,
  "discogs-refused": () => t`Discogs did not accept this.`,
  "listenbrainz-refused": () => t`ListenBrainz did not accept this.`,
  "too-many-requests": () => t`That was too much at once; wait a moment.`,
  unavailable: () => t`The service cannot answer right now; try again shortly.`,
  "issuer-unreachable": () => t`The sign-in service cannot be reached; try again shortly.`,
  "discogs-unavailable": () => t`Discogs cannot be reached; try again shortly.`,
  "listenbrainz-unavailable": () => t`ListenBrainz cannot be reached; try again shortly.`,
};
