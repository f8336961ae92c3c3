/** What is said of errands and edits. */
import { t } from "@lingui/core/macro";
import type { Edit, Folder } from "../../api/types";

const STOPPED: Record<string, string> = {
  unreachable: t`Discogs does not answer just now. It goes on by itself in a minute.`,
  server_unreachable: t`Waugzee does not answer just now. It goes on by itself in a minute.`,
  unauthorized: t`Discogs does not accept the connection any more. Connect again in the account page.`,
  signed_out: t`You were signed out. It goes on when you have signed in.`,
};

export function whyStopped(reason: string): string {
  return STOPPED[reason] ?? t`It stopped. It goes on when you come back.`;
}

const KINDS: Record<Edit["kind"], string> = {
  rating: t`Rating`,
  folder: t`Folder`,
  field: t`Notes`,
  remove: t`Removal`,
  add: t`Another copy`,
  want: t`Onto the wantlist`,
  unwant: t`Off the wantlist`,
};

const REASONS: Record<NonNullable<Edit["reason"]>, string> = {
  unauthorized: t`Discogs does not accept the connection any more`,
  forbidden: t`Discogs does not allow it`,
  gone: t`it is not at Discogs any more`,
  refused: t`Discogs did not accept it`,
  unreachable: t`Discogs did not answer`,
  not_confirmed: t`Discogs took it, but does not show it`,
  changed: t`it was changed at Discogs too`,
};

export function editWords(edit: Edit): string {
  const to =
    edit.to === null || edit.kind === "folder" || edit.kind === "add" ? "" : `: ${edit.to || t`none`}`;
  return `${KINDS[edit.kind]}${to}`;
}

/** A value as it is read: stars, a folder's name, a text. */
export function valueWords(kind: Edit["kind"], value: Edit["to"], folders: readonly Folder[]): string {
  if (kind === "rating") return value ? t`${value} of 5` : t`not rated`;
  if (kind === "folder") return folders.find(({ id }) => id === value)?.name ?? t`folder ${value ?? ""}`;
  return value === null || value === "" ? t`empty` : `“${value}”`;
}

export function stateWords(edit: Edit): string {
  switch (edit.state) {
    case "done":
      return t`Written at Discogs`;
    case "conflict":
      return edit.found === "" || edit.found === 0
        ? t`Not written: there it is now empty`
        : t`Not written: there it is now “${edit.found ?? ""}”`;
    case "failed":
      return t`Not written: ${edit.reason ? REASONS[edit.reason] : t`it did not work`}`;
    default:
      return t`Waits to be written at Discogs`;
  }
}
