import { t } from "@lingui/core/macro";
import type { JSX } from "solid-js";
import { RulesSection } from "./features/care/rules-section";
import { PlayingSection } from "./features/plays/playing-section";
import { Page } from "./ui/page";

/** What a user may settle once for all records; it follows them to every device. */
export function SettingsPage(): JSX.Element {
  return (
    <Page columns title={t`Settings`}>
      <RulesSection />
      <PlayingSection />
    </Page>
  );
}
