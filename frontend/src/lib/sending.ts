/** How each kind of parcel goes to the server: logged under its own id, or taken back by it. */
import { type Api, answer, clockAhead } from "../api/client";
import { inWords, Problem } from "../api/problem";
import type { Parcel, Verdict } from "./outbox";

/** The server takes no moment that is a day ahead of it, by an hour's margin. */
const AHEAD = 23 * 3_600_000;

/** When it was by the server's clock, where this device's was far ahead: one after another as they were logged. */
export function byTheServersClock(at: string, now: number, ahead: number): string {
  const moment = Date.parse(at);
  if (moment <= now - ahead + AHEAD) return at;
  return new Date(Math.min(moment, now) - Math.max(ahead, 0)).toISOString();
}

function log(api: Api, parcel: Parcel): Promise<unknown> {
  const { id, fields } = parcel;
  const at = byTheServersClock(parcel.at, Date.now(), clockAhead());
  const said = { id, date_only: false, notes: "", ...fields };
  switch (parcel.kind) {
    case "play":
      return answer(
        api.POST("/api/plays", { body: { id, copy_id: parcel.copyId, played_at: at, notes: "", ...fields } }),
      );
    case "cleaning":
      return answer(
        api.POST("/api/cleanings", { body: { copy_id: parcel.copyId, cleaned_at: at, ...said } }),
      );
    case "condition":
      return answer(api.POST("/api/conditions", { body: { copy_id: parcel.copyId, noted_at: at, ...said } }));
    case "maintenance":
      return answer(
        api.POST("/api/maintenance", {
          body: { part_id: parcel.partId, type_id: parcel.typeId, done_at: at, ...said },
        }),
      );
  }
}

function undo(api: Api, { kind, id }: Parcel): Promise<unknown> {
  switch (kind) {
    case "play":
      return answer(api.DELETE("/api/plays/{play_id}", { params: { path: { play_id: id } } }));
    case "cleaning":
      return answer(api.DELETE("/api/cleanings/{cleaning_id}", { params: { path: { cleaning_id: id } } }));
    case "condition":
      return answer(api.DELETE("/api/conditions/{condition_id}", { params: { path: { condition_id: id } } }));
    case "maintenance":
      return answer(
        api.DELETE("/api/maintenance/{maintenance_id}", { params: { path: { maintenance_id: id } } }),
      );
  }
}

export async function sendParcel(api: Api, parcel: Parcel): Promise<Verdict> {
  try {
    await (parcel.deed === "undo" ? undo : log)(api, parcel);
    return { outcome: "sent" };
  } catch (error) {
    if (!(error instanceof Problem)) return { outcome: "later", trouble: true };
    if (error.passing) {
      const trouble = error.status >= 400 && !OF_ALL.has(error.status);
      return { outcome: "later", trouble, after: error.retryAfter && error.retryAfter * 1000 };
    }
    // Deleted elsewhere, or never stored: what the undo wanted.
    if (error.status === 410 || (parcel.deed === "undo" && error.status === 404)) return { outcome: "sent" };
    return { outcome: "refused", why: inWords(error) };
  }
}

/** What any parcel would be told. */
const OF_ALL = new Set([401, 408, 429]);
