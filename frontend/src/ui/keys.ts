/**
 * Single keys that do something. The map added last is asked first; what lies over the page is asked alone, but
 * for the keys that mean all of it.
 */
import { onCleanup } from "solid-js";
import { singleKeys } from "../lib/single-keys";

export type KeyMap = Record<string, (event: KeyboardEvent) => void>;
type Options = {
  /** Also while someone types. */
  inFields?: boolean;
  /** What is not among these keys does nothing while the calling component lives. */
  modal?: boolean;
  /** Also under what is modal. */
  everywhere?: boolean;
};

const scopes: { keys: KeyMap; options: Options }[] = [];

/** Listens while the calling component lives. */
export function useKeys(keys: KeyMap, options: Options = {}): void {
  const scope = { keys, options };
  if (scopes.length === 0) addEventListener("keydown", dispatch);
  scopes.push(scope);
  onCleanup(() => {
    scopes.splice(scopes.indexOf(scope), 1);
    if (scopes.length === 0) removeEventListener("keydown", dispatch);
  });
}

/** Whether the key does something: one that writes a character may be switched off. */
export const isOn = (key: string): boolean => singleKeys() || key.length > 1;

/** For `aria-keyshortcuts`. */
export const shortcut = (key: string | undefined): string | undefined => (singleKeys() ? key : undefined);

function dispatch(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!isOn(event.key)) return;
  const typing = isField(event.target);
  let covered = false;
  for (const { keys, options } of [...scopes].reverse()) {
    const act = covered && !options.everywhere ? undefined : keys[event.key];
    if (act && (options.inFields || !typing)) {
      event.preventDefault();
      act(event);
      return;
    }
    covered ||= options.modal ?? false;
  }
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}
