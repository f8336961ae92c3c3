import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import { Button } from "./button";
import css from "./confirm.module.css";

type Props = {
  /** On the button, and again on the one that does it. */
  word: string;
  /** What the word is about, for those who do not see the row. */
  about?: string;
  question: string;
  /** Where nothing is lost by it, though it cannot be undone. */
  look?: "plain";
  /** Resolves when done; what it rejects with is the caller's to tell. */
  onConfirm(): Promise<void>;
};

/** A button that asks once more in its own place before it does what cannot be undone. */
export function Confirm(props: Props): JSX.Element {
  const [asking, setAsking] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  let opener: HTMLButtonElement | undefined;

  const keep = () => {
    setAsking(false);
    opener?.focus();
  };
  const doIt = async () => {
    setBusy(true);
    try {
      await props.onConfirm();
      setAsking(false);
    } catch {
      keep();
    } finally {
      setBusy(false);
    }
  };
  const label = () => (props.about ? `${props.word} ${props.about}` : undefined);

  return (
    <Show
      when={asking()}
      fallback={
        <Button
          ref={(button) => (opener = button)}
          look={props.look ?? "danger"}
          aria-label={label()}
          onClick={() => setAsking(true)}
        >
          {props.word}
        </Button>
      }
    >
      <div
        class={css.ask}
        role="group"
        aria-label={props.question}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          keep();
        }}
      >
        <p class={css.question}>{props.question}</p>
        <div class={css.buttons}>
          <Button look={props.look ?? "danger"} busy={busy()} onClick={() => void doIt()}>
            {props.word}
          </Button>
          <Button
            ref={(button) => queueMicrotask(() => button.focus())}
            disabled={busy()}
            onClick={keep}
          >{t`Keep`}</Button>
        </div>
      </div>
    </Show>
  );
}
