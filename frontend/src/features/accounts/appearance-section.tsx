import { t } from "@lingui/core/macro";
import type { JSX } from "solid-js";
import { chooseLanguage, chosenLanguage, LANGUAGES, type Language } from "../../lib/language";
import { chooseTheme, chosenTheme, type Theme } from "../../lib/theme";
import { Choice } from "../../ui/choice";
import { Section } from "../../ui/page";

/** How the page looks and what it speaks, on this device. */
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
    </Section>
  );
}
