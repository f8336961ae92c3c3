import { t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { useLibrary } from "../../lib/library";
import { Section } from "../../ui/page";
import { createProfile } from "./profile";
import css from "./sharing.module.css";

/** On the account page: whether anybody may look in, and the way to change that. */
export function PublicProfileSection(): JSX.Element {
  const { profile } = createProfile(useLibrary());
  const open = () => profile.error === undefined && profile.latest?.open;
  return (
    <Section title={t`Public profile`}>
      <p>
        <Show when={open()} fallback={t`Your records are for your eyes only, until you say otherwise.`}>
          {t`Whoever has the address sees what you chose.`}
        </Show>
      </p>
      <A class={css.link} href="/account/profile">
        {open() ? t`Change or shut it` : t`Show your shelf to guests`}
      </A>
    </Section>
  );
}
