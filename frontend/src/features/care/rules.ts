/** When one copy is due, and whether it came used. */
import { createResource, onCleanup } from "solid-js";
import { answer } from "../../api/client";
import type { CopyCare, CopyCareChanges } from "../../api/types";
import type { Library } from "../../lib/library";

/** One change after another: an answer tells all of the rules, and must not tell them as they were. */
function inTurn() {
  let line: Promise<void> = Promise.resolve();
  return (work: () => Promise<void>): Promise<void> => {
    const turn = line.then(work);
    line = turn.catch(() => undefined);
    return turn;
  };
}

export function createCopyCare(library: Library, copyId: () => string) {
  const of = (copy_id: string) => ({ params: { path: { copy_id } } });
  const [care, { mutate, refetch }] = createResource(copyId, (id) =>
    answer(library.api.GET("/api/copies/{copy_id}/care", of(id))),
  );
  const change = inTurn();
  const stop = library.on((event) => event.type === "due" && void refetch());
  onCleanup(stop);
  return {
    care: (): CopyCare | undefined => (care.error === undefined ? care.latest : undefined),
    change: (changes: CopyCareChanges) => {
      const at = of(copyId());
      return change(
        async () =>
          void mutate(
            await answer(library.api.PATCH("/api/copies/{copy_id}/care", { ...at, body: changes })),
          ),
      );
    },
  };
}
