import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import { answer } from "../../api/client";
import type { Listening, Streak } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { zone } from "../../lib/zone";
import { Choice } from "../../ui/choice";
import { Chart } from "./chart/chart";
import type { Choices } from "./choices";
import { calendar, hours, overTime, weekdays } from "./figures";
import { periodWord, UNITS } from "./periods";
import { PlayedView } from "./played-view";
import { dayOf, rangeOf } from "./range";
import css from "./statistics.module.css";
import { Tiles } from "./tiles";
import { days, hourNumber, inHours, number } from "./words";

/** What was played when. */
export function ListeningView(props: { choices: Choices }): JSX.Element {
  const { api } = useLibrary();
  const range = () => rangeOf(props.choices.range(), new Date());
  const query = () => ({ ...range(), by: props.choices.unit(), zone: zone() });
  return (
    <PlayedView<Listening>
      choices={props.choices}
      name={`listening ${JSON.stringify(query())}`}
      ask={() => answer(api.GET("/api/statistics/listening", { params: { query: query() } }))}
    >
      {(told) => (
        <>
          <Tiles tiles={tilesOf(told())} />
          <div class={css.charts}>
            <Show
              when={overTime(
                told(),
                props.choices.unit(),
                range(),
                dayOf(new Date()),
                props.choices.measure(),
              )}
            >
              {(figure) => (
                <div class={css.whole}>
                  <Chart figure={figure()}>
                    <Choice
                      label={t({ message: "By", context: "days, weeks" })}
                      options={UNITS}
                      value={props.choices.unit()}
                      onChange={(unit) => unit && props.choices.setUnit(unit)}
                    />
                  </Chart>
                </div>
              )}
            </Show>
            <div class={css.whole}>
              <Chart figure={calendar(told(), props.choices.measure())} />
            </div>
            <Chart figure={weekdays(told(), props.choices.measure())} />
            <Chart figure={hours(told(), props.choices.measure())} />
          </div>
        </>
      )}
    </PlayedView>
  );
}

function tilesOf(told: Listening) {
  return [
    { word: t`Plays`, value: number(told.plays) },
    { word: t`Hours`, value: hourNumber(inHours(told.seconds)) },
    { word: t`Records`, value: number(told.records) },
    { word: t`Artists`, value: number(told.artists) },
    { word: t`Days with a play`, value: number(told.days) },
    ...streakTile(t`Longest streak`, told.longest_streak),
    ...streakTile(t`Streak until now`, told.current_streak),
  ];
}

function streakTile(word: string, streak: Streak | null) {
  if (!streak) return [];
  const from = periodWord(streak.since, "day");
  return [{ word, value: days(streak.days), note: t`since ${from}` }];
}
