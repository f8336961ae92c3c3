import { plural, t } from "@lingui/core/macro";
import { createEffect, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import { inWords } from "../api/problem";
import type { PublicRecord, PublicShelf } from "../api/types";
import { Button } from "../ui/button";
import { Chip, Chips } from "../ui/chip";
import { Icon } from "../ui/icon";
import { Notice } from "../ui/notice";
import { Grid } from "./grid";
import { recordsAt } from "./read";
import css from "./shelf.module.css";

/** How long one pauses in typing before it is looked for, in milliseconds. */
const PAUSE = 200;

/** Every record by artist, searched by the server: pages come as one scrolls on. */
export function Shelf(props: { address: string; shelf: PublicShelf }): JSX.Element {
  const [typed, setTyped] = createSignal("");
  const [genre, setGenre] = createSignal<string>();
  const [records, setRecords] = createSignal<readonly PublicRecord[]>([]);
  const [total, setTotal] = createSignal<number>();
  const [error, setError] = createSignal<unknown>();
  let cursor: string | undefined;
  /** Which question the answers are awaited for; those to an earlier one come too late. */
  let asked = 0;
  let reading = false;

  async function read(afresh: boolean): Promise<void> {
    if (afresh) {
      asked++;
      cursor = undefined;
    } else if (reading || cursor === undefined) return;
    const mine = asked;
    reading = true;
    setError(undefined);
    try {
      const page = await recordsAt(props.address, { q: typed().trim(), genre: genre(), cursor });
      if (mine !== asked) return;
      cursor = page.cursor ?? undefined;
      setTotal(page.total);
      setRecords((before) => (afresh ? page.records : [...before, ...page.records]));
    } catch (failure) {
      if (mine === asked) setError(failure);
    } finally {
      if (mine === asked) reading = false;
    }
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(on(genre, () => void read(true)));
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer);
    timer = setTimeout(() => void read(true), PAUSE);
  };

  const counts = () => {
    const all = props.shelf.records;
    const found = total();
    if (found === undefined) return "";
    return typed().trim() === "" && genre() === undefined
      ? plural(all, { one: "# record", other: "# records" })
      : t`${plural(found, { one: "# record", other: "# records" })} found`;
  };

  return (
    <section class={css.shelf} aria-labelledby="shelf">
      <div class={css.heading}>
        <h2 id="shelf" class={css.title}>{t`Shelf`}</h2>
        <p class={css.count} aria-live="polite">
          {counts()}
        </p>
      </div>
      <div class={css.box} role="search">
        <Icon name="search" />
        <input
          class={css.input}
          type="search"
          enterkeyhint="search"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          placeholder={t`Search`}
          aria-label={t`Search artist, title, label or catalogue number`}
          maxlength={100}
          value={typed()}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </div>
      <Show when={props.shelf.genres.length > 1}>
        <div class={css.genres}>
          <Chips label={t`Genres`}>
            <For each={props.shelf.genres}>
              {(each) => (
                <Chip
                  pressed={genre() === each.name}
                  count={each.records}
                  onClick={() => setGenre(genre() === each.name ? undefined : each.name)}
                >
                  {each.name}
                </Chip>
              )}
            </For>
          </Chips>
        </div>
      </Show>
      <Grid records={records()} onNearEnd={() => void read(false)} />
      <Show when={total() === 0}>
        <p class={css.none}>
          {props.shelf.records === 0 ? t`The shelf is empty.` : t`No record is like that.`}
        </p>
      </Show>
      <Show when={error()}>
        {(failure) => (
          <Notice
            icon="warn"
            tone="warn"
            action={<Button onClick={() => void read(records().length === 0)}>{t`Try again`}</Button>}
          >
            {inWords(failure())}
          </Notice>
        )}
      </Show>
    </section>
  );
}
