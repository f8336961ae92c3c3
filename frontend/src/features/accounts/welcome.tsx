import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import type { AuthConfig } from "../../api/types";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Wordmark } from "../../ui/wordmark";
import { useSession } from "./session";
import css from "./welcome.module.css";

/** Nobody is signed in: what this is, a button, and where it is offered a look without an account. */
export function Welcome(props: { config: AuthConfig }): JSX.Element {
  const control = useSession();
  const [busy, setBusy] = createSignal(false);
  const signIn = () => {
    setBusy(true);
    void control.signIn().finally(() => setBusy(false));
  };
  const [looking, setLooking] = createSignal(false);
  const look = () => {
    setLooking(true);
    // What comes next is another document, or the reason why not.
    void control.visit();
  };
  return (
    <main class={css.page} id="main">
      <div class={css.words}>
        <Wordmark />
        <h1 class={css.title}>{t`What you own. What you played. What needs cleaning.`}</h1>
        <p
          class={css.lead}
        >{t`Your Discogs collection on one shelf, with a log of every play and every cleaning.`}</p>
        <Show when={control.erased}>
          <Notice icon="check">{t`Your account is erased with everything in it, and this device is cleared.`}</Notice>
        </Show>
        <Button look="main" wide busy={busy()} onClick={signIn}>{t`Sign in`}</Button>
        <Show when={props.config.visitors}>
          <Button wide busy={looking()} onClick={look}>{t`Look around without an account`}</Button>
          <p
            class={css.hint}
          >{t`A shelf of invented records, as if it were yours. Nothing of it is kept.`}</p>
        </Show>
        <Show when={props.config.built_in}>
          <p
            class={css.hint}
          >{t`On this machine a ready-made account waits: its name and password were printed where Waugzee was started.`}</p>
        </Show>
      </div>
      <div class={css.art} aria-hidden="true">
        <svg viewBox="0 0 200 200" aria-hidden="true">
          <circle class={css.label} cx="100" cy="100" r="100" />
          <circle class={css.ring} cx="100" cy="100" r="92" />
          <text class={css.name} x="100" y="62">
            Waugzee
          </text>
          <text class={css.small} x="32" y="106">{t`Side A`}</text>
          <text class={css.small} x="168" y="106" text-anchor="end">{t`33 rpm`}</text>
          <text class={css.small} x="100" y="148" text-anchor="middle">{t`Stereo`}</text>
          <circle class={css.hole} cx="100" cy="100" r="9" />
        </svg>
      </div>
    </main>
  );
}
