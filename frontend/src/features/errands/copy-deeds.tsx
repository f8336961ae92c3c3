import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import type { Copy } from "../../api/types";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import css from "./copy-edits.module.css";
import { EditState } from "./edit-state";
import { useErrands } from "./errands";

/** What goes into the collection and out of it at Discogs, and onto the wantlist. Removing asks twice. */
export function CopyDeeds(props: {
  copy: Copy;
  wanted: boolean;
  attempt(work: Promise<unknown>): void;
}): JSX.Element {
  const errands = useErrands();
  const [asking, setAsking] = createSignal(false);
  const here = () => props.copy.removed_at === null;
  const add = () => errands.pendingOf("add", props.copy.release_id);
  const removal = () => errands.pending("remove", props.copy.id);
  const wish = () =>
    errands.pendingOf("want", props.copy.release_id) ?? errands.pendingOf("unwant", props.copy.release_id);
  const remove = async () => {
    props.attempt(errands.edit("remove", props.copy.id, null));
    setAsking(false);
  };
  return (
    <>
      <div class={css.deeds}>
        <Show when={!add()}>
          <Button
            icon="plus"
            onClick={() =>
              props.attempt(errands.editRelease("add", props.copy.release_id, props.copy.folder_id ?? 1))
            }
          >
            {here() ? t`Add another copy` : t`Add to collection`}
          </Button>
        </Show>
        <Show when={!wish()}>
          <Button
            icon="wantlist"
            aria-pressed={props.wanted}
            onClick={() =>
              props.attempt(errands.editRelease(props.wanted ? "unwant" : "want", props.copy.release_id))
            }
          >
            {props.wanted ? t`Take off the wantlist` : t`Want it`}
          </Button>
        </Show>
        <Show when={here() && !removal() && !asking()}>
          <Button look="danger" icon="trash" onClick={() => setAsking(true)}>{t`Remove from Discogs`}</Button>
        </Show>
      </div>
      <Show when={asking()}>
        <div class={css.ask} role="group" aria-label={t`Remove from Discogs`}>
          <p>{t`This copy leaves your collection at Discogs, and its folder and notes there are gone. Here it stays among the removed records, with its history.`}</p>
          <div class={css.deeds}>
            <Confirm word={t`Remove it`} question={t`Remove it from Discogs for good?`} onConfirm={remove} />
            <Button onClick={() => setAsking(false)}>{t`Keep it`}</Button>
          </div>
        </div>
      </Show>
      <EditState edit={add()} attempt={props.attempt} />
      <EditState edit={wish()} attempt={props.attempt} />
      <EditState edit={removal()} attempt={props.attempt} />
    </>
  );
}
