import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import type { MaintenancePlan } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { Button } from "../../ui/button";
import { Keyed } from "../../ui/keyed";
import { HistorySection } from "./history-section";
import { IntervalForm } from "./interval-form";
import { doNow, inOrder, withDone } from "./maintenance";
import css from "./maintenance-details.module.css";
import { PlanRow } from "./plan-row";
import { TypeForm } from "./type-form";
import { intervalWords, kindName, lastWords, type PartKind } from "./words";

/** What a part wants and when, done with one tap, how often, and what was done to it. */
export function MaintenanceDetails(props: {
  part: PartKind;
  partId: string;
  plans: readonly MaintenancePlan[];
  onChange(): Promise<void>;
}): JSX.Element {
  const library = useLibrary();
  /** The kind whose interval is being changed, or "new". */
  const [open, setOpen] = createSignal<string>();
  const plans = () => inOrder(props.plans.map((plan) => withDone(plan, library)));
  const isOpen = (plan: MaintenancePlan) => open() === plan.type_id;
  return (
    <>
      <Show when={plans().length > 0}>
        <ul class={css.plans} aria-label={t`How often`}>
          <Keyed each={plans()} by={(plan) => plan.type_id}>
            {(plan) => (
              <PlanRow plan={plan()} onDone={() => doNow(library, plan())}>
                <div class={css.interval}>
                  <span class={css.small}>
                    {[plan().rule === "never" ? "" : intervalWords(plan()), lastWords(plan(), now())]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                  <Button
                    look="quiet"
                    icon={isOpen(plan()) ? "check" : "edit"}
                    aria-expanded={isOpen(plan())}
                    aria-label={
                      isOpen(plan())
                        ? t`Close how often: ${kindName(plan())}`
                        : t`Change how often: ${kindName(plan())}`
                    }
                    onClick={() => setOpen(isOpen(plan()) ? undefined : plan().type_id)}
                  >
                    {isOpen(plan()) ? t`Close` : t`Change`}
                  </Button>
                </div>
                <Show when={isOpen(plan())}>
                  <IntervalForm plan={plan()} onChange={props.onChange} />
                </Show>
              </PlanRow>
            )}
          </Keyed>
        </ul>
        <Show
          when={open() === "new"}
          fallback={
            <Button icon="plus" onClick={() => setOpen("new")}>
              {t`Add a kind of your own`}
            </Button>
          }
        >
          <TypeForm
            part={props.part}
            onDone={async () => {
              await props.onChange();
              setOpen(undefined);
            }}
            onCancel={() => setOpen(undefined)}
          />
        </Show>
      </Show>
      <HistorySection partId={props.partId} plans={plans()} onChange={props.onChange} />
    </>
  );
}
