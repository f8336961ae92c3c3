/** How many covers stand side by side, and where the arrow keys lead among them. */
import type { Size } from "./view";

/** The least width of a cover (of a line, in the list) in pixels: on a phone, on a desk, on a wide one. */
const LEAST: Readonly<Record<Size, readonly [number, number, number]>> = {
  small: [100, 112, 128],
  medium: [150, 168, 200],
  large: [280, 264, 300],
  list: [280, 460, 520],
};

const FEWEST: Readonly<Record<Size, number>> = { small: 3, medium: 2, large: 1, list: 1 };

/** Medium: two on the narrowest phone, then as many as stay about a hand wide; gaps grow with the room. */
export function columnsIn(width: number, size: Size): { columns: number; gap: number } {
  const [phone, desk, wide] = LEAST[size];
  const gap = size === "small" ? 12 : width < 560 ? 16 : 24;
  const least = width < 560 ? phone : width < 1500 ? desk : wide;
  return { columns: Math.max(FEWEST[size], Math.floor((width + gap) / (least + gap))), gap };
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
