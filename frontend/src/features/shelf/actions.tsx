import { t } from "@lingui/core/macro";
import { For, type JSX } from "solid-js";
import type { Copy } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Icon } from "../../ui/icon";
import { shortcut } from "../../ui/keys";
import { pressed } from "../../ui/press";
import { openCleaning } from "../care/cleaning-detail";
import { openDetail } from "../plays/detail";
import css from "./actions.module.css";
import { DEEDS, log, logOn, toLog } from "./log";

/** Play, Clean, Both: one tap each. */
export function Actions(props: {
  copy: Copy;
  large?: boolean;
  reachable?: boolean;
  /** This copy, whichever of its release was played last. */
  exactly?: boolean;
}): JSX.Element {
  const library = useLibrary();
  const meant = () => (props.exactly ? props.copy : toLog(library, props.copy));
  return (
    <div
      class={css.actions}
      data-large={props.large ? "" : undefined}
      role="group"
      aria-label={t`Log ${props.copy.title}`}
    >
      <For each={DEEDS}>
        {({ deed, word, label, icon, key }) => {
          const press = pressed(
            () => (props.exactly ? logOn : log)(library, props.copy, deed),
            () => (deed === "clean" ? openCleaning : openDetail)({ copy: meant() }),
          );
          // One by one: to spread them over a button costs more than the button, and a shelf has many.
          return (
            <button
              type="button"
              class={css.action}
              tabindex={props.reachable === false ? -1 : undefined}
              aria-label={label(props.copy.title)}
              aria-keyshortcuts={shortcut(key)}
              onClick={press.onClick}
              onPointerDown={press.onPointerDown}
              onPointerMove={press.onPointerMove}
              onPointerUp={press.onPointerUp}
              onPointerCancel={press.onPointerCancel}
              onPointerLeave={press.onPointerLeave}
              onContextMenu={press.onContextMenu}
            >
              <Icon name={icon} small={!props.large} />
              <span>{word}</span>
            </button>
          );
        }}
      </For>
    </div>
  );
}
