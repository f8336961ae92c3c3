import { t } from "@lingui/core/macro";
import { createSignal, type JSX, onMount } from "solid-js";
import type { NewKey } from "../../api/types";
import { Button } from "../../ui/button";
import css from "./made-key.module.css";

/** A key just made, this once, with a way to take it along. */
export function MadeKey(props: { made: NewKey; onDone(): void }): JSX.Element {
  const [copied, setCopied] = createSignal<"yes" | "no">();
  let heading!: HTMLHeadingElement;
  let text!: HTMLElement;
  onMount(() => heading.focus());

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.made.key);
      setCopied("yes");
    } catch {
      // Without a secure connection a page may not write there: then by hand.
      getSelection()?.selectAllChildren(text);
      setCopied("no");
    }
  };

  return (
    <div class={css.made}>
      <h3 ref={heading} class={css.title} tabindex="-1">{t`${props.made.name} is made`}</h3>
      <p>{t`Copy the key now: it is never shown again. Whoever has it can do with your records what it allows, so keep it like a password.`}</p>
      <code ref={text} class={css.key}>
        {props.made.key}
      </code>
      <div class={css.buttons}>
        <Button look="main" onClick={() => void copy()}>
          {copied() === "yes" ? t`Copied` : t`Copy`}
        </Button>
        <Button onClick={() => props.onDone()}>{t`Done`}</Button>
      </div>
      <p class={css.said} role="status">
        {copied() === "yes" && t`It is on the clipboard.`}
        {copied() === "no" && t`The browser did not allow it. The key is selected: copy it by hand.`}
      </p>
    </div>
  );
}
