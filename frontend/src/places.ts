/**
 * The places of the page, the ones opened most often first: a line each. A phone's bar holds BAR of
 * them; what does not fit stands on the page behind its last place, More. A desk shows all at its side.
 */
import type { IconName } from "./ui/icon";

export type Place = {
  href: string;
  word: string;
  icon: IconName;
  /** What it is for, where there is room to say so. */
  about: string;
  /** Where the addresses below it begin, where not with its own. */
  below?: string;
};

export const PLACES: readonly Place[] = [
  { href: "/", word: "Shelf", icon: "shelf", about: "What you own", below: "/records/" },
  { href: "/log", word: "Log", icon: "log", about: "What was played, and when" },
  { href: "/today", word: "Today", icon: "today", about: "What is due" },
  { href: "/gear", word: "Gear", icon: "gear", about: "Your turntable, and how worn your needle is" },
  { href: "/crates", word: "Crates", icon: "crates", about: "Lists of your own" },
  { href: "/wantlist", word: "Wantlist", icon: "wantlist", about: "What you look for" },
  { href: "/sync", word: "Sync", icon: "sync", about: "What came from Discogs, and when" },
  { href: "/account", word: "Account", icon: "account", about: "You, your devices, your keys" },
];

const BAR = 5;

export const MORE: Place = { href: "/more", word: "More", icon: "more", about: "Everything else" };

/** The places behind More: none while all of them fit into the bar. */
export const BEHIND_MORE: readonly Place[] = PLACES.length > BAR ? PLACES.slice(BAR - 1) : [];

/** Is this address the place, or below it? */
export function isPlace(place: Place, address: string): boolean {
  return address === place.href || address.startsWith(place.below ?? `${place.href}/`);
}
