/** What a tab may know about who was here before anyone has signed in. No secrets. */
import { keepWord, keptWord } from "../../lib/kept-words";

const LAST = "waugzee.last";
const RETURN_TO = "waugzee.return-to";
const TO_SIGN_IN = "waugzee.to-sign-in";
const SILENT = "waugzee.silent";
const VISIT = "waugzee.visit";
const ERASED = "waugzee.erased";
const OWED = "waugzee.sign-out-owed";

export type Last = { user: string; name: string; visiting?: boolean };

/** Who was signed in on this device when the page was last open. */
export function lastUser(): Last | undefined {
  try {
    const last = JSON.parse(keptWord(LAST) ?? "null") as Partial<Last> | null;
    return last?.user
      ? { user: last.user, name: last.name ?? "", ...(last.visiting ? { visiting: true } : {}) }
      : undefined;
  } catch {
    return undefined;
  }
}

export function rememberUser(last: Last | undefined): void {
  keepWord(LAST, last && JSON.stringify(last));
}

/** Where in the page one was before the redirect to the issuer. */
export function rememberPlace(place: string): void {
  sessionStorage.setItem(RETURN_TO, place);
}

export function takePlace(): string {
  const place = sessionStorage.getItem(RETURN_TO) ?? "/";
  sessionStorage.removeItem(RETURN_TO);
  return place.startsWith("/") && !place.startsWith("//") ? place : "/";
}

/** Being signed in for a while shows that the redirects led somewhere. */
export function forgetRedirects(): void {
  sessionStorage.removeItem(SILENT);
}

/** That the way through the issuer's sign-out is to lead to its sign-in. */
export function rememberToSignIn(): void {
  sessionStorage.setItem(TO_SIGN_IN, "yes");
}

export function takeToSignIn(): boolean {
  const was = sessionStorage.getItem(TO_SIGN_IN) !== null;
  sessionStorage.removeItem(TO_SIGN_IN);
  return was;
}

/** That somebody signed out here whom the issuer may still know, and let in without a password. */
export function rememberOwed(owed: boolean): void {
  keepWord(OWED, owed ? "yes" : undefined);
}

export const isOwed = (): boolean => keptWord(OWED) !== null;

/** That what comes next says that an account is erased. */
export function rememberErased(): void {
  sessionStorage.setItem(ERASED, "yes");
}

export function takeErased(): boolean {
  const was = sessionStorage.getItem(ERASED) !== null;
  sessionStorage.removeItem(ERASED);
  return was;
}

/** That whoever comes back from the issuer next looks around without an account. */
export function rememberVisit(): void {
  sessionStorage.setItem(VISIT, "yes");
}

export function takeVisit(): boolean {
  const was = sessionStorage.getItem(VISIT) !== null;
  sessionStorage.removeItem(VISIT);
  return was;
}

/** False when silent redirects follow one another so fast that they go in circles. */
export function mayRedirectSilently(now: number): boolean {
  const recent = (sessionStorage.getItem(SILENT) ?? "")
    .split(",")
    .map(Number)
    .filter((at) => at > now - 20_000);
  if (recent.length >= 8) return false;
  sessionStorage.setItem(SILENT, [...recent, now].join(","));
  return true;
}
