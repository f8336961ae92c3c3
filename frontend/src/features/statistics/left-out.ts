/** What does not count in statistics: asked for once, and again when it changed, here or elsewhere. */
import { createSignal } from "solid-js";
import { answer } from "../../api/client";
import type { LeftOut } from "../../api/types";
import type { Library } from "../../lib/library";
import { oneByOne } from "../../lib/one-by-one";

export type LeftOutStore = ReturnType<typeof createLeftOut>;

const stores = new WeakMap<Library, LeftOutStore>();

/** One for all that ask, as long as the library lives. */
export function leftOutOf(library: Library): LeftOutStore {
  let store = stores.get(library);
  if (!store) {
    store = createLeftOut(library);
    stores.set(library, store);
  }
  return store;
}

function createLeftOut(library: Library) {
  const { api } = library;
  const ordered = oneByOne();
  const [known, setKnown] = createSignal<LeftOut>();
  const [problem, setProblem] = createSignal<unknown>();

  async function load(): Promise<void> {
    try {
      setKnown(await ordered(() => answer(api.GET("/api/statistics/left-out"))));
      setProblem(undefined);
    } catch (error) {
      setProblem(() => error);
    }
  }

  const stop = library.on((event) => {
    if (event.type === "open" || event.type === "statistics") void load();
  });
  library.onClose(stop);
  void load();

  return {
    known,
    problem,
    load,
    has: (id: string) =>
      known()?.records.some((one) => one.copy_id === id) ||
      known()?.plays.some((one) => one.id === id) ||
      false,

    /** Leaves a record or a play out, or lets it count again. */
    async set(id: string, out: boolean): Promise<void> {
      const params = { params: { path: { subject_id: id } } };
      const path = "/api/statistics/left-out/{subject_id}";
      await ordered(() => answer(out ? api.PUT(path, params) : api.DELETE(path, params)));
      await load();
    },

    async setFolder(folder: number, out: boolean): Promise<void> {
      const params = { params: { path: { folder_id: folder } } };
      const path = "/api/statistics/left-out/folders/{folder_id}";
      await ordered(() => answer(out ? api.PUT(path, params) : api.DELETE(path, params)));
      await load();
    },
  };
}
