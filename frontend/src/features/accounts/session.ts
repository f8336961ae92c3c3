/**
 * Who is here. Tokens live in memory, so every load of the page asks the issuer: silently (prompt=none) when
 * this device was signed in before, by a request where the issuer is of our own origin and by a redirect where
 * it is another's; else when the button is pressed.
 */
import { t } from "@lingui/core/macro";
import { createContext, createSignal, useContext } from "solid-js";
import type { Bar, TokenSource } from "../../api/client";
import { Problem, problemFrom, unreachable } from "../../api/problem";
import type { AuthConfig, Redeem } from "../../api/types";
import type { User, UserManager } from "./oidc";
import {
  forgetRedirects,
  isOwed,
  lastUser,
  mayRedirectSilently,
  rememberErased,
  rememberOwed,
  rememberPlace,
  rememberToSignIn,
  rememberUser,
  rememberVisit,
  takeErased,
  takePlace,
  takeToSignIn,
  takeVisit,
} from "./remembered";

/** Why somebody has to stay outside; whose account is erased goes back to the beginning. */
export type Barring = Exclude<Bar, "account-erased">;

export type Session =
  /** `quiet`: a silent redirect is about to happen, so that anything shown now would only blink. */
  | { is: "starting"; quiet: boolean }
  | { is: "welcome"; config: AuthConfig }
  | { is: "in"; user: string; name: string }
  /** The issuer knows who it is, and the API does not let them in. */
  | { is: "barred"; by: Barring; name: string }
  /** The issuer or the API cannot be reached, or would not have us: `why` says which. */
  | { is: "away"; why: string; refused: boolean };

export type SessionControl = ReturnType<typeof createSession>;

export const SessionContext = createContext<SessionControl>();

export function useSession(): SessionControl {
  const session = useContext(SessionContext);
  if (!session) throw new Error("no session above this component");
  return session;
}

/** Errors of the issuer that only mean: a person has to sign in. */
const NEEDS_A_PERSON = new Set([
  "login_required",
  "interaction_required",
  "consent_required",
  "account_selection_required",
]);

const insecure = () =>
  t`Browsers sign in over https only, or on the machine itself: open Waugzee at an address that begins with https`;

/** How long signing out waits for the API, and then for the issuer, in milliseconds. */
const PATIENCE = 5_000;

/** How long the page may stay empty before a silent redirect, in milliseconds. */
const QUIET = 700;

/** Whether each request is known to take long: then the redirect is not waited for. Not every browser tells. */
const isFarAway = (): boolean => {
  const { connection } = navigator as { connection?: { rtt?: number } };
  return (connection?.rtt ?? 0) >= FAR;
};
const FAR = 300;

/** Whether an issuer can be asked without leaving the page. */
const isOurs = (issuer: string): boolean => `${issuer}/`.startsWith(`${location.origin}/`);

/** Whether what is shown now may go again at once: a redirect is likely, and not known to take long. */
const mayBlink = (): boolean => {
  const last = lastUser();
  return last !== undefined && !isOurs(last.user.split("|")[0] ?? "") && !isFarAway();
};

/** What did not answer is asked again after so many milliseconds, then after twice as many, up to the most. */
const FIRST_PAUSE = 2_000;
const MOST_PAUSE = 60_000;

/** How long one must be signed in for the redirects before not to count as a circle, in milliseconds. */
const SETTLED = 3_000;

const keyOf = ({ profile }: User): string => `${profile.iss}|${profile.sub}`;

