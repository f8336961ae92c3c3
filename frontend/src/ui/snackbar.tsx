import { t } from "@lingui/core/macro";
import { createSignal, For, type JSX, onCleanup, onMount, Show } from "solid-js";
import { Icon, type IconName } from "./icon";
import { shortcut, useKeys } from "./keys";
import css from "./snackbar.module.css";

/** How long an undo is offered, in milliseconds. */
export const UNDO_TIME = 10_000;
const MOST = 3;

type Snack = {
  id: number;
  text: string;
  icon?: IconName;
  tone?: "bad";
  /** Stays until it is acted on. */
  stays?: boolean;
  action?: { word: string; key?: string; act(): void };
  /** A second thing to do about it, where there is one. */
  also?: { word: string; act(): void };
};

const [snacks, setSnacks] = createSignal<readonly Snack[]>([]);
let next = 1;

/** Says something at the lower edge for ten seconds, with at most two things to do about it. */
export function say(snack: Omit<Snack, "id">): void {
  setSnacks((all) => [...all, { ...snack, id: next++ }].slice(-MOST));
}

/** Where snackbars stand; the newest lies lowest, nearest to the thumb. */
export function Snackbars(): JSX.Element {
  const remove = (id: number) => setSnacks((all) => all.filter((snack) => snack.id !== id));
  const act = (snack: Snack) => {
    remove(snack.id);
    snack.action?.act();
  };
  const undo = () => {
    const undoable = snacks().findLast((snack) => snack.action?.key === "u");
    if (undoable) act(undoable);
  };
  useKeys({ u: undo }, { everywhere: true });
  return (
    <div class={css.stack} role="status" aria-live="polite" aria-label={t`Messages`}>
      <For each={snacks()}>
        {(snack) => <Bar snack={snack} onAct={() => act(snack)} onEnd={() => remove(snack.id)} />}
      </For>
    </div>
  );
}

function Bar(props: { snack: Snack; onAct(): void; onEnd(): void }): JSX.Element {
  let bar!: HTMLDivElement;
  let left = UNDO_TIME;
  let since = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  // Reading or aiming stops the clock.
  const run = () => {
    since = performance.now();
    clearTimeout(timer);
    if (!props.snack.stays) timer = setTimeout(() => props.onEnd(), left);
    bar.removeAttribute("data-held");
  };
  const hold = () => {
    if (bar.hasAttribute("data-held")) return;
    clearTimeout(timer);
    left = Math.max(1_500, left - (performance.now() - since));
    bar.setAttribute("data-held", "");
  };
  onMount(run);
  onCleanup(() => clearTimeout(timer));

  return (
    <div
      ref={bar}
      class={css.bar}
      data-tone={props.snack.tone}
      onPointerEnter={(event) => event.pointerType === "mouse" && hold()}
      onPointerLeave={(event) => event.pointerType === "mouse" && run()}
      onFocusIn={hold}
      onFocusOut={run}
    >
      <Show when={props.snack.icon}>{(icon) => <Icon name={icon()} small />}</Show>
      <p class={css.text}>{props.snack.text}</p>
      <Show when={props.snack.also}>
        {(also) => (
          <button
            type="button"
            class={css.action}
            onClick={() => {
              props.onEnd();
              also().act();
            }}
          >
            {also().word}
          </button>
        )}
      </Show>
      <Show when={props.snack.action}>
        {(action) => (
          <button
            type="button"
            class={css.action}
            onClick={() => props.onAct()}
            aria-keyshortcuts={shortcut(action().key)}
          >
            {action().word}
          </button>
        )}
      </Show>
      <Show when={!props.snack.stays}>
        <span class={css.time} aria-hidden="true" />
      </Show>
    </div>
  );
}
