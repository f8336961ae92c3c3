import { t } from "@lingui/core/macro";
import { For, type JSX } from "solid-js";
import { Icon } from "../../ui/icon";
import { ORDERS, type Order } from "./order";
import css from "./order-menu.module.css";

/** The order of the shelf: the device's own menu under a face that says the order in a word. */
export function OrderMenu(props: { order: Order; onChange(order: Order): void }): JSX.Element {
  const word = () => ORDERS.find((each) => each.id === props.order)?.word;
  return (
    <label class={css.menu}>
      <Icon name="sort" />
      <span aria-hidden="true">{word()}</span>
      <select
        class={css.select}
        aria-label={t`Order`}
        value={props.order}
        onChange={(event) => props.onChange(event.currentTarget.value as Order)}
      >
        <For each={ORDERS}>{(each) => <option value={each.id}>{each.long}</option>}</For>
      </select>
    </label>
  );
}