export function createSession() {
  const others = new BroadcastChannel("waugzee session");
  let manager: UserManager | undefined;
  let renewing: Promise<User> | undefined;
  let leaving: Promise<void> | undefined;
  let looking: ReturnType<typeof setTimeout> | undefined;
  let pause = FIRST_PAUSE;
  let enter: (user: User) => void;
  let entered = new Promise<User>((resolve) => {
    enter = resolve;
  });

  /**
   * A redirect brought us here: take its parameters and show the place one came from at once. What the router
   * keeps with the address stays: by it Back is told from Forward.
   */
  let callback = location.pathname === "/signed-in" ? location.href : undefined;
  if (callback) history.replaceState(history.state, "", takePlace());
  const erased = takeErased();
  // The issuer's way out leads there.
  if (erased && location.pathname === "/signed-out") history.replaceState(history.state, "", "/");
  const [session, setSession] = createSignal<Session>({
    is: "starting",
    quiet: !callback && mayBlink(),
  });

  async function prepare(): Promise<{ config: AuthConfig; manager: UserManager }> {
    // Without it a browser has no cryptography to sign in with.
    if (!window.isSecureContext) throw new Problem(0, insecure());
    const [config, oidc] = await Promise.all([authConfig(), import("./oidc")]);
    if (!manager) {
      manager = oidc.userManager(config);
      manager.events.addAccessTokenExpiring(() => void renewed().catch(() => undefined));
    }
    return { config, manager };
  }

  function signedIn(user: User): void {
    const name = user.profile.name ?? user.profile.preferred_username ?? "";
    const key = keyOf(user);
    const visiting = takeVisit() || (lastUser()?.user === key && lastUser()?.visiting === true);
    rememberUser({ user: key, name, ...(visiting ? { visiting } : {}) });
    rememberOwed(false);
    pause = FIRST_PAUSE;
    enter(user);
    entered = Promise.resolve(user);
    setSession({ is: "in", user: key, name });
    setTimeout(forgetRedirects, SETTLED);
  }

  async function start(): Promise<void> {
    const quiet = !callback && session().is !== "away" && mayBlink();
    setSession({ is: "starting", quiet });
    if (quiet) setTimeout(speakUp, QUIET);
    try {
      const { config, manager } = await prepare();
      if (callback) {
        const url = callback;
        callback = undefined;
        const user = await manager.signinCallback(url);
        if (user) return signedIn(user);
      }
      if (location.pathname === "/signed-out" && takeToSignIn()) return await signIn();
      const wasIn = location.pathname !== "/signed-out" && lastUser() !== undefined;
      if (wasIn && isOurs(config.issuer)) {
        const user = await manager.signinSilent();
        if (user) return signedIn(user);
      } else if (wasIn && mayRedirectSilently(Date.now())) {
        await reach(config.issuer);
        rememberPlace(here());
        return await manager.signinRedirect({ prompt: "none", redirectMethod: "replace" });
      }
      setSession({ is: "welcome", config });
    } catch (error) {
      await failed(error);
    }
  }

  /** The way to the issuer is long: better the shelf as it was kept than an empty page. */
  function speakUp(): void {
    if (session().is === "starting") setSession({ is: "starting", quiet: false });
  }

  async function failed(error: unknown): Promise<void> {
    const { ErrorResponse } = await import("./oidc").catch(() => ({ ErrorResponse: undefined }));
    if (ErrorResponse && error instanceof ErrorResponse) {
      if (NEEDS_A_PERSON.has(error.error ?? "")) {
        rememberUser(undefined);
        const { config } = await prepare();
        setSession({ is: "welcome", config });
        return;
      }
      const why = error.error_description ?? error.error ?? t`The sign-in was refused`;
      setSession({ is: "away", why, refused: true });
      return;
    }
    const lost = error instanceof Error && error.message.includes("No matching state");
    const why =
      error instanceof Problem
        ? error.message
        : lost
          ? t`This sign-in was begun elsewhere`
          : unreachable().message;
    const refused = lost || !window.isSecureContext;
    setSession({ is: "away", why, refused });
    if (!refused) lookAgain();
  }

  /** Without a word until there is an answer: what is shown meanwhile would only blink. */
  function lookAgain(): void {
    clearTimeout(looking);
    looking = setTimeout(async () => {
      if (session().is !== "away") return;
      try {
        if (document.hidden) throw unreachable();
        await reach((await authConfig()).issuer);
      } catch {
        return lookAgain();
      }
      comeBack();
    }, pause);
    pause = Math.min(2 * pause, MOST_PAUSE);
  }

  async function signIn(): Promise<void> {
    try {
      takeVisit();
      const { manager } = await prepare();
      rememberPlace(location.pathname === "/signed-out" ? "/" : here());
      // Whoever signed out without being heard is not to be let in by the next person.
      await manager.signinRedirect(isOwed() ? { prompt: "login" } : {});
    } catch (error) {
      await failed(error);
    }
  }

  /** Looks around without an account. */
  async function visit(): Promise<void> {
    try {
      const { config } = await prepare();
      rememberPlace("/");
      rememberVisit();
      await (await import("./oidc")).visit(config);
    } catch (error) {
      takeVisit();
      await failed(error);
    }
  }

  const accessToken: TokenSource = async (renew) => {
    const state = session();
    if (state.is === "away") throw new Problem(0, state.why);
    if (state.is === "barred") throw new Problem(401, t`You are not signed in`);
    let user = await entered;
    if (renew || user.expired) user = await renewed();
    return user.access_token;
  };

  /** By the browser's cookie: a refresh token is spent, too, when the answer to it was lost. */
  async function anew(): Promise<User | undefined> {
    if (!manager || !isOurs(manager.settings.authority)) return undefined;
    await manager.removeUser();
    const user = await manager.signinSilent().catch(() => null);
    const state = session();
    // Somebody else may have signed in meanwhile.
    if (!user || state.is !== "in" || state.user !== keyOf(user)) return undefined;
    entered = Promise.resolve(user);
    return user;
  }

  function renewed(): Promise<User> {
    renewing ??= (async () => {
      const { ErrorResponse } = await import("./oidc");
      try {
        const user = await manager?.signinSilent();
        if (!user) throw unreachable();
        entered = Promise.resolve(user);
        return user;
      } catch (error) {
        if (!(error instanceof ErrorResponse)) throw unreachable();
        const user = await anew();
        if (user) return user;
        // The session ended at the issuer: what is unsent waits on the device while one signs in anew.
        if (session().is !== "barred") void start();
        throw new Problem(401, t`Your sign-in has ended`);
      }
    })().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  /** The API does not let this user in: say so, and send no more tokens that change nothing. */
  function bar(by: Barring): void {
    const state = session();
    if (state.is !== "in") return;
    rememberUser(undefined);
    setSession({ is: "barred", by, name: state.name });
  }

  /** Comes in by invitation; rejects with a Problem when the code is not good. */
  async function redeem(code: string): Promise<void> {
    const user = await entered;
    const call = async (token: string) =>
      fetch("/api/invitations/redeem", {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ code } satisfies Redeem),
      }).catch(() => {
        throw unreachable();
      });
    let response = await call(user.access_token);
    if (response.status === 401) response = await call((await renewed()).access_token);
    if (!response.ok) throw problemFrom(response.status, await response.json().catch(() => undefined));
    signedIn(await entered);
  }

  /** Signs in anew after being barred: the issuer forgets who was here, then asks. */
  async function signInAnew(): Promise<void> {
    const state = session();
    try {
      const { config, manager } = await prepare();
      // The built-in issuer ended its session together with ours.
      if (config.built_in && state.is === "barred" && state.by === "session-ended") return await signIn();
      rememberToSignIn();
      await manager.signoutRedirect();
    } catch (error) {
      takeToSignIn();
      await failed(error);
    }
  }

  /**
   * Ends the session here and at the issuer; where that cannot be reached, the next sign-in asks for a password.
   * The device's data is cleared by the caller before.
   */
  async function signOut(): Promise<void> {
    const state = session();
    rememberUser(undefined);
    try {
      if (!manager || state.is !== "in") throw unreachable();
      await endHere((await entered).access_token);
      await endAtIssuer(manager);
    } catch {
      rememberOwed(true);
      await manager?.removeUser().catch(() => undefined);
      location.replace("/signed-out");
    }
  }

  /**
   * Back to the beginning once the account is erased, here or elsewhere: `clear` takes it off the device. What of
   * it is at an issuer of its own stays there, and the sign-in ends.
   */
  function leaveErased(user: string, clear: () => Promise<void>): Promise<void> {
    leaving ??= (async () => {
      const visiting = lastUser()?.visiting === true;
      rememberUser(undefined);
      if (!visiting) rememberErased();
      others.postMessage({ erased: user });
      await clear();
      try {
        if (manager && !isOurs(manager.settings.authority)) return await endAtIssuer(manager);
      } catch {
        rememberOwed(true);
      }
      await manager?.removeUser().catch(() => undefined);
      location.replace("/");
    })();
    return leaving;
  }

  /** Says that one signs out here, before the device is cleared: or another tab would go on writing to it. */
  function tellOthers(user: string): void {
    others.postMessage({ signedOut: user });
  }

  /** Another tab signs out, or erases the account: this one follows. */
  function onSignedOutElsewhere(follow: () => Promise<void>): void {
    others.onmessage = async (message: MessageEvent<{ signedOut?: string; erased?: string }>) => {
      const { signedOut, erased } = message.data;
      const state = session();
      const user = state.is === "in" ? state.user : lastUser()?.user;
      if (user !== undefined && (signedOut ?? erased) !== user) return;
      await follow().catch(() => undefined);
      void manager?.removeUser();
      if (erased) rememberErased();
      location.replace(erased ? "/" : "/signed-out");
    };
  }

  const comeBack = () => {
    const state = session();
    if (!document.hidden && state.is === "away" && !state.refused) void start();
  };
  addEventListener("online", comeBack);
  // Where there was a network all along, but nothing answered.
  document.addEventListener("visibilitychange", comeBack);

  return {
    session,
    start,
    signIn,
    visit,
    leaveErased,
    signOut,
    signInAnew,
    bar,
    redeem,
    accessToken,
    tellOthers,
    onSignedOutElsewhere,
    /** Whether the issuer has not heard yet that somebody signed out here. */
    owesSignOut: isOwed,
    last: lastUser,
    /** Whether this tab comes from an account that was erased. */
    erased,
    /** Whether one signs in at an issuer of one's own, which keeps its accounts. */
    outside: () => !isOurs(lastUser()?.user.split("|")[0] ?? ""),
  };
}

function here(): string {
  return location.pathname + location.search;
}

/** What an issuer does not take back ends by itself; the session at it ends all the same. */
async function endAtIssuer(manager: UserManager): Promise<void> {
  await reach(manager.settings.authority, AbortSignal.timeout(PATIENCE));
  await manager.revokeTokens().catch(() => undefined);
  await manager.signoutRedirect();
}

/** Has the API refuse this session's tokens from now on. Out of reach, they end by themselves. */
async function endHere(token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const signal = AbortSignal.timeout(PATIENCE);
  await fetch("/api/sign-out", { method: "POST", headers, signal }).catch(() => undefined);
}

async function authConfig(): Promise<AuthConfig> {
  const response = await fetch("/api/auth/config").catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw problemFrom(response.status, undefined);
  return (await response.json()) as AuthConfig;
}

/** Asks whether the issuer answers, so that no redirect leads to a browser's error page. */
async function reach(issuer: string, signal: AbortSignal | null = null): Promise<void> {
  const discovery = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const response = await fetch(discovery, { cache: "no-store", signal }).catch(() => undefined);
  if (!response?.ok) throw new Problem(0, t`The sign-in service cannot be reached`);
}
