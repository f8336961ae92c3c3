/** When one copy is due, and whether it came used. */
import { createResource, onCleanup } from "solid-js";
import { answer } from "../../api/client";
import type { CopyCare, CopyCareChanges } from "../../api/types";
import { lastWord } from "../../lib/last-word";
import type { Library } from "../../lib/library";

export function createCopyCare(library: Library, copyId: () => string) {
  const of = (copy_id: string) => ({ params: { path: { copy_id } } });
  const line = lastWord<{ of: string; care: CopyCare }>((told) => {
    if (told.of === copyId()) mutate({ ...told.care });
  });
  const told = async (id: string, ask: () => Promise<CopyCare>): Promise<CopyCare> =>
    (await line(async () => ({ of: id, care: await ask() }))).care;
  const [care, { mutate, refetch }] = createResource(copyId, (id) =>
    told(id, () => answer(library.api.GET("/api/copies/{copy_id}/care", of(id)))),
  );
  const stop = library.on((event) => event.type === "due" && void refetch());
  onCleanup(stop);
  return {
    care: (): CopyCare | undefined => (care.error === undefined ? care.latest : undefined),
    change: (changes: CopyCareChanges) => {
      const id = copyId();
      return told(id, () =>
        answer(library.api.PATCH("/api/copies/{copy_id}/care", { ...of(id), body: changes })),
      );
    },
  };
}
