import { t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { Button } from "../../ui/button";
import { Row, RowWords } from "../../ui/rows";

/** A part in a list: what it is, how far it ran, and the way to change it; below, what it wants. */
export function PartRow(props: {
  name: string;
  note: string;
  href?: string;
  onEdit(): void;
  children: JSX.Element;
}): JSX.Element {
  return (
    <Row>
      <RowWords
        name={
          <Show when={props.href} fallback={props.name}>
            {(href) => <A href={href()}>{props.name}</A>}
          </Show>
        }
        note={props.note}
      />
      <Button
        look="quiet"
        icon="edit"
        aria-label={t`Edit ${props.name}`}
        onClick={() => props.onEdit()}
      >{t`Edit`}</Button>
      {props.children}
    </Row>
  );
}
