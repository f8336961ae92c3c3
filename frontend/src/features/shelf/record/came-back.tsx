import { plural, t } from "@lingui/core/macro";
import { createMemo, For, type JSX, Show } from "solid-js";
import type { Copy } from "../../../api/types";
import { useLibrary } from "../../../lib/library";
import { now } from "../../../lib/now";
import { shortDate } from "../../../lib/time";
import { Button } from "../../../ui/button";
import { Notice } from "../../../ui/notice";
import { useAttempt } from "./attempt";
import { join, joinedTo, part, pastsOf } from "./departed";

/** On the page of a record: an earlier copy of it left, and may be the same; or was taken to be so. */
export function CameBack(props: { copy: Copy }): JSX.Element {
  const library = useLibrary();
  const attempt = useAttempt();
  const gone = createMemo(() =>
    library.shelf.ofRelease(props.copy.release_id).filter((each) => each.removed_at !== null),
  );
  const take = (old: Copy) =>
    attempt(
      () => join(library.api, old.id, props.copy.id),
      t`The history is in one place again`,
      () => giveBack(old),
    );
  const giveBack = (old: Copy) => attempt(() => part(library.api, old.id), t`The histories are apart again`);
  return (
    <Show when={props.copy.removed_at === null}>
      <For each={pastsOf(props.copy, gone())}>
        {(old) => (
          <Notice
            icon="undo"
            action={<Button icon="check" onClick={() => void take(old)}>{t`Join them`}</Button>}
          >
            {t`A copy of this release was removed on ${shortDate(old.removed_at as string, now())}, with ${plural(old.plays, { one: "# play", other: "# plays" })}. If it is the same record, its history can move here.`}{" "}
            <a href={`/records/${old.id}`}>{t`See it`}</a>
          </Notice>
        )}
      </For>
      <For each={joinedTo(props.copy, gone())}>
        {(old) => (
          <Notice
            icon="check"
            action={<Button icon="undo" onClick={() => void giveBack(old)}>{t`Take it apart`}</Button>}
          >{t`This record took over the history of the copy that was removed on ${shortDate(old.removed_at as string, now())}.`}</Notice>
        )}
      </For>
    </Show>
  );
}
