import { t } from "@lingui/core/macro";
import { useNavigate } from "@solidjs/router";
import { createEffect, createSignal, For, type JSX, Show } from "solid-js";
import { answer } from "../../api/client";
import type { YearInReview } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { pngOf, save } from "../../lib/save";
import { zone } from "../../lib/zone";
import { Button } from "../../ui/button";
import { Empty } from "../../ui/empty";
import { Section } from "../../ui/page";
import { Cover } from "../collection/cover";
import { Chart } from "./chart/chart";
import { calendar, monthsOf, topGroups } from "./figures";
import { periodWord, weekdayWord } from "./periods";
import { drawReview } from "./review-picture";
import css from "./statistics.module.css";
import { Tiles } from "./tiles";
import { Told } from "./told";
import { createView } from "./view";
import { hourNumber, hoursWord, inHours, number, plays } from "./words";

/** A year, made to be shown around. */
export function ReviewView(props: { year: number }): JSX.Element {
  const { api } = useLibrary();
  const navigate = useNavigate();
  const query = () => ({ year: props.year, zone: zone() });
  const view = createView<YearInReview>(
    useLibrary(),
    () => `review ${JSON.stringify(query())}`,
    () => answer(api.GET("/api/statistics/review", { params: { query: query() } })),
  );
  const years = () => {
    const told = view.told()?.listening;
    const last = Math.max(told?.last_year ?? props.year, props.year, new Date().getFullYear());
    const first = Math.max(Math.min(told?.first_year ?? props.year, props.year), last - 120);
    return Array.from({ length: last - first + 1 }, (_, at) => last - at);
  };
  return (
    <>
      <div class={css.pick}>
        <label class={css.label} for="review-year">{t`Year`}</label>
        <select
          id="review-year"
          class={css.select}
          onChange={(event) => navigate(`/statistics/review/${event.currentTarget.value}`)}
        >
          <For each={years()}>
            {(year) => (
              <option value={year} selected={year === props.year}>
                {year}
              </option>
            )}
          </For>
        </select>
      </div>
      <Told view={view}>
        {(told) => (
          <Show
            when={told().listening.plays > 0}
            fallback={
              <Empty title={t`Nothing was played in ${told().year}`}>
                <p>{t`Choose another year.`}</p>
              </Empty>
            }
          >
            <Review told={told()} />
          </Show>
        )}
      </Told>
    </>
  );
}

function Review(props: { told: YearInReview }): JSX.Element {
  const { told } = { told: () => props.told };
  return (
    <>
      <div class={css.review}>
        <Picture told={told()} />
        <div class={css.beside}>
          <h2 class={css.heading}>{t`Your ${told().year} on vinyl`}</h2>
          <Tiles tiles={tilesOf(told())} />
          <ul class={css.facts}>
            <For each={factsOf(told())}>{(fact) => <li>{fact}</li>}</For>
          </ul>
        </div>
      </div>
      <Section title={t`The records of the year`}>
        <ol class={css.covers}>
          <For each={told().favourites.records.first}>
            {(one) => (
              <li>
                <a class={css.best} href={`/records/${one.copy_id}`}>
                  <Cover copy={{ ...one, genres: [] }} />
                  <span dir="auto">{one.title}</span>
                  <span class={css.word} dir="auto">
                    {one.artist}
                  </span>
                  <span class={css.word}>{plays(one.plays)}</span>
                </a>
              </li>
            )}
          </For>
        </ol>
      </Section>
      <div class={css.charts}>
        <div class={css.whole}>
          <Chart figure={monthsOf(told())} />
        </div>
        <div class={css.whole}>
          <Chart figure={calendar(told().listening, "plays")} />
        </div>
        <Chart figure={topGroups(told().favourites.artists, t`Artists`, t`Artist`, "plays")} />
        <Chart figure={topGroups(told().favourites.genres, t`Genres`, t`Genre`, "plays")} />
      </div>
    </>
  );
}

function Picture(props: { told: YearInReview }): JSX.Element {
  const [canvas, setCanvas] = createSignal<HTMLCanvasElement>();
  createEffect(() => {
    const at = canvas();
    const { told } = props;
    if (!at) return;
    const draw = () => drawReview(at, told, getComputedStyle(document.body).fontFamily);
    draw();
    // Drawn with what letters there are, and anew once the page's own have come.
    void document.fonts.ready.then(draw);
  });
  const file = async () => {
    const at = canvas();
    if (!at) return undefined;
    return new File([await pngOf(at)], `waugzee-${props.told.year}.png`, { type: "image/png" });
  };
  const canShare =
    typeof navigator.canShare === "function" &&
    navigator.canShare({ files: [new File([], "x.png", { type: "image/png" })] });
  const share = async () => {
    const picture = await file();
    // Whoever changes their mind in the device's own sheet has done nothing wrong.
    if (picture) await navigator.share({ files: [picture] }).catch(() => undefined);
  };
  const keep = async () => {
    const picture = await file();
    if (picture) save(picture, picture.name);
  };
  return (
    <div class={css.picture}>
      <canvas
        ref={setCanvas}
        role="img"
        aria-label={t`A picture of ${props.told.year} to share: ${plays(props.told.listening.plays)}, ${hoursWord(inHours(props.told.listening.seconds))}, and what was played most.`}
      />
      <div class={css.deeds}>
        <Button look="main" icon="out" onClick={() => void keep()}>{t`Save the picture`}</Button>
        <Show when={canShare}>
          <Button onClick={() => void share()}>{t`Share it`}</Button>
        </Show>
      </div>
    </div>
  );
}

function tilesOf({ listening, particulars }: YearInReview) {
  return [
    {
      word: t`Plays`,
      value: number(listening.plays),
      note: t`${number(particulars.plays_before)} the year before`,
    },
    {
      word: t`Hours`,
      value: hourNumber(inHours(listening.seconds)),
      note: t`${hourNumber(inHours(particulars.seconds_before))} the year before`,
    },
    { word: t`Records`, value: number(listening.records) },
    { word: t`Artists`, value: number(listening.artists) },
    { word: t`Played for the first time`, value: number(particulars.discovered) },
    { word: t`New on the shelf`, value: number(particulars.added) },
    { word: t`Cleanings`, value: number(particulars.cleanings) },
    { word: t`Days in a row`, value: number(listening.longest_streak?.days ?? 0) },
  ];
}

function factsOf({ listening, particulars }: YearInReview): string[] {
  const { busiest, first, last } = particulars;
  const weekday = [...listening.weekdays].sort((a, b) => b.plays - a.plays)[0];
  return [
    ...(first ? [t`It began with ${first.title} by ${first.artist} on ${periodWord(first.on, "day")}.`] : []),
    ...(busiest
      ? [
          t`The fullest day was ${periodWord(busiest.start, "day")}: ${plays(busiest.plays)}, ${hoursWord(inHours(busiest.seconds))}.`,
        ]
      : []),
    ...(weekday ? [t`Most was played on a ${weekdayWord(weekday.number, "long")}.`] : []),
    ...(last ? [t`The last record was ${last.title} by ${last.artist}.`] : []),
  ];
}
