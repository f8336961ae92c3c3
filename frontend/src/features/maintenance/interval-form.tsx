import { t } from "@lingui/core/macro";
import { createEffect, createMemo, createSignal, type JSX, on, Show } from "solid-js";
import type { MaintenancePlan } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Choice } from "../../ui/choice";
import { Confirm } from "../../ui/confirm";
import { attempt } from "../entries/attempt";
import { IntervalFields } from "./interval-fields";
import { intervals } from "./maintenance";
import css from "./maintenance-details.module.css";
import { AS_ALL, type Interval, kindName } from "./words";

/** How often one kind of maintenance is due: for all parts of a kind, for this one, or never. */
export function IntervalForm(props: { plan: MaintenancePlan; onChange(): Promise<void> }): JSX.Element {
  const change = intervals(useLibrary());
  const rules = () => [
    { value: "usual" as const, word: AS_ALL[props.plan.part] },
    { value: "own" as const, word: t`Its own interval` },
    { value: "never" as const, word: t`Never` },
  ];
  /** As it was chosen, before the server has said so. */
  const [rule, setRule] = createSignal(props.plan.rule);
  const told = createMemo(() => props.plan.rule);
  createEffect(on(told, setRule));
  /** One after the other: what is typed next belongs to the rule that was chosen before. */
  let last: Promise<unknown> = Promise.resolve();
  const did = (work: () => Promise<unknown>) => {
    last = last.then(async () => {
      const done = await attempt(async () => {
        await work();
        await props.onChange();
      });
      if (!done) setRule(props.plan.rule);
    });
  };
  const choose = (chosen: MaintenancePlan["rule"]) => {
    const { hours, months } = props.plan;
    // Its own begins as what held so far.
    const from = chosen === "own" && rule() === "usual" ? { hours, months } : {};
    setRule(chosen);
    did(() => change.changeRule(props.plan, { rule: chosen, ...from }));
  };
  const set = (interval: Partial<Interval>) => {
    const own = rule() === "own";
    did(() => (own ? change.changeRule(props.plan, interval) : change.changeType(props.plan, interval)));
  };
  return (
    <div class={css.form} role="group" aria-label={t`How often: ${kindName(props.plan)}`}>
      <Choice
        label={t`Due for ${props.plan.part_name}`}
        options={rules()}
        value={rule()}
        onChange={(chosen) => choose(chosen ?? "usual")}
      />
      <Show when={rule() !== "never"}>
        <IntervalFields value={props.plan} onChange={set} />
      </Show>
      <Show when={props.plan.kind === "own"}>
        <Confirm
          word={t`Delete`}
          about={kindName(props.plan)}
          question={t`Delete this kind of maintenance? What was noted stays.`}
          onConfirm={async () => {
            await change.removeType(props.plan);
            await props.onChange();
          }}
        />
      </Show>
    </div>
  );
}
