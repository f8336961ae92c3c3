/** One tap: the log of a play, a cleaning or both, shown at once, sent through the outbox, undoable. */

import { t } from "@lingui/core/macro";
import type { Copy } from "../../api/types";
import { figuresOf } from "../../lib/entries";
import type { Library, LoggedEntry } from "../../lib/library";
import type { IconName } from "../../ui/icon";
import { say } from "../../ui/snackbar";
import { newCleaning } from "../care/cleanings";
import { copiesOf } from "../collection/copies";
import { newPlay } from "../plays/plays";
import { askWhichCopy } from "./other-copy";

export type Deed = "play" | "clean" | "both";

export const DEEDS: readonly {
  deed: Deed;
  word: string;
  label(title: string): string;
  icon: IconName;
  key: string;
}[] = [
  { deed: "play", word: t`Play`, label: (title) => t`Play ${title}`, icon: "play", key: "p" },
  { deed: "clean", word: t`Clean`, label: (title) => t`Clean ${title}`, icon: "clean", key: "c" },
  { deed: "both", word: t`Both`, label: (title) => t`Both ${title}`, icon: "both", key: "b" },
];

const SAID: Record<Deed, (title: string) => string> = {
  play: (title) => t`Played ${title}`,
  clean: (title) => t`Cleaned ${title}`,
  both: (title) => t`Cleaned and played ${title}`,
};

/** Logs it; of several copies of a release on the one played last, and offers the others. */
export function log(library: Library, asked: Copy, deed: Deed, now = Date.now()): void {
  logOn(library, toLog(library, asked), deed, now);
}

/** Of several copies of a release the one that was played last. */
export const toLog = (library: Library, asked: Copy): Copy =>
  copiesOf(library.shelf.ofRelease(asked.release_id), asked)[0] ?? asked;

/** Logs it on this copy. */
export function logOn(library: Library, copy: Copy, deed: Deed, now = Date.now()): void {
  const before = figuresOf(copy);
  const at = new Date(now).toISOString();
  const entries: LoggedEntry[] = [];
  // A cleaning stands a second before the play, so that the play counts after it.
  if (deed !== "play") {
    entries.push(newCleaning(copy.id, deed === "both" ? new Date(now - 1000).toISOString() : at));
  }
  if (deed !== "clean") entries.push(newPlay(copy.id, at));

  library.log(entries);
  const undo = () => library.undo(entries, before);
  const moveTo = (other: Copy) => {
    if (other.id === copy.id) return;
    undo();
    logOn(library, other, deed, now);
  };
  say({
    text: SAID[deed](copy.title),
    icon: deed,
    action: { word: t`Undo`, key: "u", act: undo },
    ...(copiesOf(library.shelf.ofRelease(copy.release_id), copy).length > 1
      ? { also: { word: t`Other copy`, act: () => askWhichCopy({ copy, onChoose: moveTo }) } }
      : {}),
  });
}
