import { t } from "@lingui/core/macro";
import { A, useLocation } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import css from "./mini-bar.module.css";
import { useSpinning } from "./spinning";
import { duration } from "./words";

/** What is spinning, over every page but its own. */
export function MiniBar(): JSX.Element {
  const spinning = useSpinning();
  const location = useLocation();
  return (
    <Show when={location.pathname !== "/spinning" && spinning.spin()}>
      {(spin) => (
        <aside class={css.bar} aria-label={t`Now spinning`}>
          <A href="/spinning" class={css.open ?? ""}>
            <span class={css.disc} data-runs={spin().running && !spinning.atEnd() ? "" : undefined}>
              <Icon name="record" />
            </span>
            <span class={css.words}>
              <span class={css.title}>{spin().title}</span>
              <span class={css.state}>{t`Side ${spin().side} · ${
                spinning.atEnd()
                  ? t`at its end`
                  : t`${duration(spinning.elapsed())} of ${duration(spinning.length())}`
              }${spin().running ? "" : t` · paused`}`}</span>
            </span>
          </A>
          <Show
            when={spinning.atEnd() && spinning.nextSide()}
            fallback={
              <Button
                look="quiet"
                icon={spin().running ? "stop" : "play"}
                onClick={() => void (spin().running ? spinning.pause() : spinning.goOn())}
              >
                {spin().running ? t`Pause` : t`Go on`}
              </Button>
            }
          >
            {(side) => (
              <Button look="main" onClick={() => void spinning.turn(side())}>{t`Side ${side()}`}</Button>
            )}
          </Show>
        </aside>
      )}
    </Show>
  );
}
