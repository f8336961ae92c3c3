import { type JSX, Show } from "solid-js";
import { Icon, type IconName } from "./icon";
import css from "./notice.module.css";

/** A quiet line about the state of things, with what can be done about it. */
export function Notice(props: {
  icon: IconName;
  tone?: "plain" | "warn" | "bad";
  children: JSX.Element;
  action?: JSX.Element;
}): JSX.Element {
  return (
    <div class={css.notice} data-tone={props.tone ?? "plain"} role="status">
      <Icon name={props.icon} />
      <div class={css.text}>{props.children}</div>
      <Show when={props.action}>{props.action}</Show>
    </div>
  );
}
