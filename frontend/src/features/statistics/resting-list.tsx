import { t } from "@lingui/core/macro";
import { For, type JSX, Show } from "solid-js";
import type { Resting } from "../../api/types";
import { now } from "../../lib/now";
import { ago } from "../../lib/time";
import { Section } from "../../ui/page";
import { Cover } from "../collection/cover";
import css from "./statistics.module.css";
import { records } from "./words";

/** Records that wait to be played. */
export function RestingList(props: {
  title: string;
  about: string;
  total: number;
  records: readonly Resting[];
  none: string;
}): JSX.Element {
  return (
    <Section title={props.title}>
      <Show when={props.total > 0} fallback={<p>{props.none}</p>}>
        <p class={css.word}>
          {records(props.total)}. {props.about}
        </p>
        <ol class={css.resting}>
          <For each={props.records}>
            {(one) => (
              <li>
                <a class={css.record} href={`/records/${one.copy_id}`}>
                  <span class={css.cover}>
                    <Cover copy={{ ...one, cover: one.thumb, genres: [] }} />
                  </span>
                  <span class={css.name}>
                    <span dir="auto">{one.title}</span>
                    <span class={css.word} dir="auto">
                      {one.artist}
                    </span>
                    <Show when={one.at}>{(at) => <span class={css.word}>{ago(at(), now())}</span>}</Show>
                  </span>
                </a>
              </li>
            )}
          </For>
        </ol>
        <Show when={props.total > props.records.length}>
          <p class={css.word}>{t`And ${props.total - props.records.length} more.`}</p>
        </Show>
      </Show>
    </Section>
  );
}
