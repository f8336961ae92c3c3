import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import type { Edit } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import css from "./edit-state.module.css";
import { useErrands } from "./errands";
import { stateWords, valueWords, whyStopped } from "./words";

/** How far a change is on its way to Discogs; where both sides changed, both values and the choice. */
export function EditState(props: {
  edit: Edit | undefined;
  attempt(work: Promise<unknown>): void;
}): JSX.Element {
  const errands = useErrands();
  const library = useLibrary();
  const value = (edit: Edit, of: Edit["to"]) => valueWords(edit.kind, of, library.lists.folders());
  return (
    <Show when={props.edit}>
      {(edit) => {
        const retry = () => props.attempt(errands.retry(edit().id));
        const drop = () => props.attempt(errands.drop(edit().id));
        const waits = () => edit().state !== "conflict" && edit().state !== "failed";
        return (
          <Notice icon={waits() ? "clock" : "warn"} tone={waits() ? "plain" : "warn"}>
            <Show
              when={edit().state === "conflict"}
              fallback={
                <p>
                  {stateWords(edit())}
                  {waits() && errands.stopped() ? `. ${whyStopped(errands.stopped() as string)}` : "."}
                </p>
              }
            >
              <p>{t`It was changed on both sides, so nothing was overwritten.`}</p>
              <dl class={css.sides}>
                <dt>{t`Here`}</dt>
                <dd>{value(edit(), edit().to)}</dd>
                <dt>{t`At Discogs`}</dt>
                <dd>{value(edit(), edit().found)}</dd>
              </dl>
            </Show>
            <p class={css.deeds}>
              <Show when={!waits()}>
                <Button onClick={retry}>{edit().state === "conflict" ? t`Write mine` : t`Try again`}</Button>
              </Show>
              <Show when={edit().state !== "sent" && edit().state !== "check"}>
                <Button look="quiet" onClick={drop}>
                  {edit().state === "conflict" ? t`Keep Discogs’` : t`Leave it`}
                </Button>
              </Show>
            </p>
          </Notice>
        );
      }}
    </Show>
  );
}
