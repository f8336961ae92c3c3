/** Plays: logged through the outbox, corrected at the server. */
import { type Api, answer } from "../../api/client";
import { uuid7 } from "../../lib/uuid";

export const newPlay = (copyId: string, at: string) => ({ id: uuid7(), kind: "play" as const, copyId, at });

export const logPlay = (api: Api, copyId: string, at: string, notes: string) =>
  answer(api.POST("/api/plays", { body: { id: uuid7(), copy_id: copyId, played_at: at, notes } }));

export const editPlay = (api: Api, id: string, at: string, notes: string) =>
  answer(
    api.PATCH("/api/plays/{play_id}", { params: { path: { play_id: id } }, body: { played_at: at, notes } }),
  );

export const deletePlay = (api: Api, id: string) =>
  answer(api.DELETE("/api/plays/{play_id}", { params: { path: { play_id: id } } }));
