/** What is on a release: asked for once a visit, anew when the server says that it changed. */
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { answer } from "../../api/client";
import type { Tracklist } from "../../api/types";
import type { Library } from "../../lib/library";

const seen = new WeakMap<Library, Map<number, Tracklist>>();

/** The tracklist of a release, where it was asked for in this visit. */
export const seenTracklist = (library: Library, releaseId: number): Tracklist | undefined =>
  seen.get(library)?.get(releaseId);

export function createTracklist(library: Library, releaseId: () => number) {
  const known = seen.get(library) ?? new Map<number, Tracklist>();
  seen.set(library, known);
  const [tracklist, setTracklist] = createSignal<Tracklist | undefined>(known.get(releaseId()));
  const [problem, setProblem] = createSignal<unknown>();

  const keep = (id: number, told: Tracklist) => {
    known.set(id, told);
    if (id === releaseId()) setTracklist(told);
  };

  async function load(): Promise<void> {
    const id = releaseId();
    try {
      const told = await answer(
        library.api.GET("/api/releases/{release_id}/tracklist", { params: { path: { release_id: id } } }),
      );
      keep(id, told);
      setProblem(undefined);
    } catch (error) {
      setProblem(() => error);
    }
  }

  createEffect(
    on(releaseId, (id) => {
      setTracklist(known.get(id));
      void load();
    }),
  );
  const stop = library.on((event) => {
    if (event.type === "tracklist" || event.type === "open") void load();
  });
  onCleanup(stop);

  return {
    tracklist,
    problem,
    load,
    /** Says how long sides play; those left out are as the tracklist or the format has them. */
    async correct(sides: readonly { side: string; seconds: number }[]): Promise<void> {
      const id = releaseId();
      const told = await answer(
        library.api.PUT("/api/releases/{release_id}/durations", {
          params: { path: { release_id: id } },
          body: { sides: [...sides] },
        }),
      );
      keep(id, told);
    },
  };
}
