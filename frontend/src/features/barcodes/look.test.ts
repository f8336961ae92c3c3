import { createRoot } from "solid-js";
import { expect, test, vi } from "vitest";
import type { BarcodeLook } from "../../api/types";
import type { Library } from "../../lib/library";
import type { ErrandsControl } from "../errands/errands";
import { createLook } from "./look";

const CODE = "7378381313815";
const unknown = { barcode: CODE, copies: [], lookup: null, searchable: true, why: null } as BarcodeLook;
const asked = { ...unknown, lookup: { answered_at: null } } as unknown as BarcodeLook;

/** A server that answers when it is told to, and the line on which it says that it is there. */
function server() {
  const open: { deed: "GET" | "POST"; answer(look: BarcodeLook): void }[] = [];
  const listeners: ((event: { type: string }) => void)[] = [];
  const taken = (deed: "GET" | "POST") => () =>
    new Promise((resolve) =>
      open.push({ deed, answer: (data) => resolve({ data, response: { ok: true } }) }),
    );
  const library = {
    api: { GET: taken("GET"), POST: taken("POST") },
    titles: { withBarcode: () => new Set() },
    shelf: { copies: () => [] },
    on(listener: (event: { type: string }) => void) {
      listeners.push(listener);
      return () => undefined;
    },
  } as unknown as Library;
  return {
    library,
    say: (type: string) => {
      for (const listener of listeners) listener({ type });
    },
    async answers(deed: "GET" | "POST", look: BarcodeLook): Promise<void> {
      await vi.waitFor(() => expect(open.map((one) => one.deed)).toContain(deed));
      open
        .splice(
          open.findIndex((one) => one.deed === deed),
          1,
        )[0]
        ?.answer(look);
    },
  };
}

test("what is asked of Discogs is asked at once, though the line comes back meanwhile", async () => {
  const { library, say, answers } = server();
  const hurry = vi.fn(async () => undefined);
  await createRoot(async (dispose) => {
    const look = createLook(library, { hurry } as unknown as ErrandsControl);
    const found = look.find(CODE);
    await answers("GET", unknown);
    // The question is under way when the line comes back, on which everything is read again.
    await vi.waitFor(() => expect(look.look()).toEqual(unknown));
    say("open");
    await answers("POST", asked);
    await found;
    expect(hurry).toHaveBeenCalledOnce();
    await answers("GET", asked);
    await vi.waitFor(() => expect(look.look()).toEqual(asked));
    dispose();
  });
});
