import { type JSX, Show, splitProps } from "solid-js";
import css from "./button.module.css";
import { Icon, type IconName } from "./icon";

type Look = "main" | "plain" | "quiet" | "danger";

type Props = JSX.ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: Look;
  icon?: IconName;
  wide?: boolean;
  busy?: boolean;
};

/** A button: an icon, always with its words. */
export function Button(props: Props): JSX.Element {
  const [own, rest] = splitProps(props, ["look", "icon", "wide", "busy", "children", "class"]);
  return (
    <button
      type="button"
      {...rest}
      class={`${css.button} ${css[own.look ?? "plain"]} ${own.class ?? ""}`}
      classList={{ [css.wide ?? ""]: own.wide ?? false }}
      aria-busy={own.busy || undefined}
      disabled={rest.disabled || own.busy}
    >
      <Show when={own.icon}>{(name) => <Icon name={name()} />}</Show>
      <span>{own.children}</span>
    </button>
  );
}
