/** Plays: logged through the outbox, corrected at the server. */
import { type Api, answer } from "../../api/client";
import type { PlayChanges } from "../../api/types";
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

export const duplicatePlay = (api: Api, id: string) =>
  answer(
    api.POST("/api/plays/{play_id}/duplicate", {
      params: { path: { play_id: id } },
      body: { id: uuid7(), utc_offset: utcOffset(new Date().toISOString()) },
    }),
  );

export const logPlay = (api: Api, copyId: string, at: string, notes: string) =>
  answer(
    api.POST("/api/plays", {
      body: { id: uuid7(), copy_id: copyId, played_at: at, utc_offset: utcOffset(at), notes },
    }),
  );

export const editPlay = (api: Api, id: string, at: string, notes: string) =>
  answer(
    api.PATCH("/api/plays/{play_id}", { params: { path: { play_id: id } }, body: { played_at: at, notes } }),
  );

export const deletePlay = (api: Api, id: string) =>
  answer(api.DELETE("/api/plays/{play_id}", { params: { path: { play_id: id } } }));
