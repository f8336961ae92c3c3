/** Cleanings: logged through the outbox, corrected at the server. */
import { type Api, answer } from "../../api/client";
import type { CleaningChanges, HistoryEntry } from "../../api/types";
import { uuid7 } from "../../lib/uuid";
import { noonOf } from "../../lib/when";
import { NO_DETAILS } from "./details";

export const newCleaning = (copyId: string, at: string, fields?: CleaningChanges) => ({
  id: uuid7(),
  kind: "cleaning" as const,
  copyId,
  at,
  ...(fields ? { fields } : {}),
});

export const onDay = (day: string) => ({ cleaned_at: noonOf(day), date_only: true });

/** The day of a cleaning of which no more is known. */
export const dayOf = (entry: HistoryEntry): string | undefined =>
  entry.cleaning?.date_only ? entry.at.slice(0, 10) : undefined;

export const logCleaning = (api: Api, id: string, copyId: string, at: string, notes: string) =>
  answer(
    api.POST("/api/cleanings", {
      body: { id, copy_id: copyId, cleaned_at: at, date_only: false, notes },
    }),
  );

export const changeCleaning = (api: Api, id: string, changes: CleaningChanges) =>
  answer(api.PATCH("/api/cleanings/{cleaning_id}", { params: { path: { cleaning_id: id } }, body: changes }));

/** `as`: the id of the new one, made once for all tries. */
export const duplicateCleaning = (api: Api, id: string, as: string) =>
  answer(
    api.POST("/api/cleanings/{cleaning_id}/duplicate", {
      params: { path: { cleaning_id: id } },
      body: { id: as, date_only: false },
    }),
  );

export const deleteCleaning = (api: Api, id: string) =>
  answer(api.DELETE("/api/cleanings/{cleaning_id}", { params: { path: { cleaning_id: id } } }));

/** Logs a deleted cleaning once more, with all that was told of it: its own id stays taken. */
export const restoreCleaning = (
  api: Api,
  copyId: string,
  { at, notes, cleaning }: HistoryEntry,
  as: string,
) =>
  answer(
    api.POST("/api/cleanings", {
      body: {
        ...NO_DETAILS,
        ...cleaning,
        id: as,
        copy_id: copyId,
        cleaned_at: at,
        date_only: cleaning?.date_only ?? false,
        notes,
      },
    }),
  );
