import { t } from "@lingui/core/macro";
import { createSignal, Index, type JSX, Show } from "solid-js";
import { Button } from "../../ui/button";
import { Chip, Chips } from "../../ui/chip";
import { attempt } from "../entries/attempt";
import { useCrates } from "./crates";
import css from "./crates.module.css";
import { NameForm } from "./name-form";

/** The crates that a record stands in: chosen and left by a tap, or a new one made for it. */
export function CopyCrates(props: { copyId: string }): JSX.Element {
  const crates = useCrates();
  const [making, setMaking] = createSignal(false);
  const toggle = (id: string, inside: boolean) =>
    void attempt(() => (inside ? crates.take(id, props.copyId) : crates.put(id, props.copyId)));
  return (
    <section class={css.section} aria-label={t`Crates`}>
      <h3 class={css.heading}>{t`Crates`}</h3>
      <Chips label={t`Crates`}>
        {/* By their place: a crate is told anew with each change, and the chip in focus must stay. */}
        <Index each={crates.crates()}>
          {(crate) => {
            const inside = () => crate().copies.includes(props.copyId);
            return (
              <Chip pressed={inside()} onClick={() => toggle(crate().id, inside())}>
                {crate().name}
              </Chip>
            );
          }}
        </Index>
        <Show when={!making()}>
          <Button look="quiet" icon="plus" onClick={() => setMaking(true)}>{t`New crate`}</Button>
        </Show>
      </Chips>
      <Show when={making()}>
        <NameForm
          label={t`Name`}
          word={t`Put it in`}
          onCancel={() => setMaking(false)}
          onName={async (name) => {
            if (await attempt(() => crates.make(name, props.copyId))) setMaking(false);
          }}
        />
      </Show>
    </section>
  );
}
