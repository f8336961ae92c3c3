import { t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { createMemo, For, type JSX, Match, Show, Switch } from "solid-js";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import unseen from "../../ui/unseen.module.css";
import type { FirstRun } from "./first-run";
import css from "./first-steps.module.css";
import { isDone, STEPS, type Step } from "./steps";

/** Above the shelf until the first play: the three steps, where one stands, and what to do next. */
export function FirstSteps(props: { run: FirstRun }): JSX.Element {
  const words: Record<Step, string> = { connect: t`Connect`, sync: t`Sync`, play: t`First play` };
  /** The step shown; the last one stays after the first play, so that nothing moves under the thumb. */
  const shown = createMemo<Step | undefined>((before) => {
    const next = props.run.next();
    const justPlayed = before === "play" && props.run.done().play && !props.run.skips("play");
    return next ?? (justPlayed && !props.run.dismissed() ? "play" : undefined);
  });
  return (
    <Show when={shown()}>
      {(step) => (
        <section class={css.steps} aria-label={t`First steps`}>
          <div class={css.track}>
            <For each={STEPS}>
              {(each, place) => {
                const done = () => isDone(each, props.run.done());
                return (
                  <span
                    class={css.step}
                    data-done={done() ? "" : undefined}
                    aria-current={each === step() ? "step" : undefined}
                  >
                    <span class={css.mark} aria-hidden="true">
                      <Show when={done()} fallback={place() + 1}>
                        <Icon name="check" small />
                      </Show>
                    </span>
                    <span>
                      {words[each]}
                      <Show when={done()}>
                        <span class={unseen.unseen}>{t`, done`}</span>
                      </Show>
                    </span>
                  </span>
                );
              }}
            </For>
          </div>
          <div class={css.now}>
            <Switch>
              <Match when={step() === "connect"}>
                <p>{t`Your records come from your Discogs collection. Choose below where that is; your own browser reads it.`}</p>
              </Match>
              <Match when={step() === "sync"}>
                <p>{t`Connected. Now press Sync: the covers appear while your browser reads, and you may leave the page meanwhile.`}</p>
              </Match>
              <Match when={props.run.done().play}>
                <p>{t`Logged: that is all there is to it. Tell Waugzee your turntable and needle, and each play also counts how far the needle has run.`}</p>
              </Match>
              <Match when={props.run.done().sync}>
                <p>{t`Put a record on and press Play under its cover: that is the whole log. Press longer for a side, another day or a rating.`}</p>
              </Match>
              <Match when={true}>
                <p>{t`While there are no records yet, tell Waugzee your turntable and needle: later each play counts how far the needle has run.`}</p>
              </Match>
            </Switch>
            <div class={css.deeds}>
              <Show when={step() === "play"}>
                <A class={css.link} href="/gear">{t`Add your needle`}</A>
              </Show>
              <Show
                when={step() === "play" && props.run.done().play}
                fallback={
                  <Button look="quiet" onClick={() => props.run.skip(step())}>{t`Skip this step`}</Button>
                }
              >
                <Button look="quiet" onClick={() => props.run.dismiss()}>{t`Done`}</Button>
              </Show>
            </div>
          </div>
        </section>
      )}
    </Show>
  );
}
