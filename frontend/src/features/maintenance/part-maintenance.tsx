import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import type { MaintenancePlan } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Keyed } from "../../ui/keyed";
import { doNow, inOrder, withDone } from "./maintenance";
import css from "./part-maintenance.module.css";
import { PlanRow } from "./plan-row";

/** What a part in use wants, and when; what is switched off for it, and all else, stands in its sheet. */
export function PartMaintenance(props: {
  name: string;
  plans: readonly MaintenancePlan[];
  onOpen(): void;
}): JSX.Element {
  const library = useLibrary();
  const shown = () =>
    inOrder(props.plans.map((plan) => withDone(plan, library))).filter(
      (plan) => plan.in_use && plan.rule !== "never",
    );
  return (
    <>
      <Show when={shown().length > 0}>
        <ul class={css.plans} aria-label={t`Maintenance of ${props.name}`}>
          <Keyed each={shown()} by={(plan) => plan.type_id}>
            {(plan) => <PlanRow plan={plan()} onDone={() => doNow(library, plan())} />}
          </Keyed>
        </ul>
      </Show>
      <Button
        look="quiet"
        icon="clock"
        class={css.open ?? ""}
        aria-label={t`Maintenance of ${props.name}: history and intervals`}
        onClick={() => props.onOpen()}
      >{t`History and intervals`}</Button>
    </>
  );
}
