/** The two kinds of request: to Discogs, bare, and to our own API, with the user's token. */
import type { Call, Fetch } from "./events";
import type { Answer } from "./session";

/** How long a call of our API may take, in milliseconds: a renewed token and 150 KB on a slow uplink included. */
const CALL_LIMIT = 60_000;

/** Gives a bearer token, or null when signed out; rejects when there is none to be had just now. */
export type Tokens = (renew: boolean) => Promise<string | null>;

/** Rejects on a failure of the network, a redirect, and after the time given. */
export function fetchPage({ url, timeout, method, body }: Fetch, signal: AbortSignal): Promise<Answer> {
  return within(timeout * 1000, signal, async (limit) =>
    answerOf(
      await fetch(url, {
        method,
        body,
        // Only what says that it is JSON costs a preflight.
        ...(body === null ? {} : { headers: { "content-type": "application/json" } }),
        credentials: "omit",
        referrerPolicy: "no-referrer",
        cache: "no-store",
        redirect: "error",
        signal: limit,
      }),
    ),
  );
}

export function callApi(call: Call, tokens: Tokens, signal: AbortSignal): Promise<Answer> {
  return within(CALL_LIMIT, signal, (limit) => {
    const sent = authorized(tokens, async (token) =>
      answerOf(
        await fetch(call.path, {
          method: call.method,
          headers: {
            ...call.headers,
            authorization: `Bearer ${token}`,
            "content-type": "application/json",
          },
          body: call.body,
          cache: "no-store",
          signal: limit,
        }),
      ),
    );
    // A token may never come, and the engine must hear of that too.
    return Promise.race([sent, aborted(limit)]);
  });
}

/** Gives the work a signal that aborts with this one, and after so long: Safari joins signals only since 17.4. */
async function within<T>(
  milliseconds: number,
  signal: AbortSignal,
  work: (limit: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const stop = () => limit.abort(signal.reason);
  const timer = setTimeout(
    () => limit.abort(new DOMException("It took too long", "TimeoutError")),
    milliseconds,
  );
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    return await work(limit.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** Sends with a token; where it is refused, once more with a renewed one. Signed out is a 401 too. */
export async function authorized(tokens: Tokens, send: (token: string) => Promise<Answer>): Promise<Answer> {
  const token = await tokens(false);
  const answer = token === null ? { status: 401, body: new Uint8Array() } : await send(token);
  if (answer.status !== 401) return answer;
  const renewed = await tokens(true);
  return renewed === null ? answer : send(renewed);
}

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, body: new Uint8Array(await response.arrayBuffer()) };
}
