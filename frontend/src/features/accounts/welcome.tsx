import { createSignal, type JSX, Show } from "solid-js";
import type { AuthConfig } from "../../api/types";
import { Button } from "../../ui/button";
import { Wordmark } from "../../ui/wordmark";
import { useSession } from "./session";
import css from "./welcome.module.css";

/** Nobody is signed in: what this is, and one button. */
export function Welcome(props: { config: AuthConfig }): JSX.Element {
  const control = useSession();
  const [busy, setBusy] = createSignal(false);
  const signIn = () => {
    setBusy(true);
    void control.signIn().finally(() => setBusy(false));
  };
  return (
    <main class={css.page} id="main">
      <div class={css.words}>
        <Wordmark />
        <h1 class={css.title}>What you own. What you&nbsp;played. What&nbsp;needs cleaning.</h1>
        <p class={css.lead}>
          Your Discogs collection on one shelf, with a log of every play and every cleaning.
        </p>
        <Button look="main" wide busy={busy()} onClick={signIn}>
          Sign in
        </Button>
        <Show when={props.config.built_in}>
          <p class={css.hint}>
            On this machine a ready-made account waits: its name and password were printed where Waugzee was
            started.
          </p>
        </Show>
      </div>
      <svg class={css.art} viewBox="0 0 400 400" aria-hidden="true">
        <circle class={css.disc} cx="200" cy="200" r="198" />
        <g class={css.grooves}>
          <circle cx="200" cy="200" r="186" />
          <circle cx="200" cy="200" r="174" />
          <circle cx="200" cy="200" r="163" />
          <circle cx="200" cy="200" r="150" />
          <circle cx="200" cy="200" r="138" />
          <circle cx="200" cy="200" r="127" />
          <circle cx="200" cy="200" r="112" />
          <circle cx="200" cy="200" r="101" />
          <circle cx="200" cy="200" r="90" />
        </g>
        <circle class={css.label} cx="200" cy="200" r="70" />
        <circle class={css.hole} cx="200" cy="200" r="6" />
      </svg>
    </main>
  );
}
