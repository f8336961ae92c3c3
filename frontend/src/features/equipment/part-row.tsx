import { t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { Button } from "../../ui/button";
import css from "./part-row.module.css";

/** A part in a list: what it is, how far it ran, and the way to change it; below, what it wants. */
export function PartRow(props: {
  name: string;
  note: string;
  href?: string;
  onEdit(): void;
  children: JSX.Element;
}): JSX.Element {
  return (
    <li class={css.row}>
      <span class={css.words}>
        <Show when={props.href} fallback={<span class={css.name}>{props.name}</span>}>
          {(href) => (
            <A class={css.name} href={href()}>
              {props.name}
            </A>
          )}
        </Show>
        <span class={css.note}>{props.note}</span>
      </span>
      <Button
        look="quiet"
        icon="edit"
        aria-label={t`Edit ${props.name}`}
        onClick={() => props.onEdit()}
      >{t`Edit`}</Button>
      {props.children}
    </li>
  );
}
