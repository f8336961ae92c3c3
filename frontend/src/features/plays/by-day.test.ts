import { expect, test } from "vitest";
import type { Play } from "../../api/types";
import { byDay } from "./by-day";

const play = (id: string, played_on: string) => ({ id, played_on, seconds: 60 }) as Play;

test("plays stand by day and by session, newest first", () => {
  const plays = [
    play("d", "2026-05-02"),
    play("c", "2026-05-01"),
    play("b", "2026-05-01"),
    play("a", "2026-05-01"),
  ];
  const days = byDay(plays, new Set(["b"]));
  expect(days.map((day) => [day.day, day.count, day.seconds])).toEqual([
    ["2026-05-02", 1, 60],
    ["2026-05-01", 3, 180],
  ]);
  expect(days[1]?.sessions.map((session) => session.plays.map((each) => each.id))).toEqual([
    ["c"],
    ["b", "a"],
  ]);
});
