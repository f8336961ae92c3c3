import { t } from "@lingui/core/macro";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { MaintenancePlan } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Sheet } from "../../ui/sheet";
import { HistorySection } from "./history-section";
import { IntervalForm } from "./interval-form";
import { doNow, inOrder } from "./maintenance";
import css from "./maintenance-sheet.module.css";
import { PlanRow } from "./plan-row";
import { TypeForm } from "./type-form";
import { intervalWords, kindName, type PartKind } from "./words";

type Props = {
  part: PartKind;
  partId: string;
  name: string;
  plans: readonly MaintenancePlan[];
  onChange(): Promise<void>;
  onClose(): void;
};

/** Everything about keeping one part well: what is due when and how often, and what was done. */
export function MaintenanceSheet(props: Props): JSX.Element {
  const library = useLibrary();
  /** The kind whose interval is being changed, or "new". */
  const [open, setOpen] = createSignal<string>();
  const title = () => t`Maintenance of ${props.name}`;
  const plans = () => inOrder(props.plans);
  const ids = () => plans().map((plan) => plan.type_id);
  return (
    <Sheet label={title()} onClose={props.onClose}>
      <div class={css.sheet}>
        <h2 class={css.heading}>{title()}</h2>
        <Show when={plans().length > 0}>
          <ul class={css.plans} aria-label={t`How often`}>
            <For each={ids()}>
              {(id) => (
                <Show when={plans().find((plan) => plan.type_id === id)}>
                  {(plan) => (
                    <PlanRow plan={plan()} onDone={() => void doNow(library, plan(), props.onChange)}>
                      <div class={css.interval}>
                        <Show when={plan().rule !== "never"} fallback={<span />}>
                          <span class={css.small}>{intervalWords(plan())}</span>
                        </Show>
                        <Button
                          look="quiet"
                          icon={open() === id ? "check" : "edit"}
                          aria-expanded={open() === id}
                          aria-label={t`How often: ${kindName(plan())}`}
                          onClick={() => setOpen(open() === id ? undefined : id)}
                        >
                          {open() === id ? t`Close` : t`Change`}
                        </Button>
                      </div>
                      <Show when={open() === id}>
                        <IntervalForm plan={plan()} onChange={props.onChange} />
                      </Show>
                    </PlanRow>
                  )}
                </Show>
              )}
            </For>
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
      </div>
    </Sheet>
  );
}
