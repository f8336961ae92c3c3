/**
 * The places of the page, the ones opened most often first: a line each. A phone's bar holds BAR of
 * them; what does not fit stands on the page behind its last place, More. A desk shows all at its side.
 */
import { t } from "@lingui/core/macro";
import type { IconName } from "./ui/icon";

export type Place = {
  href: string;
  word: string;
  icon: IconName;
  /** What it is for, where there is room to say so. */
  about: string;
  /** Where the addresses below it begin, where not with its own. */
  below?: string;
  /** A page that is opened from there, at another address. */
  also?: string;
};

export const PLACES: readonly Place[] = [
  { href: "/", word: t`Shelf`, icon: "shelf", about: t`What you own`, below: "/records/" },
  { href: "/log", word: t`Log`, icon: "log", about: t`What was played, and when`, also: "/spinning" },
  { href: "/today", word: t`Today`, icon: "today", about: t`What is due` },
  { href: "/statistics", word: t`Statistics`, icon: "statistics", about: t`What it all adds up to` },
  { href: "/gear", word: t`Gear`, icon: "gear", about: t`Your turntable, and how worn your needle is` },
  { href: "/play", word: t`Pick`, icon: "pick", about: t`What shall I play?` },
  { href: "/inbox", word: t`Inbox`, icon: "bell", about: t`What Waugzee has to tell you` },
  { href: "/scan", word: t`Scan`, icon: "scan", about: t`Find a record by its barcode`, also: "/labels" },
  { href: "/crates", word: t`Crates`, icon: "crates", about: t`Lists of your own` },
  { href: "/wantlist", word: t`Wantlist`, icon: "wantlist", about: t`What you look for` },
  {
    href: "/catalogue",
    word: t`Catalogue`,
    icon: "search",
    about: t`All that Discogs knows, searched`,
    also: "/dumps",
  },
  { href: "/sync", word: t`Sync`, icon: "sync", about: t`What came from Discogs, and when` },
  {
    href: "/settings",
    word: t`Settings`,
    icon: "settings",
    about: t`When records are due, and what makes a session`,
  },
  { href: "/account", word: t`Account`, icon: "account", about: t`You, your devices, your keys` },
];

const BAR = 5;

export const MORE: Place = { href: "/more", word: t`More`, icon: "more", about: t`Everything else` };

/** The places behind More: none while all of them fit into the bar. */
export const BEHIND_MORE: readonly Place[] = PLACES.length > BAR ? PLACES.slice(BAR - 1) : [];

/** Is this address the place, or belongs to it? */
export function isPlace(place: Place, address: string): boolean {
  return (
    address === place.href || address === place.also || address.startsWith(place.below ?? `${place.href}/`)
  );
}
