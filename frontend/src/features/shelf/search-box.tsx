import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import { Icon } from "../../ui/icon";
import { shortcut, useKeys } from "../../ui/keys";
import css from "./search-box.module.css";

/** Search as you type. "/" comes here from anywhere, Enter and the arrow lead on to what was found, Escape clears. */
export function SearchBox(props: {
  value: string;
  /** What is searched, where it is not the shelf. */
  label?: string;
  onType(typed: string): void;
  onLeave(): void;
}): JSX.Element {
  let input!: HTMLInputElement;
  useKeys({
    "/": () => {
      input.focus();
      input.select();
    },
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      input.blur();
      props.onLeave();
    }
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (props.value === "") input.blur();
    props.onType("");
  };
  return (
    <div class={css.box} role="search">
      <Icon name="search" />
      <input
        ref={input}
        class={css.input}
        type="search"
        enterkeyhint="search"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        placeholder={t`Search`}
        aria-label={props.label ?? t`Search artist, title, label, catalogue number or track`}
        aria-keyshortcuts={shortcut("/")}
        value={props.value}
        onInput={(event) => props.onType(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Show
        when={props.value !== ""}
        fallback={<Show when={shortcut("/")}>{(key) => <kbd class={css.hint}>{key()}</kbd>}</Show>}
      >
        <button
          type="button"
          class={css.clear}
          aria-label={t`Clear search`}
          onClick={() => {
            props.onType("");
            input.focus();
          }}
        >
          <Icon name="close" small />
        </button>
      </Show>
    </div>
  );
}
