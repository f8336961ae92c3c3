import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import { now } from "../../lib/now";
import { ago } from "../../lib/time";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import css from "./statistics.module.css";
import type { View } from "./view";

/** What a view tells once it is known; why not, where it cannot be; when it was seen, where it is not of now. */
export function Told<T>(props: { view: View<T>; children: (told: () => T) => JSX.Element }): JSX.Element {
  return (
    <div class={css.told} aria-busy={props.view.asking()}>
      <Show when={props.view.problem()}>
        {(problem) => (
          <Notice
            icon="offline"
            tone="warn"
            action={<Button icon="sync" onClick={() => void props.view.again()}>{t`Try again`}</Button>}
          >
            {props.view.isCurrent() && props.view.seenAt() !== undefined
              ? t`As seen ${ago(new Date(props.view.seenAt() ?? 0).toISOString(), now())}.`
              : inWords(problem())}
          </Notice>
        )}
      </Show>
      <Show
        when={props.view.told() !== undefined && (props.view.isCurrent() || props.view.asking())}
        fallback={<Show when={props.view.asking()}>{<p role="status">{t`Adding up…`}</p>}</Show>}
      >
        <Show when={props.view.told()}>{(told) => props.children(told)}</Show>
      </Show>
    </div>
  );
}
