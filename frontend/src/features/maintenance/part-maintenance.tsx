import { t } from "@lingui/core/macro";
import { For, type JSX, Show } from "solid-js";
import type { MaintenancePlan } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { doNow, inOrder } from "./maintenance";
import css from "./part-maintenance.module.css";
import { PlanRow } from "./plan-row";

/** What a part in use wants, and when; what is switched off for it, and all else, stands in its sheet. */
export function PartMaintenance(props: {
  name: string;
  plans: readonly MaintenancePlan[];
  onChange(): Promise<void>;
  onOpen(): void;
}): JSX.Element {
  const library = useLibrary();
  const shown = () => inOrder(props.plans).filter((plan) => plan.in_use && plan.rule !== "never");
  return (
    <>
      <Show when={shown().length > 0}>
        <ul class={css.plans} aria-label={t`Maintenance of ${props.name}`}>
          <For each={shown().map((plan) => plan.type_id)}>
            {(id) => (
              <Show when={shown().find((plan) => plan.type_id === id)}>
                {(plan) => (
                  <PlanRow plan={plan()} onDone={() => void doNow(library, plan(), props.onChange)} />
                )}
              </Show>
            )}
          </For>
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
