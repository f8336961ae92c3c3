import { t } from "@lingui/core/macro";
import { type JSX, Match, type Resource, Switch } from "solid-js";
import { inWords } from "../../api/problem";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";

/** What the server was asked for: its room while on the way, what went wrong, or the thing itself. */
export function Loaded<T>(props: {
  what: Resource<T>;
  again(): void;
  children: (value: () => T) => JSX.Element;
}): JSX.Element {
  // Reading a resource that failed throws; what was there before a failed refresh goes with it.
  const value = () => (props.what.error === undefined ? props.what.latest : undefined);
  return (
    <Switch fallback={<p aria-hidden="true">&nbsp;</p>}>
      <Match when={props.what.error !== undefined}>
        <Notice
          icon="warn"
          tone="warn"
          action={<Button icon="sync" onClick={() => props.again()}>{t`Try again`}</Button>}
        >
          {inWords(props.what.error)}
        </Notice>
      </Match>
      <Match when={value()}>{(value) => props.children(value)}</Match>
    </Switch>
  );
}
