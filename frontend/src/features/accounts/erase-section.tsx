import { t } from "@lingui/core/macro";
import { createSignal, type JSX, type Resource, Show } from "solid-js";
import type { Me } from "../../api/types";
import { offline } from "../../lib/reach";
import { Button } from "../../ui/button";
import { Section } from "../../ui/page";
import css from "./erase.module.css";
import { EraseSheet } from "./erase-sheet";
import { useSession } from "./session";

/** The way out for good; a visit has one of its own. */
export function EraseSection(props: { me: Resource<Me> }): JSX.Element {
  const session = useSession();
  const [asking, setAsking] = createSignal(false);
  const name = () => (props.me.error === undefined ? props.me.latest?.name : undefined);
  return (
    <Show when={!session.last()?.visiting && name()}>
      {(name) => (
        <Section title={t`Erase this account`}>
          <p class={css.about}>
            {offline()
              ? t`You are offline: erasing an account needs the server.`
              : t`Everything of yours goes at once and for good, here and where Waugzee is open. Sign out on your other devices first: one that sleeps keeps its copy. What is at Discogs stays there.`}
          </p>
          <Button
            class={css.erase ?? ""}
            look="danger"
            icon="trash"
            disabled={offline()}
            onClick={() => setAsking(true)}
          >
            {t`Erase`}
          </Button>
          <Show when={asking()}>
            <EraseSheet name={name()} onClose={() => setAsking(false)} />
          </Show>
        </Section>
      )}
    </Show>
  );
}
