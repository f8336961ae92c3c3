/** All that the server knows of one copy; what was known stays while it is asked again. */
import { createEffect, createMemo, createSignal, on } from "solid-js";
import { answer } from "../../../api/client";
import type { CopyDetails } from "../../../api/types";
import type { Library } from "../../../lib/library";

export function createDetails(library: Library, copyId: () => string) {
  const [known, setKnown] = createSignal<CopyDetails>();

  async function load(): Promise<void> {
    const id = copyId();
    const path = { copy_id: id };
    const told = await answer(library.api.GET("/api/copies/{copy_id}", { params: { path } })).catch(
      () => undefined,
    );
    if (told && id === copyId()) setKnown(told);
  }

  // Any word of the server about the copy: its notes are not among what the shelf shows.
  const row = createMemo(() => library.shelf.copy(copyId()));
  createEffect(on(row, (there) => there && void load()));

  return {
    known: (): CopyDetails | undefined => (known()?.id === copyId() ? known() : undefined),
    load,
  };
}
