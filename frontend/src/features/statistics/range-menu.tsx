import { t } from "@lingui/core/macro";
import { createUniqueId, For, type JSX, Show } from "solid-js";
import { Field } from "../../ui/field";
import { isOwn, type RangeName, rangeOf, rangesOf } from "./range";
import css from "./statistics.module.css";

/** Which days count: a year, the last months, all, or from one day to another. */
export function RangeMenu(props: {
  name: RangeName;
  years: { first: number | null; last: number | null };
  onChange(name: RangeName): void;
}): JSX.Element {
  const id = createUniqueId();
  const offered = () => {
    const known = rangesOf(props.years.first, props.years.last);
    return known.some(({ name }) => name === props.name) || isOwn(props.name)
      ? known
      : [...known, { name: props.name, word: props.name }];
  };
  const own = () => rangeOf(props.name, new Date());
  return (
    <div class={css.range}>
      <div class={css.pick}>
        <label class={css.label} for={id}>{t`Range`}</label>
        <select id={id} class={css.select} onChange={(event) => props.onChange(event.currentTarget.value)}>
          <For each={offered()}>
            {(one) => (
              <option value={one.name} selected={one.name === props.name}>
                {one.word}
              </option>
            )}
          </For>
          <option value=".." selected={isOwn(props.name)}>{t`From day to day`}</option>
        </select>
      </div>
      <Show when={isOwn(props.name)}>
        <Field
          label={t`From`}
          type="date"
          value={own().since ?? ""}
          onChange={(event) => props.onChange(`${event.currentTarget.value}..${own().until ?? ""}`)}
        />
        <Field
          label={t`To`}
          type="date"
          value={own().until ?? ""}
          onChange={(event) => props.onChange(`${own().since ?? ""}..${event.currentTarget.value}`)}
        />
      </Show>
    </div>
  );
}
