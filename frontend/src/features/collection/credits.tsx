import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import css from "./credits.module.css";

/** The notice Discogs' terms ask for, wherever its data stands; `read` says how old that is. */
export function Credits(props: { read?: string | undefined }): JSX.Element {
  return (
    <footer class={css.credits}>
      <p>
        <a href="https://www.discogs.com/" target="_blank" rel="noreferrer">{t`Data provided by Discogs.`}</a>
        <Show when={props.read}>{(read) => t` Read ${read()}.`}</Show>
      </p>
      <p>{t`Waugzee uses Discogs’ API but is not affiliated with, sponsored or endorsed by Discogs. “Discogs” is a trademark of Zink Media, LLC.`}</p>
    </footer>
  );
}
