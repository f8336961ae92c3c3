import { t } from "@lingui/core/macro";
import { createSignal, type JSX } from "solid-js";
import { Check } from "../../ui/check";
import { Field } from "../../ui/field";
import { Section } from "../../ui/page";
import css from "./playing-section.module.css";
import { useSpinning } from "./spinning";

/** What the server takes: up to a day. */
const MOST = 1440;

/** How plays are put together, and what happens when a side ends. */
export function PlayingSection(): JSX.Element {
  const spinning = useSpinning();
  const [wrong, setWrong] = createSignal(false);
  const prefer = (changes: Parameters<typeof spinning.prefer>[0]) => void spinning.prefer(changes);
  return (
    <Section title={t`Playing`}>
      <Field
        class={css.gap ?? ""}
        label={t`Minutes between two sessions`}
        hint={t`Plays less than this apart stand together in the log.`}
        error={wrong() ? t`A whole number from 1 to ${MOST}.` : undefined}
        type="number"
        inputmode="numeric"
        min={1}
        max={MOST}
        // What is typed before it is known would be written over.
        disabled={!spinning.preferences()}
        value={spinning.preferences()?.session_gap_minutes ?? ""}
        onChange={(event) => {
          const minutes = Number(event.currentTarget.value);
          const fits = Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST;
          setWrong(!fits);
          if (fits) prefer({ session_gap_minutes: minutes });
        }}
      />
      <Check
        on={spinning.preferences()?.flip_sound ?? false}
        onChange={(flip_sound) => prefer({ flip_sound })}
      >{t`A sound when a side has ended`}</Check>
      <Check
        on={spinning.preferences()?.flip_vibration ?? false}
        onChange={(flip_vibration) => prefer({ flip_vibration })}
      >{t`A vibration when a side has ended, where the device can`}</Check>
    </Section>
  );
}
