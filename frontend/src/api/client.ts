import createClient from "openapi-fetch";
import { Problem, problemFrom, unreachable } from "./problem";
import type { paths } from "./schema";

/** Gives the bearer token to send; `renew` asks for a fresh one because the last was not accepted. */
export type TokenSource = (renew: boolean) => Promise<string>;

export type Api = ReturnType<typeof createApi>;

/** Why somebody is not let in although their token is good; a new one would change nothing. */
const BARS = ["account-erased", "session-ended", "suspended", "sign-up-closed", "invitation-needed"] as const;

export type Bar = (typeof BARS)[number];

/** What is not answered by then is taken for unreachable, in milliseconds: others may wait behind it. */
const PATIENCE = 30_000;
/** All that somebody has comes in one answer, or goes in one request, and a phone takes long over it. */
const LONG = { paths: /\/api\/(export|imports)\b/, patience: 600_000 };

let ahead = 0;
/** By how much this device's clock is ahead of the server's, in milliseconds, as the last answer told. */
export const clockAhead = (): number => ahead;

/**
 * The typed client of our own API. A refused token is renewed once and the call repeated; a call
 * that got no answer in time rejects with a Problem of status 0. `onBar` hears of those who are not let in.
 */
export function createApi(
  token: TokenSource,
  onReach: (reached: boolean) => void = () => undefined,
  onBar: (bar: Bar) => void = () => undefined,
) {
  const send = async (request: Request, renew: boolean) => {
    const authorized = new Request(request);
    authorized.headers.set("authorization", `Bearer ${await token(renew)}`);
    try {
      const response = await fetch(authorized);
      onReach(response.status < 502 || response.status > 504);
      const date = Date.parse(response.headers.get("date") ?? "");
      if (date) ahead = Date.now() - date;
      const bar = await barOf(response);
      if (bar) onBar(bar);
      return { response, bar };
    } catch {
      onReach(false);
      throw unreachable();
    }
  };
  return createClient<paths>({
    baseUrl: location.origin,
    fetch: (asked: Request) =>
      inTime(asked, async (request) => {
        const retry = request.clone();
        const { response, bar } = await send(request, false);
        return response.status === 401 && !bar ? (await send(retry, true)).response : response;
      }),
  });
}

/** Gives a request up after a while, or when its caller does; the rest of its answer too, which may stop coming. */
function inTime(asked: Request, send: (request: Request) => Promise<Response>): Promise<Response> {
  const limit = new AbortController();
  const giveUp = () => limit.abort();
  setTimeout(giveUp, LONG.paths.test(asked.url) ? LONG.patience : PATIENCE);
  asked.signal.addEventListener("abort", giveUp);
  const late = new Promise<never>((_, reject) => {
    limit.signal.addEventListener("abort", () => reject(unreachable()));
  });
  return Promise.race([late, send(new Request(asked, { signal: limit.signal }))]);
}

async function barOf(response: Response): Promise<Bar | undefined> {
  if (response.status !== 401 && response.status !== 403) return undefined;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  const { code } = problemFrom(response.status, body);
  return BARS.find((bar) => bar === code);
}

type Outcome<T> = { data?: T; error?: unknown; response: Response };

/** The body of a good answer; a Problem thrown for any other, and for one that broke off. */
export async function answer<T>(call: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw cause instanceof Problem ? cause : unreachable();
  });
  if (!response.ok) {
    throw problemFrom(response.status, error, Number(response.headers.get("retry-after")) || undefined);
  }
  return data as T;
}
