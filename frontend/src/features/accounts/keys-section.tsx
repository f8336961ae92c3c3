import { t } from "@lingui/core/macro";
import { createResource, createSignal, type JSX, Match, Show, Switch } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import type { NewKey } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Section } from "../../ui/page";
import { say } from "../../ui/snackbar";
import { KeyForm } from "./key-form";
import { KeyRow } from "./key-row";
import css from "./keys-section.module.css";
import { Loaded } from "./loaded";
import { MadeKey } from "./made-key";
import { Rows } from "./rows";

/** Keys for scripts: made, shown once, revoked. */
export function KeysSection(props: { admin: boolean }): JSX.Element {
  const { api } = useLibrary();
  const [keys, { refetch, mutate }] = createResource(async () => (await answer(api.GET("/api/keys"))).keys);
  const [making, setMaking] = createSignal(false);
  const [made, setMade] = createSignal<NewKey>();
  let open: HTMLButtonElement | undefined;

  const onMade = (key: NewKey) => {
    const { key: _, ...shown } = key;
    mutate((all) => [shown, ...(all ?? [])]);
    setMaking(false);
    setMade(key);
  };
  const close = () => {
    setMaking(false);
    setMade(undefined);
    open?.focus();
  };
  const revoke = async (id: string) => {
    try {
      await answer(api.DELETE("/api/keys/{key_id}", { params: { path: { key_id: id } } }));
    } catch (error) {
      say({ text: inWords(error), icon: "warn", tone: "bad" });
      throw error;
    }
    mutate((all) => all?.filter((key) => key.id !== id));
    if (made()?.id === id) setMade(undefined);
    say({ text: t`The key was revoked.`, icon: "check" });
  };

  return (
    <Section title={t`API keys`}>
      <p class={css.about}>
        {t`For scripts of your own.`} <a href="/api/docs" rel="external">{t`What the API offers`}</a>
      </p>
      <Loaded what={keys} again={refetch}>
        {(all) => (
          <>
            <Switch
              fallback={
                <Button
                  ref={(button) => (open = button)}
                  icon="plus"
                  onClick={() => setMaking(true)}
                >{t`New key`}</Button>
              }
            >
              <Match when={made()}>{(key) => <MadeKey made={key()} onDone={close} />}</Match>
              <Match when={making()}>
                <KeyForm admin={props.admin} onMade={onMade} onCancel={close} />
              </Match>
            </Switch>
            <Show when={all().length > 0}>
              <div class={css.keys}>
                <Rows label={t`API keys`} of={all()}>
                  {(key) => <KeyRow key={key} onRevoke={() => revoke(key.id)} />}
                </Rows>
              </div>
            </Show>
          </>
        )}
      </Loaded>
    </Section>
  );
}
