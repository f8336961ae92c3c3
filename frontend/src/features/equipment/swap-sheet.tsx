import { t } from "@lingui/core/macro";
import { createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import type { Stylus } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { fromFields, toFields } from "../../lib/time";
import { uuid7 } from "../../lib/uuid";
import { Field } from "../../ui/field";
import field from "../../ui/field.module.css";
import { Notice } from "../../ui/notice";
import { Sheet } from "../../ui/sheet";
import { say } from "../../ui/snackbar";
import { type Gear, type Part, stylusWear } from "./gear";
import css from "./swap-sheet.module.css";
import { leftWords } from "./words";

type Props = {
  gear: Gear;
  turntableId: string;
  cartridgeId: string | undefined;
  stylusId: string | undefined;
  onDone(): Promise<void>;
  onClose(): void;
};

const kept = <T extends Part>(parts: readonly T[]): T[] => parts.filter((part) => part.retired_at === null);

/** Another stylus on a turntable: a tap on it, now or since a day before. What was there ends then. */
export function SwapSheet(props: Props): JSX.Element {
  const { api } = useLibrary();
  const today = toFields(new Date().toISOString()).date;
  const [day, setDay] = createSignal(today);
  const [cartridge, setCartridge] = createSignal(
    props.cartridgeId ?? kept(props.gear.cartridges)[0]?.id ?? "",
  );
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const select = createUniqueId();
  const ids = new Map<string, string>();

  const swap = async (stylus: Stylus) => {
    if (day() === "" || day() > today) return void setProblem(t`Choose today or a day before.`);
    setProblem(undefined);
    setBusy(true);
    const key = `${stylus.id} ${cartridge()} ${day()}`;
    const id = ids.get(key) ?? uuid7();
    ids.set(key, id);
    const past = day() === today ? undefined : fromFields(day(), "12:00");
    try {
      const body = {
        id,
        stylus_id: stylus.id,
        cartridge_id: cartridge(),
        turntable_id: props.turntableId,
        swap: true,
        notes: "",
        ...(past ? { mounted_at: past } : {}),
      };
      await answer(api.POST("/api/mounts", { body }));
      await props.onDone();
      say({ text: t`${stylus.name} is mounted`, icon: "check" });
      props.onClose();
    } catch (error) {
      setProblem(inWords(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Sheet label={t`Mount a stylus`} onClose={props.onClose}>
      <div class={css.sheet}>
        <h2 class={css.heading}>{t`Mount a stylus`}</h2>
        <Show when={problem()}>
          {(words) => (
            <Notice icon="warn" tone="bad">
              {words()}
            </Notice>
          )}
        </Show>
        <Show
          when={cartridge() && kept(props.gear.styluses).length > 0}
          fallback={<p>{t`Add a cartridge and a stylus first.`}</p>}
        >
          <div class={css.when}>
            <Field
              label={t`Since`}
              type="date"
              max={today}
              value={day()}
              onInput={(event) => setDay(event.currentTarget.value)}
            />
            <div class={field.field}>
              <label class={field.label} for={select}>{t`In the cartridge`}</label>
              <select
                id={select}
                class={field.input}
                value={cartridge()}
                onChange={(event) => setCartridge(event.currentTarget.value)}
              >
                <For each={kept(props.gear.cartridges)}>
                  {(one) => <option value={one.id}>{one.name}</option>}
                </For>
              </select>
            </div>
          </div>
          <ul class={css.styluses} aria-label={t`Which stylus`}>
            <For each={kept(props.gear.styluses)}>
              {(stylus) => (
                <li>
                  <button
                    type="button"
                    class={css.stylus}
                    disabled={busy()}
                    onClick={() => void swap(stylus)}
                  >
                    <span class={css.name}>{stylus.name}</span>
                    <span class={css.note}>
                      {stylus.id === props.stylusId ? t`Mounted here now; ` : ""}
                      <Show when={stylusWear(props.gear, stylus.id)}>{(wear) => leftWords(wear())}</Show>
                    </span>
                  </button>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </div>
    </Sheet>
  );
}
