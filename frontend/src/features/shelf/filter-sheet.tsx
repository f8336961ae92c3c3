import { plural, t } from "@lingui/core/macro";
import { createEffect, createMemo, createSignal, For, type JSX, onCleanup, Show } from "solid-js";
import type { Copy } from "../../api/types";
import { inTurn } from "../../lib/idle";
import { count } from "../../lib/time";
import { Button } from "../../ui/button";
import { Chip, Chips } from "../../ui/chip";
import { Icon } from "../../ui/icon";
import { Sheet } from "../../ui/sheet";
import { toQuery } from "./address";
import {
  type Around,
  choices,
  chosenCount,
  FACETS,
  type Facet,
  type FacetId,
  type Filters,
  toggled,
} from "./facets";
import css from "./filter-sheet.module.css";
import { SavedViews } from "./saved-views";
import { SIZES, setSize, size, USUAL, view } from "./view";

/** So many values of a facet are shown at first, and so many more each time. */
const FIRST = 12;
const MORE = 60;

type Props = {
  copies: readonly Copy[];
  filters: Filters;
  around: Around;
  /** How many records are left. */
  left: number;
  onChange(filters: Filters): void;
  onClose(): void;
};

/** How the shelf looks and what it is narrowed to; it changes behind while one chooses. */
export function FilterSheet(props: Props): JSX.Element {
  const copies = createMemo(() => props.copies);
  // Each facet is counted over the whole shelf, so one after the other: between two of them the page answers.
  const [seen, setSeen] = createSignal<Partial<Record<FacetId, Filters>>>({});
  const isTurn = (facet: Facet) => seen()[facet.id] !== undefined;
  createEffect(() => {
    const { filters } = props;
    const turns = FACETS.map(({ id }) => inTurn(() => setSeen((all) => ({ ...all, [id]: filters }))));
    onCleanup(() => turns.forEach((takeBack) => void takeBack()));
  });
  return (
    <Sheet
      label={t`Filter the shelf`}
      onClose={props.onClose}
      foot={
        <Button look="main" wide onClick={() => props.onClose()}>
          {props.left === 0
            ? t`No record is left`
            : t`Show ${plural(props.left, { one: "# record", other: "# records" })}`}
        </Button>
      }
    >
      <div class={css.sheet}>
        <header class={css.header}>
          <h2 class={css.title}>{t`Filter`}</h2>
          <Show when={chosenCount(props.filters) > 0}>
            <Button look="quiet" icon="close" onClick={() => props.onChange({})}>{t`Clear all`}</Button>
          </Show>
        </header>
        <section class={css.group}>
          <h3 class={css.word}>{t`Covers`}</h3>
          <Chips label={t`Covers`}>
            <For each={SIZES}>
              {(each) => (
                <Chip pressed={size() === each.id} onClick={() => setSize(each.id)}>
                  {each.word}
                </Chip>
              )}
            </For>
          </Chips>
        </section>
        <Show when={props.left > 0}>
          <a class={css.labels} href={`/labels${toQuery(view(), USUAL)}`}>
            <Icon name="label" />
            {t`Print labels for ${plural(props.left, { one: "this record", other: "these # records" })}`}
          </a>
        </Show>
        <SavedViews />
        <For each={FACETS}>
          {(facet) => (
            <Show when={isTurn(facet)}>
              <Group {...props} facet={facet} copies={copies()} counted={seen()[facet.id] ?? props.filters} />
            </Show>
          )}
        </For>
      </div>
    </Sheet>
  );
}

/** `counted`: the filters as of this facet's turn. */
function Group(props: Props & { facet: Facet; counted: Filters }): JSX.Element {
  const [shown, setShown] = createSignal(FIRST);
  const counted = createMemo(() => props.counted);
  const all = createMemo(() => choices(props.copies, props.facet, counted(), props.around));
  const byValue = createMemo(() => new Map(all().map((choice) => [choice.value, choice])));
  const isChosen = (value: string) => props.filters[props.facet.id]?.includes(value) ?? false;
  // By their values, so that the one in focus stays while all are counted anew.
  const offered = createMemo(() =>
    all()
      .map(({ value }) => value)
      .filter((value, at) => at < shown() || isChosen(value)),
  );
  /** One value that all have leaves nothing to choose. */
  const divides = () => {
    const [only, another] = all();
    return another !== undefined || (only !== undefined && only.count < props.copies.length);
  };
  const chosen = () => (props.filters[props.facet.id]?.length ?? 0) > 0;
  return (
    <Show when={(divides() && (props.facet.isOffered?.(props.around) ?? true)) || chosen()}>
      <section class={css.group}>
        <h3 class={css.word}>{props.facet.word}</h3>
        <Chips label={props.facet.word}>
          <For each={offered()}>
            {(value) => (
              <Chip
                pressed={isChosen(value)}
                count={byValue().get(value)?.count ?? 0}
                onClick={() => props.onChange(toggled(props.filters, props.facet.id, value))}
              >
                {byValue().get(value)?.word ?? value}
              </Chip>
            )}
          </For>
          <Show when={all().length > shown()}>
            <Button look="quiet" icon="plus" onClick={() => setShown((n) => n + MORE)}>
              {t`More of ${count(all().length)}`}
            </Button>
          </Show>
        </Chips>
      </section>
    </Show>
  );
}
