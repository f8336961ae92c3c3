import { t } from "@lingui/core/macro";
import { For, type JSX, Show } from "solid-js";
import { Button } from "../../ui/button";
import { Chip, Chips } from "../../ui/chip";
import { type Around, chosenCount, FACETS, type Filters, toggled } from "./facets";

/** What the shelf is narrowed to, each to be taken away by a tap. */
export function ChosenFilters(props: {
  filters: Filters;
  around: Around;
  onChange(filters: Filters): void;
}): JSX.Element {
  const chosen = () =>
    FACETS.flatMap((facet) => (props.filters[facet.id] ?? []).map((value) => ({ facet, value })));
  return (
    <Show when={chosenCount(props.filters) > 0}>
      <Chips label={t`Filters`}>
        <For each={chosen()}>
          {({ facet, value }) => {
            const word = () => facet.wordOf(value, props.around);
            return (
              <Chip
                removes
                aria-label={t`Remove ${facet.word}: ${word()}`}
                onClick={() => props.onChange(toggled(props.filters, facet.id, value))}
              >
                {word()}
              </Chip>
            );
          }}
        </For>
        <Show when={chosenCount(props.filters) > 1}>
          <Button look="quiet" onClick={() => props.onChange({})}>{t`Clear all`}</Button>
        </Show>
      </Chips>
    </Show>
  );
}
