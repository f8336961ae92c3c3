/** What was typed into a form and not saved yet stays while the page lives: it is there when the form opens again. */
import { createEffect, createSignal, on, type Signal } from "solid-js";

const drafts = new Map<string, Map<string, unknown>>();

export function createDraft(key: string) {
  const kept = drafts.get(key) ?? new Map<string, unknown>();
  const begin: (() => void)[] = [];
  const [found, setFound] = createSignal(kept.size > 0);
  const drop = () => {
    kept.clear();
    drafts.delete(key);
    setFound(false);
  };
  return {
    /** Whether it was begun before. */
    found,
    /** A value of the form, by its name. */
    signal<T>(name: string, start: T): Signal<T> {
      const [value, setValue] = createSignal<T>(kept.has(name) ? (kept.get(name) as T) : start);
      begin.push(() => setValue(() => start));
      createEffect(
        on(
          value,
          (next) => {
            kept.set(name, next);
            drafts.set(key, kept);
          },
          { defer: true },
        ),
      );
      return [value, setValue];
    },
    /** It was saved. */
    drop,
    startOver(): void {
      for (const set of begin) set();
      drop();
    },
  };
}
