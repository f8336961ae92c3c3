/** Plays as pages of a diary. */
import type { Play } from "../../api/types";

type Session = { plays: Play[] };
type Day = { day: string; sessions: Session[]; seconds: number; count: number };

/** Days newest first, each with its sessions. */
export function byDay(plays: readonly Play[], joined: ReadonlySet<string>): Day[] {
  const days: Day[] = [];
  let later: Play | undefined;
  for (const play of plays) {
    let day = days.at(-1);
    if (day?.day !== play.played_on) {
      day = { day: play.played_on, sessions: [], seconds: 0, count: 0 };
      days.push(day);
    }
    const session = day.sessions.at(-1);
    if (session && later && joined.has(later.id)) session.plays.push(play);
    else day.sessions.push({ plays: [play] });
    day.seconds += play.seconds;
    day.count += 1;
    later = play;
  }
  return days;
}
