import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import type { PublicRecord } from "../api/types";
import { Cover } from "../features/collection/cover";
import css from "./card.module.css";

/** A record; what more there is to know of it stands at Discogs. */
export function Card(props: { record: PublicRecord }): JSX.Element {
  const facts = () =>
    [props.record.year, props.record.label, props.record.format.split(",")[0]].filter(Boolean).join(" · ");
  return (
    <div role="listitem" class={css.card}>
      <a
        class={css.open}
        href={`https://www.discogs.com/release/${props.record.release_id}`}
        target="_blank"
        rel="noreferrer"
      >
        <Cover copy={props.record} />
        <span class={css.title} dir="auto">
          {props.record.title}
        </span>
        <span class={css.line}>
          <bdi>{props.record.artist}</bdi>
          <Show when={props.record.copies > 1}>{t` (owned ${props.record.copies} times)`}</Show>
        </span>
        <span class={css.line}>{facts()}</span>
      </a>
    </div>
  );
}
