import { t } from "@lingui/core/macro";
import type { JSX } from "solid-js";
import { chooseLanguage, chosenLanguage, LANGUAGES, type Language } from "../../lib/language";
import { chooseSingleKeys, singleKeys } from "../../lib/single-keys";
import { chooseTheme, chosenTheme, type Theme } from "../../lib/theme";
import { Check } from "../../ui/check";
import { Choice } from "../../ui/choice";
import { Section } from "../../ui/page";

/** How the page looks, what it speaks and which keys it hears, on this device. */
export function AppearanceSection(): JSX.Element {
  const themes: { value: Theme; word: string }[] = [
    { value: "light", word: t`Light` },
    { value: "dark", word: t`Dark` },
  ];
  // Each by its own name: who cannot read the page must find their language.
  const languages = Object.entries(LANGUAGES).map(([value, word]) => ({ value: value as Language, word }));
  return (
    <Section title={t`On this device`}>
      <Choice
        label={t`Colours`}
        options={[{ value: "system", word: t`As the system` }, ...themes]}
        value={chosenTheme() ?? "system"}
        onChange={(value) => chooseTheme(value === "light" || value === "dark" ? value : undefined)}
      />
      <Choice
        label={t`Language`}
        options={[{ value: "browser", word: t`As the browser` }, ...languages]}
        value={chosenLanguage() ?? "browser"}
        onChange={(value) => chooseLanguage(value === "browser" || value === null ? undefined : value)}
      />
      <Check
        on={singleKeys()}
        onChange={chooseSingleKeys}
        about={t`Such as p for Play. Off, they do nothing: for those who speak to their device.`}
      >{t`Single keys`}</Check>
    </Section>
  );
}
