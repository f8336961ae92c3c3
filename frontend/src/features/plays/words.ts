/** Plays in words. */
import type { Play } from "../../api/types";

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
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
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
  user: "corrected by you",
  tracklist: "from the tracklist",
  partly: "partly known",
  estimate: "estimated by the format",
};

/** "Side A", "Sides A and B", "A2 and B1", "The whole record". */
export function what(play: Pick<Play, "sides" | "tracks">): string {
  const sides = play.sides ?? [];
  const tracks = play.tracks ?? [];
  const parts = [
    ...(sides.length > 0 ? [`${sides.length > 1 ? "Sides" : "Side"} ${listed(sides)}`] : []),
    ...(tracks.length > 0 ? [`${tracks.length > 1 ? "tracks" : "track"} ${listed(tracks)}`] : []),
  ];
  const text = parts.join(", ");
  return text ? text.charAt(0).toUpperCase() + text.slice(1) : "The whole record";
}

/** The same within a sentence: "side A". */
export function within(play: Pick<Play, "sides" | "tracks">): string {
  const text = what(play);
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** "4 of 5 stars". */
export const stars = (rating: number | null): string => (rating ? `${rating} of 5 stars` : "");

function listed(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : (words[0] ?? "");
}
