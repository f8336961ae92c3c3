/** Plays: logged through the outbox, corrected at the server. */
import { type Api, answer } from "../../api/client";
import type { HistoryEntry, PlayChanges } from "../../api/types";
import { uuid7 } from "../../lib/uuid";

/** Minutes that this device's clock was ahead of UTC then, summer time included. */
export const utcOffset = (at: string): number => -new Date(at).getTimezoneOffset();

export const newPlay = (copyId: string, at: string, more: PlayChanges = {}) => ({
  id: uuid7(),
  kind: "play" as const,
  copyId,
  at,
  fields: { utc_offset: utcOffset(at), ...more },
});

export const changePlay = (api: Api, id: string, changes: PlayChanges) =>
  answer(api.PATCH("/api/plays/{play_id}", { params: { path: { play_id: id } }, body: changes }));

/** `as`: the id of the new one, made once for all tries. */
export const duplicatePlay = (api: Api, id: string, as: string) =>
  answer(
    api.POST("/api/plays/{play_id}/duplicate", {
      params: { path: { play_id: id } },
      body: { id: as, utc_offset: utcOffset(new Date().toISOString()) },
    }),
  );

export const logPlay = (api: Api, id: string, copyId: string, at: string, notes: string) =>
  answer(
    api.POST("/api/plays", {
      body: { id, copy_id: copyId, played_at: at, utc_offset: utcOffset(at), notes },
    }),
  );

export const deletePlay = (api: Api, id: string) =>
  answer(api.DELETE("/api/plays/{play_id}", { params: { path: { play_id: id } } }));

/** Logs a deleted play once more, with all that was told of it: its own id stays taken. */
export const restorePlay = (api: Api, copyId: string, { at, notes, play }: HistoryEntry, as: string) =>
  answer(
    api.POST("/api/plays", {
      body: {
        id: as,
        copy_id: copyId,
        notes,
        ...(play?.date_only ? { played_on: play.played_on } : { played_at: at }),
        utc_offset: play?.utc_offset ?? utcOffset(at),
        sides: play?.sides ?? null,
        tracks: play?.tracks ?? null,
        stylus_id: play?.stylus_id ?? null,
        turntable_id: play?.turntable_id ?? null,
        seconds: play?.basis === "user" ? play.seconds : null,
        rating: play?.rating ?? null,
        mood: play?.mood ?? null,
      },
    }),
  );
