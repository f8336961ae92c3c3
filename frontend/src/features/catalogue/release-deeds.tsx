import { t } from "@lingui/core/macro";
import { createSignal, type JSX, onMount, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { CatalogueRelease } from "../../api/types";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { useSource } from "../collection/source";
import { EditState } from "../errands/edit-state";
import { useErrands } from "../errands/errands";
import css from "./catalogue.module.css";

/** Onto the wantlist and into the collection, at Discogs: written back like every other change. */
export function ReleaseDeeds(props: { release: CatalogueRelease }): JSX.Element {
  const errands = useErrands();
  const source = useSource();
  const [failure, setFailure] = createSignal<unknown>();
  onMount(() => void errands.load().catch(() => undefined));
  const attempt = (work: Promise<unknown>) => {
    setFailure(undefined);
    void work.catch(setFailure);
  };
  const id = () => props.release.id;
  const add = () => errands.pendingOf("add", id());
  const wish = () => errands.pendingOf("want", id()) ?? errands.pendingOf("unwant", id());
  const isSimulated = () => source.source()?.kind === "demo" || source.source()?.simulated === true;
  return (
    <Show when={source.connected() && !isSimulated() && props.release.vanished === null}>
      <Show
        when={errands.writing().on && errands.writing().writable}
        fallback={
          <Notice
            icon="edit"
            action={<a href="/account">{t`Account`}</a>}
          >{t`To put it onto your wantlist or into your collection from here, turn on writing back on the account page.`}</Notice>
        }
      >
        <div class={css.deeds}>
          <Show when={!wish()}>
            <Button
              icon="wantlist"
              aria-pressed={props.release.wanted}
              onClick={() => attempt(errands.editRelease(props.release.wanted ? "unwant" : "want", id()))}
            >
              {props.release.wanted ? t`Take off the wantlist` : t`Want it`}
            </Button>
          </Show>
          <Show when={!add()}>
            <Button icon="plus" onClick={() => attempt(errands.editRelease("add", id(), 1))}>
              {props.release.owned === "same" ? t`Add another copy` : t`Add to collection`}
            </Button>
          </Show>
        </div>
        <EditState edit={wish()} attempt={attempt} />
        <EditState edit={add()} attempt={attempt} />
      </Show>
      <Show when={failure()}>
        <Notice icon="warn" tone="bad">
          {inWords(failure())}
        </Notice>
      </Show>
    </Show>
  );
}
