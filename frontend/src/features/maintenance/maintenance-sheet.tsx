import { t } from "@lingui/core/macro";
import type { JSX } from "solid-js";
import type { MaintenancePlan } from "../../api/types";
import { Sheet } from "../../ui/sheet";
import { MaintenanceDetails } from "./maintenance-details";
import css from "./maintenance-sheet.module.css";
import type { PartKind } from "./words";

/** Everything about keeping one part well, over the list of all. */
export function MaintenanceSheet(props: {
  part: PartKind;
  partId: string;
  name: string;
  plans: readonly MaintenancePlan[];
  onChange(): Promise<void>;
  onClose(): void;
}): JSX.Element {
  const title = () => t`Maintenance of ${props.name}`;
  return (
    <Sheet label={title()} onClose={props.onClose}>
      <div class={css.sheet}>
        <h2 class={css.heading}>{title()}</h2>
        <MaintenanceDetails
          part={props.part}
          partId={props.partId}
          plans={props.plans}
          onChange={props.onChange}
        />
      </div>
    </Sheet>
  );
}
