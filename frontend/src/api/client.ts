import createClient from "openapi-fetch";
import { problemFrom, unreachable } from "./problem";
import type { paths } from "./schema";

/** Gives the bearer token to send; `renew` asks for a fresh one because the last was not accepted. */
export type TokenSource = (renew: boolean) => Promise<string>;

export type Api = ReturnType<typeof createApi>;

/** Why somebody is not let in although their token is good; a new one would change nothing. */
const BARS = ["session-ended", "suspended", "sign-up-closed", "invitation-needed"] as const;

export type Bar = (typeof BARS)[number];

/**
 * The typed client of our own API. A refused token is renewed once and the call repeated; a call
 * that got no answer rejects with a Problem of status 0. `onBar` hears of those who are not let in.
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
    fetch: async (request: Request) => {
      const retry = request.clone();
      const { response, bar } = await send(request, false);
      return response.status === 401 && !bar ? (await send(retry, true)).response : response;
    },
  });
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

/** The body of a good answer; a Problem thrown for any other. */
export async function answer<T>(call: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemFrom(response.status, error);
  return data as T;
}
