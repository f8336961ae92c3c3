import { createRoot } from "solid-js";
import { expect, test } from "vitest";
import { createDraft } from "./draft";

/** The form of a record opens, something is done in it, and it is left. */
function form<T>(key: string, deed: (draft: ReturnType<typeof createDraft>) => T): T {
  return createRoot((leave) => {
    const told = deed(createDraft(key));
    // Effects run once the form stands.
    queueMicrotask(leave);
    return told;
  });
}
const left = () => new Promise<void>((done) => queueMicrotask(done));
const notes = (key: string) => form(key, (draft) => [draft.signal("notes", "as it was")[0](), draft.found()]);

function write(key: string): () => ReturnType<typeof createDraft> {
  const draft = { now: undefined as ReturnType<typeof createDraft> | undefined };
  const setNotes = form(key, (made) => {
    draft.now = made;
    return made.signal("notes", "as it was")[1];
  });
  setNotes("typed");
  return () => draft.now as ReturnType<typeof createDraft>;
}

test("what was typed is there when the form of the same record opens again", async () => {
  write("play 1");
  await left();
  expect(notes("play 1")).toEqual(["typed", true]);
  expect(notes("play 2")).toEqual(["as it was", false]);
});

test("saved or given up, the form begins anew", async () => {
  for (const end of ["drop", "startOver"] as const) {
    const draft = write(`cleaning ${end}`);
    draft()[end]();
    await left();
    expect(notes(`cleaning ${end}`)).toEqual(["as it was", false]);
  }
});
