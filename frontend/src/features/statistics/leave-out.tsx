import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { leftOutOf } from "./left-out";

/** Leaves a record or a play out of statistics, and takes that back. */
export function LeaveOut(props: { id: string }): JSX.Element {
  const store = leftOutOf(useLibrary());
  const [problem, setProblem] = createSignal<unknown>();
  const turn = () =>
    store.set(props.id, !store.has(props.id)).then(
      () => setProblem(undefined),
      (error: unknown) => void setProblem(() => error),
    );
  return (
    <Show when={store.known()}>
      <Button look="quiet" icon="statistics" aria-pressed={store.has(props.id)} onClick={() => void turn()}>
        {store.has(props.id) ? t`Left out of statistics: count it again` : t`Leave out of statistics`}
      </Button>
      <Show when={problem()}>{(why) => <p role="alert">{inWords(why())}</p>}</Show>
    </Show>
  );
}
