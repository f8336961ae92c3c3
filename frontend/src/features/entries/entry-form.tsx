import { t } from "@lingui/core/macro";
import { createSignal, type JSX, onCleanup, onMount, Show } from "solid-js";
import { inWords } from "../../api/problem";
import { Button } from "../../ui/button";
import css from "./entry-form.module.css";

/** The form of one entry, in its list: written down or corrected, left by Escape, deleted. */
export function EntryForm(props: {
  label: string;
  /** What is not right yet, in words. */
  wrong?(): string | undefined;
  onSave(): Promise<unknown>;
  onCancel(): void;
  onDelete?: (() => void) | undefined;
  /** More ways on from here, beside Save and Cancel. */
  more?: JSX.Element;
  children: JSX.Element;
}): JSX.Element {
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  let form!: HTMLFormElement;
  onMount(() => {
    form.querySelector<HTMLElement>("input, select, textarea, button")?.focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" });
    const places = [form.closest("li"), form.closest("section")];
    // The line it stood for, or what leads to a new one: the focus goes back to where it came from.
    onCleanup(() =>
      queueMicrotask(() => {
        if (document.activeElement !== document.body) return;
        const place = places.find((each) => each?.isConnected);
        place?.querySelector<HTMLElement>("button:not(:disabled)")?.focus({ preventScroll: true });
      }),
    );
  });

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const wrong = props.wrong?.();
    setProblem(wrong);
    if (wrong) return;
    setBusy(true);
    try {
      await props.onSave();
    } catch (error) {
      setProblem(inWords(error));
    } finally {
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    props.onCancel();
  };

  return (
    <form
      ref={form}
      class={css.form}
      onSubmit={save}
      onKeyDown={onKeyDown}
      noValidate
      aria-label={props.label}
    >
      {props.children}
      <Show when={problem()}>
        {(words) => (
          <p class={css.problem} role="alert">
            {words()}
          </p>
        )}
      </Show>
      <div class={css.buttons}>
        <Button type="submit" look="main" busy={busy()}>{t`Save`}</Button>
        <Button look="quiet" onClick={() => props.onCancel()}>{t`Cancel`}</Button>
        {props.more}
        <Show when={props.onDelete}>
          {(onDelete) => (
            <Button
              look="danger"
              icon="trash"
              class={css.delete ?? ""}
              onClick={() => onDelete()()}
            >{t`Delete`}</Button>
          )}
        </Show>
      </div>
    </form>
  );
}

/** What stands side by side in it, where there is room. */
export function Pair(props: { children: JSX.Element }): JSX.Element {
  return <div class={css.pair}>{props.children}</div>;
}
