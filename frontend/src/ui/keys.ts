/** Single keys that do something. The map added last is asked first, so a sheet goes before the page. */
import { onCleanup } from "solid-js";

export type KeyMap = Record<string, (event: KeyboardEvent) => void>;
type Scope = { keys: KeyMap; alsoInFields: boolean };

const scopes: Scope[] = [];

/** Listens while the calling component lives. Keys keep still while someone types, unless told otherwise. */
export function useKeys(keys: KeyMap, options: { alsoInFields?: boolean } = {}): void {
  const scope = { keys, alsoInFields: options.alsoInFields ?? false };
  if (scopes.length === 0) addEventListener("keydown", dispatch);
  scopes.push(scope);
  onCleanup(() => {
    scopes.splice(scopes.indexOf(scope), 1);
    if (scopes.length === 0) removeEventListener("keydown", dispatch);
  });
}

function dispatch(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = isField(event.target);
  for (const { keys, alsoInFields } of [...scopes].reverse()) {
    const act = keys[event.key];
    if (act && (alsoInFields || !typing)) {
      event.preventDefault();
      act(event);
      return;
    }
  }
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}
