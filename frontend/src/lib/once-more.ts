/**
 * Work of which there is one at a time: asked for while it is under way, it is done once more afterwards. What is
 * told is when all of that is done. Where the work fails, so does what is told, and nothing follows.
 */
export function onceMore(work: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  let again = false;
  function ask(): Promise<void> {
    again = true;
    underWay ??= repeated()
      .finally(() => {
        underWay = undefined;
      })
      // Asked for between the last look and the end, it would not be done at all.
      .then(() => (again ? ask() : undefined));
    return underWay;
  }
  async function repeated(): Promise<void> {
    while (again) {
      again = false;
      await work();
    }
  }
  return ask;
}
