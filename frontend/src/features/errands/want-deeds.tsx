import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { WantedRelease } from "../../api/types";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import css from "./copy-edits.module.css";
import { EditState } from "./edit-state";
import { useErrands } from "./errands";

/** What is done about a want: it was found and goes into the collection, or is wanted no more. */
export function WantDeeds(props: { want: WantedRelease }): JSX.Element {
  const errands = useErrands();
  const [failure, setFailure] = createSignal<unknown>();
  const attempt = (work: Promise<unknown>) => {
    setFailure(undefined);
    void work.catch(setFailure);
  };
  const add = () => errands.pendingOf("add", props.want.release_id);
  const leave = () => errands.pendingOf("unwant", props.want.release_id);
  return (
    <Show when={errands.writing().on && errands.writing().writable}>
      <span class={css.under}>
        <Show when={!add() && props.want.owned !== "same"}>
          <Button
            look="quiet"
            icon="plus"
            aria-label={t`Add ${props.want.title} to the collection`}
            onClick={() => attempt(errands.editRelease("add", props.want.release_id, 1))}
          >{t`Got it`}</Button>
        </Show>
        <Show when={!leave()}>
          <Button
            look="quiet"
            icon="close"
            aria-label={t`Take ${props.want.title} off the wantlist`}
            onClick={() => attempt(errands.editRelease("unwant", props.want.release_id))}
          >{t`Take off`}</Button>
        </Show>
      </span>
      <EditState edit={add()} attempt={attempt} />
      <EditState edit={leave()} attempt={attempt} />
      <Show when={failure()}>
        <Notice icon="warn" tone="bad">
          {inWords(failure())}
        </Notice>
      </Show>
    </Show>
  );
}
