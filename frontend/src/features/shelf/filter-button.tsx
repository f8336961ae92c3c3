import { t } from "@lingui/core/macro";
import { createSignal, type JSX, lazy, Show, Suspense } from "solid-js";
import type { Copy } from "../../api/types";
import { whenIdle } from "../../lib/idle";
import { Icon } from "../../ui/icon";
import { shortcut, useKeys } from "../../ui/keys";
import { type Around, chosenCount, type Filters } from "./facets";
import css from "./order-menu.module.css";

const FilterSheet = lazy(async () => ({ default: (await import("./filter-sheet")).FilterSheet }));

/** Opens the sheet that narrows the shelf, and says how much it is narrowed. */
export function FilterButton(props: {
  copies: readonly Copy[];
  filters: Filters;
  around: Around;
  left: number;
  onChange(filters: Filters): void;
}): JSX.Element {
  const [open, setOpen] = createSignal(false);
  // Once there is a shelf to narrow: the page that welcomes needs none of it.
  whenIdle(() => void FilterSheet.preload().catch(() => undefined));
  useKeys({ f: () => setOpen(true) });
  const count = () => chosenCount(props.filters);
  return (
    <>
      <button
        type="button"
        class={css.menu}
        aria-haspopup="dialog"
        aria-keyshortcuts={shortcut("f")}
        aria-label={count() > 0 ? t`Filter, ${count()} chosen` : t`Filter`}
        onClick={() => setOpen(true)}
      >
        <Icon name="filter" />
        <span>{t`Filter`}</span>
        <Show when={count() > 0}>
          <span class={css.badge}>{count()}</span>
        </Show>
      </button>
      <Show when={open()}>
        <Suspense>
          <FilterSheet {...props} onClose={() => setOpen(false)} />
        </Suspense>
      </Show>
    </>
  );
}
