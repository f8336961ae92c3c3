/** What a play or a cleaning does to the figures of a copy, before the server has said so. */

export type Entry = { kind: "play" | "cleaning"; at: string };

export type Figures = {
  plays: number;
  last_played_at: string | null;
  last_cleaned_at: string | null;
  plays_since_cleaning: number;
};

export function withEntry<T extends Figures>(copy: T, entry: Entry): T {
  if (entry.kind === "play") {
    const counts = isAfter(entry.at, copy.last_cleaned_at);
    return {
      ...copy,
      plays: copy.plays + 1,
      last_played_at: latest(copy.last_played_at, entry.at),
      plays_since_cleaning: copy.plays_since_cleaning + (counts ? 1 : 0),
    };
  }
  // A cleaning dated before a known play leaves an unknown number of plays after it: the server tells.
  const clean = isAfter(entry.at, copy.last_played_at);
  return {
    ...copy,
    last_cleaned_at: latest(copy.last_cleaned_at, entry.at),
    plays_since_cleaning: clean ? 0 : copy.plays_since_cleaning,
  };
}

export function figuresOf(copy: Figures): Figures {
  const { plays, last_played_at, last_cleaned_at, plays_since_cleaning } = copy;
  return { plays, last_played_at, last_cleaned_at, plays_since_cleaning };
}

function isAfter(at: string, other: string | null): boolean {
  return other === null || Date.parse(at) > Date.parse(other);
}

function latest(a: string | null, b: string): string {
  return isAfter(b, a) ? b : (a ?? b);
}
