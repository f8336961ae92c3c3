/** How many covers stand side by side, and where the arrow keys lead among them. */

/** Two on the narrowest phone, then as many as stay about a hand wide; gaps grow with the room. */
export function columnsIn(width: number): { columns: number; gap: number } {
  const gap = width < 560 ? 16 : 24;
  const least = width < 560 ? 150 : width < 1500 ? 168 : 200;
  return { columns: Math.max(2, Math.floor((width + gap) / (least + gap))), gap };
}

/** The index a key leads to from `at`, or undefined when the key does not move. */
export function moved(at: number, key: string, columns: number, length: number): number | undefined {
  const last = length - 1;
  if (last < 0) return undefined;
  switch (key) {
    case "ArrowRight":
      return Math.min(last, at + 1);
    case "ArrowLeft":
      return Math.max(0, at - 1);
    case "ArrowDown":
      // From a full row into a shorter last one: its last record.
      return at + columns <= last
        ? at + columns
        : Math.floor(at / columns) < Math.floor(last / columns)
          ? last
          : at;
    case "ArrowUp":
      return at - columns >= 0 ? at - columns : at;
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}
