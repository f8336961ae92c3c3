import { t } from "@lingui/core/macro";
import type { JSX } from "solid-js";
import type { PublicSpin } from "../api/types";
import { Cover } from "../features/collection/cover";
import css from "./spinning.module.css";

/** What is on the turntable. */
export function Spinning(props: { record: PublicSpin }): JSX.Element {
  return (
    <section class={css.spinning} aria-label={t`Now spinning`}>
      <span class={css.record}>
        <span class={css.disc} aria-hidden="true" />
        <span class={css.cover}>
          <Cover copy={{ ...props.record, genres: [], thumb: null }} />
        </span>
      </span>
      <p class={css.words}>
        <span class={css.small}>{t`Now spinning, side ${props.record.side}`}</span>
        <span class={css.title} dir="auto">
          {props.record.title}
        </span>
        <span class={css.small} dir="auto">
          {props.record.artist}
        </span>
      </p>
    </section>
  );
}
