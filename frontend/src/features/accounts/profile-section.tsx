import { t } from "@lingui/core/macro";
import { createSignal, type JSX, type Resource, Show } from "solid-js";
import type { Me } from "../../api/types";
import { now } from "../../lib/now";
import { shortDate } from "../../lib/time";
import { Button } from "../../ui/button";
import { Section } from "../../ui/page";
import { Loaded } from "./loaded";
import css from "./profile-section.module.css";
import { RenameForm } from "./rename-form";
import { useSession } from "./session";

/** Who one is here. */
export function ProfileSection(props: {
  me: Resource<Me>;
  onChanged(me: Me): void;
  again(): void;
}): JSX.Element {
  const session = useSession();
  const [renaming, setRenaming] = createSignal(false);
  let rename: HTMLButtonElement | undefined;
  const name = () => {
    const state = session.session();
    const known = props.me.error === undefined ? props.me.latest?.name : undefined;
    return known ?? (state.is === "in" ? state.name : session.last()?.name) ?? "";
  };
  const done = (me?: Me) => {
    if (me) props.onChanged(me);
    setRenaming(false);
    rename?.focus();
  };
  return (
    <Section title={name() || t`You`}>
      <Loaded what={props.me} again={props.again}>
        {(me) => (
          <>
            <dl class={css.facts}>
              <Show when={me().email}>
                {(email) => (
                  <div class={css.fact}>
                    <dt>{t`E-mail`}</dt>
                    <dd>{email()}</dd>
                  </div>
                )}
              </Show>
              <Show when={me().role === "admin"}>
                <div class={css.fact}>
                  <dt>{t`Role`}</dt>
                  <dd>{t`Administrator`}</dd>
                </div>
              </Show>
              <div class={css.fact}>
                <dt>{t`Here since`}</dt>
                <dd>{shortDate(me().created_at, now())}</dd>
              </div>
            </dl>
            <Show
              when={renaming()}
              fallback={
                <Button
                  ref={(button) => (rename = button)}
                  onClick={() => setRenaming(true)}
                >{t`Rename`}</Button>
              }
            >
              <RenameForm name={me().name} onDone={done} />
            </Show>
          </>
        )}
      </Loaded>
    </Section>
  );
}
