import { t } from "@lingui/core/macro";
import { For, type JSX } from "solid-js";
import { Icon } from "../../ui/icon";
import css from "./copy-edits.module.css";

const STARS = [1, 2, 3, 4, 5];

/** Five stars; the one that stands is pressed again to take the rating away. */
export function RatingEdit(props: { value: number; onWrite(value: number): void }): JSX.Element {
  return (
    <div class={css.stars} role="group" aria-label={t`Rating`}>
      <For each={STARS}>
        {(star) => (
          <button
            type="button"
            class={css.star}
            data-on={star <= props.value ? "" : undefined}
            aria-pressed={star === props.value}
            aria-label={star === props.value ? t`${star} of 5, remove the rating` : t`${star} of 5`}
            onClick={() => props.onWrite(star === props.value ? 0 : star)}
          >
            <Icon name={star <= props.value ? "starred" : "star"} />
          </button>
        )}
      </For>
    </div>
  );
}
