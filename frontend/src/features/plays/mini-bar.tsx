import { plural, t } from "@lingui/core/macro";
import { A, useLocation } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import css from "./mini-bar.module.css";
import { lengthOf, nextSideOf } from "./spin-state";
import { useSpinning } from "./spinning";
import { duration } from "./words";

/** What was put on last, over every page but its own. */
export function MiniBar(): JSX.Element {
  const spinning = useSpinning();
  const location = useLocation();
  const others = () => spinning.all().length - 1;
  return (
    <Show when={location.pathname !== "/spinning" && spinning.all()[0]}>
      {(turning) => {
        const spin = () => turning().spin;
        const atEnd = () => spinning.atEnd(turning());
        return (
          <aside class={css.bar} aria-label={t`Now spinning`}>
            <A href="/spinning" class={css.open ?? ""}>
              <span class={css.disc} data-runs={spin().running && !atEnd() ? "" : undefined}>
                <Icon name="record" />
              </span>
              <span class={css.words}>
                <span class={css.title} dir="auto">
                  {spin().title}
                </span>
                <span class={css.state}>{t`Side ${spin().side} · ${
                  atEnd()
                    ? t`at its end`
                    : t`${duration(spinning.elapsed(turning()))} of ${duration(lengthOf(turning()))}`
                }${spin().running ? "" : t` · paused`}`}</span>
                <Show when={others() > 0}>
                  <span class={css.state}>
                    {plural(others(), { one: "and # more deck turns", other: "and # more decks turn" })}
                  </span>
                </Show>
              </span>
            </A>
            <Show
              when={atEnd() && nextSideOf(turning())}
              fallback={
                <Button
                  look="quiet"
                  icon={spin().running ? "stop" : "play"}
                  onClick={() => (spin().running ? spinning.pause(spin().id) : spinning.goOn(spin().id))}
                >
                  {spin().running ? t`Pause` : t`Go on`}
                </Button>
              }
            >
              {(side) => (
                <Button
                  look="main"
                  onClick={() => spinning.turn(spin().id, side())}
                >{t`Side ${side()}`}</Button>
              )}
            </Show>
          </aside>
        );
      }}
    </Show>
  );
}
