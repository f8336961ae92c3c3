/** What is said of errands and edits. */
import type { Edit, Folder } from "../../api/types";

const STOPPED: Record<string, string> = {
  unreachable: "Discogs does not answer just now. It goes on by itself in a minute.",
  server_unreachable: "Waugzee does not answer just now. It goes on by itself in a minute.",
  unauthorized: "Discogs does not accept the connection any more. Connect again in the account page.",
  signed_out: "You were signed out. It goes on when you have signed in.",
};

export function whyStopped(reason: string): string {
  return STOPPED[reason] ?? "It stopped. It goes on when you come back.";
}

const KINDS: Record<Edit["kind"], string> = {
  rating: "Rating",
  folder: "Folder",
  field: "Notes",
  remove: "Removal",
  add: "Another copy",
  want: "Onto the wantlist",
  unwant: "Off the wantlist",
};

const REASONS: Record<NonNullable<Edit["reason"]>, string> = {
  unauthorized: "Discogs does not accept the connection any more",
  forbidden: "Discogs does not allow it",
  gone: "it is not at Discogs any more",
  refused: "Discogs did not accept it",
  unreachable: "Discogs did not answer",
  not_confirmed: "Discogs took it, but does not show it",
  changed: "it was changed at Discogs too",
};

export function editWords(edit: Edit): string {
  const to =
    edit.to === null || edit.kind === "folder" || edit.kind === "add" ? "" : `: ${edit.to || "none"}`;
  return `${KINDS[edit.kind]}${to}`;
}

/** A value as it is read: stars, a folder's name, a text. */
export function valueWords(kind: Edit["kind"], value: Edit["to"], folders: readonly Folder[]): string {
  if (kind === "rating") return value ? `${value} of 5` : "not rated";
  if (kind === "folder") return folders.find(({ id }) => id === value)?.name ?? `folder ${value}`;
  return value === null || value === "" ? "empty" : `“${value}”`;
}

export function stateWords(edit: Edit): string {
  switch (edit.state) {
    case "done":
      return "Written at Discogs";
    case "conflict":
      return `Not written: there it is now ${edit.found === "" || edit.found === 0 ? "empty" : `“${edit.found}”`}`;
    case "failed":
      return `Not written: ${edit.reason ? REASONS[edit.reason] : "it did not work"}`;
    default:
      return "Waits to be written at Discogs";
  }
}
