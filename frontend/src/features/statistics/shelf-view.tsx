import { t } from "@lingui/core/macro";
import { For, type JSX, Show } from "solid-js";
import { answer } from "../../api/client";
import type { OnTheShelf } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { zone } from "../../lib/zone";
import { Empty } from "../../ui/empty";
import { Chart } from "./chart/chart";
import { addedFigure, decadeWord, shelfGroups, worthFigure, yearsFigure } from "./figures";
import { moneyWord } from "./money";
import { periodWord } from "./periods";
import { RestingList } from "./resting-list";
import css from "./statistics.module.css";
import { Tiles } from "./tiles";
import { Told } from "./told";
import { createView } from "./view";
import { number, share } from "./words";

/** What stands on the shelf, how it grew, and how much of it is played. */
export function ShelfView(): JSX.Element {
  const { api } = useLibrary();
  const view = createView<OnTheShelf>(
    useLibrary(),
    () => "shelf with its value",
    () => answer(api.GET("/api/statistics/shelf", { params: { query: { zone: zone() } } })),
  );
  return (
    <Told view={view}>
      {(told) => (
        <Show
          when={told().records > 0}
          fallback={
            <Empty title={t`Nothing stands on the shelf yet`}>
              <p>{t`Sync your collection, and it is added up here.`}</p>
            </Empty>
          }
        >
          <Tiles tiles={tilesOf(told())} />
          <div class={css.charts}>
            <Show when={told().added.length > 0}>
              <div class={css.whole}>
                <Chart figure={addedFigure(told())} />
              </div>
            </Show>
            <Show when={told().values.length > 1}>
              <div class={css.whole}>
                <Chart figure={worthFigure(told())} />
              </div>
            </Show>
            <For each={figuresOf(told())}>{(figure) => <Chart figure={figure} />}</For>
            <Show when={told().years.length > 0}>
              <div class={css.whole}>
                <Chart figure={yearsFigure(told())} />
              </div>
            </Show>
            <RestingList
              title={t`Never played`}
              about={t`Those longest on the shelf first.`}
              total={told().records - told().played}
              records={told().never_played}
              none={t`Every record was played.`}
            />
            <RestingList
              title={t`Neglected`}
              about={t`Not played for a year or more, the longest first.`}
              total={told().neglected_total}
              records={told().neglected}
              none={t`None is neglected.`}
            />
          </div>
        </Show>
      )}
    </Told>
  );
}

function tilesOf(told: OnTheShelf) {
  return [
    { word: t`Records`, value: number(told.records) },
    { word: t`Releases`, value: number(told.releases) },
    {
      word: t`Ever played`,
      value: share(told.played, told.records),
      note: t`${number(told.played)} of ${number(told.records)}`,
    },
    {
      word: t`Played in a year`,
      value: share(told.played_lately, told.records),
      note: t`${number(told.played_lately)} of ${number(told.records)}`,
    },
    { word: t`Never played`, value: number(told.records - told.played) },
    { word: t`Neglected`, value: number(told.neglected_total) },
    ...worthTiles(told.values.at(-1)),
  ];
}

/** What Discogs told last; nothing where it told nothing. */
function worthTiles(worth: OnTheShelf["values"][number] | undefined) {
  if (!worth) return [];
  const money = (hundredths: number) => moneyWord(hundredths, worth.currency, "whole");
  const [from, to, day] = [money(worth.minimum), money(worth.maximum), periodWord(worth.on, "day")];
  return [{ word: t`Value at Discogs`, value: money(worth.median), note: t`${from} to ${to}, on ${day}` }];
}

function figuresOf(told: OnTheShelf) {
  const decades = {
    ...told.decades,
    first: told.decades.first.map((one) => ({ ...one, name: decadeWord(one.name) })),
  };
  return [
    shelfGroups(told.genres, t`Genres`, t`Genre`),
    shelfGroups(told.styles, t`Styles`, t`Style`),
    shelfGroups(told.formats, t`Formats`, t`Format`),
    shelfGroups(decades, t`Decades`, t`Decade`),
    shelfGroups(told.labels, t`Labels`, t`Label`),
    shelfGroups(told.artists, t`Artists`, t`Artist`),
  ].filter((figure) => figure.rows.length > 0);
}
