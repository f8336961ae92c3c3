/** The same things, one of them at another place. */
export function movedTo<T>(all: readonly T[], one: T, to: number): T[] {
  const others = all.filter((each) => each !== one);
  others.splice(Math.max(0, Math.min(to, others.length)), 0, one);
  return others;
}

/** The place that a row is dragged to: as many rows on as it was moved by whole heights, within the list. */
export function placeAt(from: number, moved: number, height: number, length: number): number {
  if (height <= 0) return from;
  return Math.max(0, Math.min(length - 1, from + Math.round(moved / height)));
}
