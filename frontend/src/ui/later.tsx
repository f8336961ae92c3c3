import { createSignal, type JSX, onCleanup, Show } from "solid-js";
import { inTurn } from "../lib/idle";

/** A part that one looks at only after what stands above it: made in a task of its own, so that taps come between. */
export function Later(props: { children: JSX.Element }): JSX.Element {
  const [here, setHere] = createSignal(false);
  onCleanup(inTurn(() => setHere(true)));
  return <Show when={here()}>{props.children}</Show>;
}
