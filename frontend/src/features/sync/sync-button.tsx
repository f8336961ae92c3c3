import { t } from "@lingui/core/macro";
import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { Button } from "../../ui/button";
import { useSync } from "./sync";
import css from "./sync-button.module.css";
import { share } from "./words";

/**
 * Starts a sync; while one runs, says how far it is and leads to its page. One element for both: a sync
 * begins and ends by itself, and must not take the focus away from who stands on it.
 */
export function SyncButton(props: { look?: "main" | "plain" }): JSX.Element {
  const sync = useSync();
  const navigate = useNavigate();
  const percent = () => {
    const at = sync.progress() ?? sync.run();
    const part = at ? share(at) : null;
    return part === null ? "" : ` ${Math.floor(part * 100)} %`;
  };
  return (
    <Button
      look={props.look ?? "plain"}
      icon="sync"
      class={sync.running() ? (css.running ?? "") : ""}
      onClick={() => (sync.running() ? navigate("/sync") : void sync.start())}
    >
      {sync.running() ? t`Syncing${percent()}` : t`Sync`}
    </Button>
  );
}
