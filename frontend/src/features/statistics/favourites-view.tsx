import { t } from "@lingui/core/macro";
import { For, type JSX } from "solid-js";
import { answer } from "../../api/client";
import type { Favourites } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Chart } from "./chart/chart";
import type { Choices } from "./choices";
import { decadeWord, topGroups, topRecords } from "./figures";
import { PlayedView } from "./played-view";
import { rangeOf } from "./range";
import css from "./statistics.module.css";
import type { Measure } from "./words";

const LIMIT = 10;

/** What was played most. */
export function FavouritesView(props: { choices: Choices }): JSX.Element {
  const { api } = useLibrary();
  const query = () => ({ ...rangeOf(props.choices.range(), new Date()), limit: LIMIT });
  return (
    <PlayedView<Favourites>
      choices={props.choices}
      name={`favourites ${JSON.stringify(query())}`}
      ask={() => answer(api.GET("/api/statistics/favourites", { params: { query: query() } }))}
    >
      {(told) => (
        <div class={css.charts}>
          <For each={figuresOf(told(), props.choices.measure())}>{(figure) => <Chart figure={figure} />}</For>
        </div>
      )}
    </PlayedView>
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
