/** A whole number below 2³² that looks like chance and is always the same for the same two (FNV-1a, and a last stir). */
export function shuffled(id: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** The same between 0 and 1, both left out. */
export const chance = (id: string, seed: number): number => (shuffled(id, seed) + 0.5) / 2 ** 32;
