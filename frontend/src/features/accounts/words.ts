/** What API keys may do and until when, in plain words; names as they are typed. `now` is in milliseconds. */

import { t } from "@lingui/core/macro";
import type { ApiKey, Scope } from "../../api/types";
import { inSentence } from "../../lib/language";
import { ago, shortDate } from "../../lib/time";

const DAY = 86_400_000;

export const SCOPES: Record<Scope, { name: string; about: string }> = {
  read: { name: t`Read`, about: t`See the shelf, plays, cleanings and past syncs.` },
  log: { name: t`Log`, about: t`Add, change and delete plays and cleanings.` },
  sync: { name: t`Sync`, about: t`Read the collection from Discogs, and choose where it comes from.` },
  admin: { name: t`Administer`, about: t`Manage users and invitations of this server.` },
};

const ORDER = Object.keys(SCOPES) as Scope[];

/** The scopes a user can give a key; what they may not do themselves, no key of theirs may. */
export function offeredScopes(admin: boolean): Scope[] {
  return ORDER.filter((scope) => admin || scope !== "admin");
}

/** "Read", "Read and log", "Read, log and sync". */
export function scopesInWords(scopes: readonly Scope[]): string {
  const names = ORDER.filter((scope) => scopes.includes(scope)).map((scope, index) =>
    index === 0 ? SCOPES[scope].name : inSentence(SCOPES[scope].name),
  );
  const last = names.at(-1) ?? "";
  return names.length > 1 ? t`${names.slice(0, -1).join(", ")} and ${last}` : last;
}

/** How long a key is good, in days; undefined: until it is revoked. */
export const LIVES: readonly { word: string; days: number | undefined }[] = [
  { word: t`30 days`, days: 30 },
  { word: t`90 days`, days: 90 },
  { word: t`1 year`, days: 365 },
  { word: t`Until revoked`, days: undefined },
];

export function expiryAfter(days: number | undefined, now: number): string | null {
  return days === undefined ? null : new Date(now + days * DAY).toISOString();
}

export function isExpired(key: Pick<ApiKey, "expires_at">, now: number): boolean {
  return key.expires_at !== null && Date.parse(key.expires_at) <= now;
}

/** "Expired 3 days ago", "Until 3 March 2027", "Until revoked". */
export function expiryInWords(key: Pick<ApiKey, "expires_at">, now: number): string {
  if (key.expires_at === null) return t`Until revoked`;
  return isExpired(key, now)
    ? t`Expired ${ago(key.expires_at, now)}`
    : t`Until ${shortDate(key.expires_at, now)}`;
}

export function lastUseInWords(key: Pick<ApiKey, "last_used_at">, now: number): string {
  return key.last_used_at === null ? t`never used` : t`used ${ago(key.last_used_at, now)}`;
}

/** Whether a name was typed as it is read: nobody sees how its letters are composed, nor more than one blank. */
export const isTyped = (typed: string, name: string): boolean => seen(typed) === seen(name);

const seen = (text: string): string => text.normalize("NFC").replace(/\s+/g, " ").trim();
