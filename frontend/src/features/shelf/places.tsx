import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import { Chip, Chips } from "../../ui/chip";
import type { Place } from "./address";

/** Leads to what left the collection, and back; not there while nothing ever left. */
export function Places(props: { place: Place; removed: number; onChange(place: Place): void }): JSX.Element {
  return (
    <Show when={props.removed > 0 || props.place === "removed"}>
      <Chips label={t`Show`}>
        <Chip
          pressed={props.place === "shelf"}
          onClick={() => props.onChange("shelf")}
        >{t`On the shelf`}</Chip>
        <Chip
          pressed={props.place === "removed"}
          count={props.removed}
          onClick={() => props.onChange("removed")}
        >{t`Removed`}</Chip>
      </Chips>
    </Show>
  );
}
