/** Plays in words. */
import { plural, t } from "@lingui/core/macro";
import type { Play } from "../../api/types";
import { asSentence } from "../../lib/language";

/** "3:45", "1:02:03". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (n: number) => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** "41 min", "3 h 5 min": how long, for reading. */
export function long(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return t`${minutes} min`;
  return minutes % 60 ? t`${Math.floor(minutes / 60)} h ${minutes % 60} min` : t`${minutes / 60} h`;
}

/** Reads "3:45", "22" (minutes) or "1:02:03" as seconds; undefined for anything else. */
export function readDuration(text: string): number | undefined {
  const parts = text.trim().split(":");
  if (parts.length > 3 || parts.some((part) => !/^\d{1,3}$/.test(part))) return undefined;
  const numbers = parts.map(Number);
  if (numbers.length === 1) return (numbers[0] ?? 0) * 60;
  if (numbers.slice(1).some((n) => n > 59)) return undefined;
  return numbers.reduce((sum, n) => sum * 60 + n, 0);
}

/** How a length is known, where it is not as printed. */
export const BASIS: Record<Play["basis"], string> = {
  user: t`corrected by you`,
  tracklist: t`from the tracklist`,
  partly: t`partly known`,
  estimate: t`estimated by the format`,
};

/** Within a sentence: "side A", "sides A and B", "track A2", "the whole record". */
export function within(play: Pick<Play, "sides" | "tracks">): string {
  const sides = play.sides ?? [];
  const tracks = play.tracks ?? [];
  const parts = [
    ...(sides.length > 0
      ? [plural(sides.length, { one: `side ${listed(sides)}`, other: `sides ${listed(sides)}` })]
      : []),
    ...(tracks.length > 0
      ? [plural(tracks.length, { one: `track ${listed(tracks)}`, other: `tracks ${listed(tracks)}` })]
      : []),
  ];
  return parts.join(", ") || t`the whole record`;
}

/** The same by itself: "Side A". */
export function what(play: Pick<Play, "sides" | "tracks">): string {
  return asSentence(within(play));
}

/** Moods to choose from, by what is stored. */
export const MOODS: Record<string, string> = {
  calm: t`calm`,
  focused: t`focused`,
  happy: t`happy`,
  melancholy: t`melancholy`,
  dancing: t`dancing`,
  late: t`late`,
};

/** A mood as it is read: one of ours in the page's language, else in the words of who wrote it. */
export const moodWord = (mood: string | null): string => (mood ? (MOODS[mood] ?? mood) : "");

/** "22 min", "about 22 min" where the length is no fact; on one line, however narrow the row. */
export function aboutLong(seconds: number, estimated: boolean): string {
  return (estimated ? t`about ${long(seconds)}` : long(seconds)).replaceAll(" ", "\u00a0");
}

/** "4 of 5 stars". */
export const stars = (rating: number | null): string => (rating ? t`${rating} of 5 stars` : "");

function listed(words: readonly string[]): string {
  return words.length > 1 ? t`${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}` : (words[0] ?? "");
}
