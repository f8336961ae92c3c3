import { t } from "@lingui/core/macro";
import { For, type JSX, Show } from "solid-js";
import { answer } from "../../api/client";
import type { Favourites } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Choice } from "../../ui/choice";
import { Empty } from "../../ui/empty";
import { Chart } from "./chart/chart";
import type { Choices } from "./choices";
import { decadeWord, topGroups, topRecords } from "./figures";
import { rangeOf } from "./range";
import { RangeMenu } from "./range-menu";
import css from "./statistics.module.css";
import { Told } from "./told";
import { createView } from "./view";
import { MEASURES, type Measure } from "./words";

const LIMIT = 10;

/** What was played most. */
export function FavouritesView(props: { choices: Choices }): JSX.Element {
  const { api } = useLibrary();
  const query = () => ({ ...rangeOf(props.choices.range(), new Date()), limit: LIMIT });
  const view = createView<Favourites>(
    useLibrary(),
    () => `favourites ${JSON.stringify(query())}`,
    () => answer(api.GET("/api/statistics/favourites", { params: { query: query() } })),
  );
  const years = () => ({ first: view.told()?.first_year ?? null, last: view.told()?.last_year ?? null });
  return (
    <>
      <div class={css.controls}>
        <RangeMenu name={props.choices.range()} years={years()} onChange={props.choices.setRange} />
        <Choice
          label={t`Show`}
          options={MEASURES}
          value={props.choices.measure()}
          onChange={(measure) => measure && props.choices.setMeasure(measure)}
        />
      </div>
      <Told view={view}>
        {(told) => (
          <Show
            when={told().plays > 0}
            fallback={
              <Empty title={t`Nothing was played in these days`}>
                <p>{t`Choose other days, or play a record.`}</p>
              </Empty>
            }
          >
            <div class={css.charts}>
              <For each={figuresOf(told(), props.choices.measure())}>
                {(figure) => <Chart figure={figure} />}
              </For>
            </div>
          </Show>
        )}
      </Told>
    </>
  );
}

function figuresOf(told: Favourites, measure: Measure) {
  const decades = {
    ...told.decades,
    first: told.decades.first.map((one) => ({ ...one, name: decadeWord(one.name) })),
  };
  return [
    topRecords(told.records, measure),
    topGroups(told.artists, t`Artists`, t`Artist`, measure),
    topGroups(told.genres, t`Genres`, t`Genre`, measure),
    topGroups(told.styles, t`Styles`, t`Style`, measure),
    topGroups(told.labels, t`Labels`, t`Label`, measure),
    topGroups(decades, t`Decades`, t`Decade`, measure),
    topGroups(told.formats, t`Formats`, t`Format`, measure),
  ].filter((figure) => figure.rows.length > 0);
}
