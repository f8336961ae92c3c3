import createClient from "openapi-fetch";
import { Problem, problemFrom, UNREACHABLE } from "./problem";
import type { paths } from "./schema";

/** Gives the bearer token to send; `renew` asks for a fresh one because the last was not accepted. */
export type TokenSource = (renew: boolean) => Promise<string>;

export type Api = ReturnType<typeof createApi>;

/**
 * The typed client of our own API. A refused token is renewed once and the call repeated; a call
 * that got no answer rejects with a Problem of status 0.
 */
export function createApi(token: TokenSource, onReach: (reached: boolean) => void = () => undefined) {
  const send = async (request: Request, renew: boolean): Promise<Response> => {
    const authorized = new Request(request);
    authorized.headers.set("authorization", `Bearer ${await token(renew)}`);
    try {
      const response = await fetch(authorized);
      onReach(response.status < 502 || response.status > 504);
      return response;
    } catch {
      onReach(false);
      throw new Problem(0, UNREACHABLE);
    }
  };
  return createClient<paths>({
    baseUrl: location.origin,
    fetch: async (request: Request) => {
      const retry = request.clone();
      const response = await send(request, false);
      return response.status === 401 ? send(retry, true) : response;
    },
  });
}

type Outcome<T> = { data?: T; error?: unknown; response: Response };

/** The body of a good answer; a Problem thrown for any other. */
export async function answer<T>(call: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemFrom(response.status, error);
  return data as T;
}
