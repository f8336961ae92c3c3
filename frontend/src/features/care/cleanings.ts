/** Cleanings: logged through the outbox, corrected at the server. */
import { type Api, answer } from "../../api/client";
import { uuid7 } from "../../lib/uuid";

export const newCleaning = (copyId: string, at: string) => ({
  id: uuid7(),
  kind: "cleaning" as const,
  copyId,
  at,
});

export const logCleaning = (api: Api, copyId: string, at: string, notes: string) =>
  answer(
    api.POST("/api/cleanings", {
      body: { id: uuid7(), copy_id: copyId, cleaned_at: at, date_only: false, notes },
    }),
  );

export const editCleaning = (api: Api, id: string, at: string, notes: string) =>
  answer(
    api.PATCH("/api/cleanings/{cleaning_id}", {
      params: { path: { cleaning_id: id } },
      body: { cleaned_at: at, notes },
    }),
  );

export const deleteCleaning = (api: Api, id: string) =>
  answer(api.DELETE("/api/cleanings/{cleaning_id}", { params: { path: { cleaning_id: id } } }));
