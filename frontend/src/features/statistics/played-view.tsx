import { t } from "@lingui/core/macro";
import { type Accessor, type JSX, Show } from "solid-js";
import { useLibrary } from "../../lib/library";
import { Choice } from "../../ui/choice";
import { Empty } from "../../ui/empty";
import type { Choices } from "./choices";
import { RangeMenu } from "./range-menu";
import css from "./statistics.module.css";
import { Told } from "./told";
import { createView } from "./view";
import { MEASURES } from "./words";

type Played = { plays: number; first_year: number | null; last_year: number | null };

/** What views of plays have in common: which days, what is counted, and what is said where nothing was played. */
export function PlayedView<T extends Played>(props: {
  choices: Choices;
  /** Names the request, as createView wants it. */
  name: string;
  ask(): Promise<T>;
  children(told: Accessor<T>): JSX.Element;
}): JSX.Element {
  const view = createView<T>(
    useLibrary(),
    () => props.name,
    () => props.ask(),
  );
  const years = () => ({ first: view.told()?.first_year ?? null, last: view.told()?.last_year ?? null });
  return (
    <>
      <div class={css.controls}>
        <RangeMenu name={props.choices.range()} years={years()} onChange={props.choices.setRange} />
        <Choice
          label={t`Show`}
          options={MEASURES}
          value={props.choices.measure()}
          onChange={(measure) => measure && props.choices.setMeasure(measure)}
        />
      </div>
      <Told view={view}>
        {(told) => (
          <Show
            when={told().plays > 0}
            fallback={
              <Empty title={t`Nothing was played in these days`}>
                <p>{t`Choose other days, or play a record.`}</p>
              </Empty>
            }
          >
            {props.children(told)}
          </Show>
        )}
      </Told>
    </>
  );
}
