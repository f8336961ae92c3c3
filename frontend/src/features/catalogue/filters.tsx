import { t } from "@lingui/core/macro";
import { For, type JSX, Show } from "solid-js";
import { Button } from "../../ui/button";
import { Chip, Chips } from "../../ui/chip";
import { Field } from "../../ui/field";
import { type Asked, type Change, FORMATS, filterCount, GENRES, year } from "./asked";
import css from "./catalogue.module.css";

/** What narrows a search down. Formats and countries are told of releases alone. */
export function Filters(props: { asked: Asked; onAsk(change: Change): void }): JSX.Element {
  return (
    <section class={css.filters} aria-label={t`Filter`}>
      <Values
        label={t`Format`}
        values={FORMATS}
        chosen={props.asked.format}
        onChoose={(format) => props.onAsk({ format })}
      />
      <Values
        label={t`Genre`}
        values={GENRES}
        chosen={props.asked.genre}
        onChoose={(genre) => props.onAsk({ genre })}
      />
      <div class={css.fields}>
        <Field
          label={t`Country`}
          value={props.asked.country ?? ""}
          placeholder={t`As Discogs has it: US, UK, Japan`}
          onChange={(event) => props.onAsk({ country: event.currentTarget.value.trim() || undefined })}
        />
        <Field
          label={t`From year`}
          inputMode="numeric"
          maxLength={4}
          value={props.asked.year_from ?? ""}
          onInput={(event) => {
            const typed = event.currentTarget.value;
            if (typed === "" || year(typed)) props.onAsk({ year_from: year(typed) });
          }}
        />
        <Field
          label={t`To year`}
          inputMode="numeric"
          maxLength={4}
          value={props.asked.year_to ?? ""}
          onInput={(event) => {
            const typed = event.currentTarget.value;
            if (typed === "" || year(typed)) props.onAsk({ year_to: year(typed) });
          }}
        />
      </div>
      <Show when={filterCount(props.asked) > 0}>
        <Button
          look="quiet"
          icon="close"
          onClick={() =>
            props.onAsk({
              format: undefined,
              genre: undefined,
              country: undefined,
              year_from: undefined,
              year_to: undefined,
            })
          }
        >{t`Clear all`}</Button>
      </Show>
    </section>
  );
}

function Values(props: {
  label: string;
  values: readonly string[];
  chosen: string | undefined;
  onChoose(value: string | undefined): void;
}): JSX.Element {
  return (
    <div class={css.group}>
      <h2 class={css.word}>{props.label}</h2>
      <Chips label={props.label}>
        <For each={props.values}>
          {(value) => (
            <Chip
              pressed={props.chosen === value}
              onClick={() => props.onChoose(props.chosen === value ? undefined : value)}
            >
              {value}
            </Chip>
          )}
        </For>
      </Chips>
    </div>
  );
}
