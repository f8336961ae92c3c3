import { t } from "@lingui/core/macro";
import { type JSX, Match, Switch } from "solid-js";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { useSource } from "../collection/source";
import { useErrands } from "./errands";

/** Why nothing can be changed at Discogs from here, and what would let one. */
export function NotWritable(props: { attempt(work: Promise<unknown>): void }): JSX.Element {
  const errands = useErrands();
  const source = useSource();
  return (
    <Switch
      fallback={
        <Notice
          icon="edit"
          action={<a href="/account">{t`Connect`}</a>}
        >{t`To change ratings, folders and notes here, connect with a token or by signing in at Discogs.`}</Notice>
      }
    >
      <Match when={errands.writing().writable}>
        <Notice
          icon="edit"
          action={
            <Button onClick={() => props.attempt(errands.writeBack(true))}>{t`Turn writing back on`}</Button>
          }
        >{t`Rating, folder and notes can be changed here and are then written to your Discogs collection. That is off now.`}</Notice>
      </Match>
      <Match when={source.source()?.kind === "public"}>
        <Notice
          icon="edit"
          action={<a href="/account">{t`Connect`}</a>}
        >{t`Your collection is read by its public name alone. Discogs then shows neither folders nor notes, and nothing can be changed from here: no rating, no folder, no notes, nothing added or removed, no wantlist.`}</Notice>
      </Match>
    </Switch>
  );
}
