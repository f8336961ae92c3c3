import { t } from "@lingui/core/macro";
import { createMemo, For, type JSX, Show, untrack } from "solid-js";
import type { Copy } from "../../api/types";
import { Chip, Chips } from "../../ui/chip";
import { Choice } from "../../ui/choice";
import { MOODS, type MoodId } from "./moods";
import type { Many, Only, Wish } from "./picking";
import css from "./picks-page.module.css";

/** So many genres are offered, the fullest first. */
const GENRES = 8;

const MANY: readonly { value: Many; word: string }[] = [
  { value: "one", word: t`One` },
  { value: "three", word: t`Three` },
  { value: "stack", word: t`A stack for tonight` },
];

const TIMES = [
  { value: "25", word: t`25 min` },
  { value: "45", word: t`45 min` },
  { value: "90", word: t`1½ hours` },
  { value: "180", word: t`3 hours` },
] as const;

const ONLY: readonly { value: Only; word: string }[] = [
  { value: "never", word: t`Never played` },
  { value: "neglected", word: t`Not for over a year` },
];

/** What one feels like: every choice narrows the draw at once. */
export function Wishes(props: {
  wish: Wish;
  copies: readonly Copy[];
  onChange(wish: Wish): void;
}): JSX.Element {
  const change = (more: Partial<Wish>) => props.onChange({ ...props.wish, ...more });
  const genres = createMemo(() => {
    const counts = new Map<string, number>();
    for (const { genres } of props.copies)
      for (const genre of genres) counts.set(genre, (counts.get(genre) ?? 0) + 1);
    const fullest = [...counts].sort((a, b) => b[1] - a[1]).map(([genre]) => genre);
    return [
      ...fullest.slice(0, GENRES),
      ...props.wish.genres.filter((one) => !fullest.slice(0, GENRES).includes(one)),
    ];
  });
  // Opened at first where something in there was wished for before.
  const isNarrow = () =>
    untrack(() => props.wish.mood ?? props.wish.only ?? props.wish.genres[0] ?? null) !== null;
  const toggle = (genre: string) => {
    const { genres } = props.wish;
    change({
      genres: genres.includes(genre) ? genres.filter((each) => each !== genre) : [...genres, genre],
    });
  };
  return (
    <div class={css.wishes}>
      <Choice
        label={t`How many`}
        options={MANY}
        value={props.wish.many}
        onChange={(many) => many && change({ many })}
      />
      <Choice
        label={t`Time there is`}
        options={TIMES}
        value={props.wish.minutes === null ? null : (String(props.wish.minutes) as "25")}
        onChange={(minutes) => change({ minutes: minutes === null ? null : Number(minutes) })}
      />
      <details class={css.more} open={isNarrow()}>
        <summary class={css.summary}>{t`Mood, genre, and more`}</summary>
        <div class={css.wishes}>
          <Choice<MoodId>
            label={t`Mood`}
            options={MOODS.map(({ id, word }) => ({ value: id, word }))}
            value={props.wish.mood}
            onChange={(mood) => change({ mood })}
          />
          <Choice
            label={t`Only`}
            options={ONLY}
            value={props.wish.only}
            onChange={(only) => change({ only })}
          />
          <Show when={genres().length > 1}>
            <div class={css.genres}>
              <span class={css.label} aria-hidden="true">{t`Genre`}</span>
              <Chips label={t`Genre`}>
                <For each={genres()}>
                  {(genre) => (
                    <Chip pressed={props.wish.genres.includes(genre)} onClick={() => toggle(genre)}>
                      {genre}
                    </Chip>
                  )}
                </For>
              </Chips>
            </div>
          </Show>
        </div>
      </details>
    </div>
  );
}
