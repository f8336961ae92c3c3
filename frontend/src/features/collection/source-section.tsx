import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import { locale } from "../../lib/language";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Notice } from "../../ui/notice";
import { Section } from "../../ui/page";
import { say } from "../../ui/snackbar";
import { ChooseSource } from "./choose-source";
import { sourceWords, useSource } from "./source";
import css from "./source-section.module.css";

/** On the account page: where the collection comes from, and a way to change it. */
export function SourceSection(): JSX.Element {
  const control = useSource();
  const [changing, setChanging] = createSignal(false);
  /** By the same way as before: a token is typed again, signing in leads to Discogs at once. */
  const reconnect = async () => {
    if (control.source()?.kind !== "oauth") return void setChanging(true);
    try {
      await control.beginOAuth(control.source()?.simulated ?? false);
    } catch (error) {
      say({ text: inWords(error), icon: "warn", tone: "bad" });
    }
  };
  const disconnect = async () => {
    try {
      await control.disconnect();
      say({ text: t`Disconnected. Your records and their log stay.`, icon: "check" });
    } catch (error) {
      say({ text: inWords(error), icon: "warn", tone: "bad" });
    }
  };
  return (
    <Section title={t`Collection`}>
      <Show when={control.source()} fallback={<p>&nbsp;</p>}>
        {(source) => (
          <Show
            when={!changing() && control.connected()}
            fallback={
              <>
                <ChooseSource again onChosen={() => setChanging(false)} />
                <Show when={control.connected()}>
                  <Button look="quiet" onClick={() => setChanging(false)}>{t`Leave it as it is`}</Button>
                </Show>
              </>
            }
          >
            <p>
              {t`Your records come from`} <strong>{sourceWords(source())}</strong>.
              <Show when={source().verified}> {t`Discogs says that it is yours.`}</Show>
              <Show when={source().connected_at}>
                {(at) => (
                  <>
                    {" "}
                    {t`Connected on ${new Date(at()).toLocaleDateString(locale(), { dateStyle: "long" })}.`}
                  </>
                )}
              </Show>
            </p>
            <Show when={source().refused_at}>
              <Notice
                icon="warn"
                tone="bad"
                action={<Button look="main" onClick={() => void reconnect()}>{t`Connect again`}</Button>}
              >{t`Discogs no longer accepts this connection. Nothing is lost: connect again, and syncs go on.`}</Notice>
            </Show>
            <Show when={source().kind === "token" && !source().simulated}>
              <p>
                {t`The token also allows changes at Discogs. It is taken back`}{" "}
                <a href="https://www.discogs.com/settings/developers">{t`in your Discogs settings`}</a>.
              </p>
            </Show>
            <div class={css.deeds}>
              <Button onClick={() => setChanging(true)}>{t`Change`}</Button>
              <Confirm
                word={t`Disconnect`}
                question={t`Disconnect? Syncs stop, and the key to Discogs is forgotten. Your records, plays and cleanings stay.`}
                onConfirm={disconnect}
              />
            </div>
          </Show>
        )}
      </Show>
    </Section>
  );
}
