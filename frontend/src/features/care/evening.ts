/** A cleaning evening: one request for all of it, or, without a network, each record through the outbox. */
import { answer } from "../../api/client";
import { Problem } from "../../api/problem";
import type { Library } from "../../lib/library";
import { uuid7 } from "../../lib/uuid";
import type { Details } from "./details";

export type Evening = Details & { cleaned_at: string; date_only: boolean; notes: string };

/** Logs it; says whether it waits on this device. The ids are made once, so a second try logs nothing twice. */
export async function logEvening(
  library: Library,
  copyIds: readonly string[],
  evening: Evening,
): Promise<"logged" | "waits"> {
  const entries = copyIds.map((copy_id) => ({ id: uuid7(), copy_id }));
  const { cleaned_at, ...fields } = evening;
  try {
    await answer(library.api.POST("/api/cleanings/evening", { body: { ...evening, entries } }));
    await library.catchUp();
    return "logged";
  } catch (error) {
    if (!(error instanceof Problem) || !error.passing) throw error;
    library.log(
      entries.map(({ id, copy_id }) => ({
        id,
        kind: "cleaning" as const,
        copyId: copy_id,
        at: cleaned_at,
        fields,
      })),
    );
    return "waits";
  }
}
