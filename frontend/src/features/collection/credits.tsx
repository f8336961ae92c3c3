import type { JSX } from "solid-js";
import css from "./credits.module.css";

/** The notice Discogs' terms ask for, wherever its data stands. */
export function Credits(): JSX.Element {
  return (
    <footer class={css.credits}>
      <p>
        <a href="https://www.discogs.com/" target="_blank" rel="noreferrer">
          Data provided by Discogs.
        </a>
      </p>
      <p>
        Waugzee uses Discogs’ API but is not affiliated with, sponsored or endorsed by Discogs. “Discogs” is a
        trademark of Zink Media, LLC.
      </p>
    </footer>
  );
}
