import { t } from "@lingui/core/macro";
import { createUniqueId, For, type JSX, Show } from "solid-js";
import type { Tracklist } from "../../api/types";
import css from "./detail-sheet.module.css";
import { duration } from "./words";

/** What was played: the whole record, sides, or single tracks, as chips. */
export function WhatFields(props: {
  tracklist: Tracklist | undefined;
  sides: readonly string[];
  tracks: readonly string[];
  onChange(sides: readonly string[], tracks: readonly string[]): void;
}): JSX.Element {
  const id = createUniqueId();
  const playable = () => props.tracklist?.sides.filter((side) => side.seconds > 0) ?? [];
  const listed = () => props.tracklist?.tracks.filter((track) => track.position && !track.heading) ?? [];
  const toggled = (all: readonly string[], one: string) =>
    all.includes(one) ? all.filter((each) => each !== one) : [...all, one];
  return (
    <div class={css.group} role="group" aria-labelledby={id}>
      <p id={id} class={css.label}>{t`What`}</p>
      <div class={css.chips}>
        <Chip
          on={props.sides.length === 0 && props.tracks.length === 0}
          onToggle={() => props.onChange([], [])}
        >{t`Whole record`}</Chip>
        <For each={playable()}>
          {(side) => (
            <Chip
              on={props.sides.includes(side.side)}
              onToggle={() => props.onChange(toggled(props.sides, side.side), props.tracks)}
            >
              {t`Side ${side.side}`} <span class={css.time}>{duration(side.seconds)}</span>
            </Chip>
          )}
        </For>
      </div>
      <Show when={props.tracklist === undefined}>
        <p class={css.hint}>{t`Its sides can be chosen once the server answers.`}</p>
      </Show>
      <Show when={listed().length > 0}>
        <details class={css.tracks} open={props.tracks.length > 0}>
          <summary>{t`Single tracks`}</summary>
          <ul>
            <For each={listed()}>
              {(track) => (
                <li>
                  <label class={css.track}>
                    <input
                      type="checkbox"
                      checked={props.tracks.includes(track.position)}
                      onChange={() => props.onChange(props.sides, toggled(props.tracks, track.position))}
                    />
                    <span class={css.position}>{track.position}</span>
                    <span dir="auto">{track.title}</span>
                  </label>
                </li>
              )}
            </For>
          </ul>
        </details>
      </Show>
    </div>
  );
}

export function Chip(props: { on: boolean; onToggle(): void; children: JSX.Element }): JSX.Element {
  return (
    <button type="button" class={css.chip} aria-pressed={props.on} onClick={() => props.onToggle()}>
      {props.children}
    </button>
  );
}
