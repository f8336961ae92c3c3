import { plural, t } from "@lingui/core/macro";
import { For, type JSX, Show } from "solid-js";
import type { PublicStatistics } from "../api/types";
import { Cover } from "../features/collection/cover";
import { count } from "../lib/time";
import css from "./statistics.module.css";

/** A few figures, and the records played most. */
export function Statistics(props: { statistics: PublicStatistics }): JSX.Element {
  const figures = () => [
    {
      n: props.statistics.records,
      word: plural(props.statistics.records, { one: "record", other: "records" }),
    },
    {
      n: props.statistics.artists,
      word: plural(props.statistics.artists, { one: "artist", other: "artists" }),
    },
    { n: props.statistics.plays, word: plural(props.statistics.plays, { one: "play", other: "plays" }) },
    { n: props.statistics.hours, word: plural(props.statistics.hours, { one: "hour", other: "hours" }) },
  ];
  return (
    <>
      <ul class={css.figures} aria-label={t`In figures`}>
        <For each={figures()}>
          {(figure) => (
            <li class={css.figure}>
              <span class={css.number}>{count(figure.n)}</span> <span class={css.word}>{figure.word}</span>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.statistics.top.length > 0}>
        <section class={css.most} aria-labelledby="most-played">
          <h2 id="most-played" class={css.heading}>{t`Played most`}</h2>
          <ol class={css.top}>
            <For each={props.statistics.top}>
              {(record) => (
                <li class={css.record}>
                  <Cover copy={{ ...record, genres: [], thumb: null }} />
                  <p class={css.words}>
                    <span class={css.title} dir="auto">
                      {record.title}
                    </span>
                    <span class={css.small} dir="auto">
                      {record.artist}
                    </span>
                    <span class={css.small}>{plural(record.plays, { one: "# play", other: "# plays" })}</span>
                  </p>
                </li>
              )}
            </For>
          </ol>
        </section>
      </Show>
    </>
  );
}
