import type { JSX } from "solid-js";
import { Cover } from "./cover";
import css from "./record-line.module.css";

type Shown = {
  artist: string;
  title: string;
  genres: readonly string[];
  cover: string | null;
  thumb: string | null;
};

/** One record in a list: a small cover, its names, and what is said of it. */
export function RecordLine(props: { copy: Shown; children?: JSX.Element }): JSX.Element {
  return (
    <span class={css.line}>
      <span class={css.cover}>
        <Cover copy={{ ...props.copy, cover: null, thumb: props.copy.thumb ?? props.copy.cover }} />
      </span>
      <span class={css.words}>
        <span class={css.title} dir="auto">
          {props.copy.title}
        </span>
        <span class={css.artist} dir="auto">
          {props.copy.artist}
        </span>
        {props.children}
      </span>
    </span>
  );
}
