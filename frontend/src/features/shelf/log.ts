/** One tap: the log of a play, a cleaning or both, shown at once, sent through the outbox, undoable. */
import type { Copy } from "../../api/types";
import { figuresOf } from "../../lib/entries";
import type { Library, LoggedEntry } from "../../lib/library";
import { say } from "../../ui/snackbar";
import { newCleaning } from "../care/cleanings";
import { newPlay } from "../plays/plays";

export type Deed = "play" | "clean" | "both";

export const DEEDS = [
  { deed: "play", word: "Play", icon: "play", key: "p" },
  { deed: "clean", word: "Clean", icon: "clean", key: "c" },
  { deed: "both", word: "Both", icon: "both", key: "b" },
] as const;

const SAID: Record<Deed, string> = { play: "Played", clean: "Cleaned", both: "Cleaned and played" };

export function log(library: Library, copy: Copy, deed: Deed, now = Date.now()): void {
  const before = figuresOf(copy);
  const at = new Date(now).toISOString();
  const entries: LoggedEntry[] = [];
  // A cleaning stands a second before the play, so that the play counts after it.
  if (deed !== "play") {
    entries.push(newCleaning(copy.id, deed === "both" ? new Date(now - 1000).toISOString() : at));
  }
  if (deed !== "clean") entries.push(newPlay(copy.id, at));

  library.log(entries);
  say({
    text: `${SAID[deed]} ${copy.title}`,
    icon: deed,
    action: { word: "Undo", key: "u", act: () => library.undo(entries, before) },
  });
}
