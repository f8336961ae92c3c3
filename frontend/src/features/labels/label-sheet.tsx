import { For, type JSX, Show } from "solid-js";
import type { Copy } from "../../api/types";
import { Qr } from "../../ui/qr";
import css from "./labels.module.css";
import type { SheetId } from "./sheets";

/** One sheet as it comes out of the printer, in millimetres. */
export function LabelSheet(props: { kind: SheetId; places: readonly (Copy | null)[] }): JSX.Element {
  return (
    <div class={`${css.sheet} ${css[props.kind] ?? ""}`}>
      <For each={props.places}>
        {(copy) => (
          <div class={css.label} data-empty={copy ? undefined : ""}>
            <Show when={copy}>
              {(shown) => (
                <>
                  <span class={css.code}>
                    <Qr text={addressOf(shown())} label={shown().title} />
                  </span>
                  <span class={css.words}>
                    <span class={css.title} dir="auto">
                      {shown().title}
                    </span>
                    <span class={css.artist} dir="auto">
                      {shown().artist}
                    </span>
                    <span class={css.facts}>
                      {[shown().year, shown().catno || shown().label].filter(Boolean).join(" · ")}
                    </span>
                  </span>
                </>
              )}
            </Show>
          </div>
        )}
      </For>
    </div>
  );
}

/** What a phone's camera opens: the record's own page. */
export const addressOf = (copy: Pick<Copy, "id">): string => `${location.origin}/records/${copy.id}`;
