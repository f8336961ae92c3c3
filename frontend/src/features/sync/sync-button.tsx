import { t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { useSync } from "./sync";
import css from "./sync-button.module.css";
import { share } from "./words";

/** Starts a sync; while one runs, says how far it is and leads to its page. */
export function SyncButton(props: { look?: "main" | "plain" }): JSX.Element {
  const sync = useSync();
  const percent = () => {
    const at = sync.progress() ?? sync.run();
    const part = at ? share(at) : null;
    return part === null ? "" : ` ${Math.floor(part * 100)} %`;
  };
  return (
    <Show
      when={sync.running()}
      fallback={
        <Button look={props.look ?? "plain"} icon="sync" onClick={() => void sync.start()}>{t`Sync`}</Button>
      }
    >
      <A href="/sync" class={css.running ?? ""}>
        <Icon name="sync" />
        {t`Syncing${percent()}`}
      </A>
    </Show>
  );
}
