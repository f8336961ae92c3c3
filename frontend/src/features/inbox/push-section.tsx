import { t } from "@lingui/core/macro";
import { createResource, createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { stopPushing } from "../../lib/pushed";
import { ago } from "../../lib/time";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Notice } from "../../ui/notice";
import { Section } from "../../ui/page";
import { say } from "../../ui/snackbar";
import css from "./choices-page.module.css";
import { NotSubscribed, type Obstacle, obstacle, ownDigest, subscribe } from "./push";

/** Whether this device tells, too; and the others that do. */
export function PushSection(): JSX.Element {
  const library = useLibrary();
  const [pushing, { mutate, refetch }] = createResource(() => answer(library.api.GET("/api/push")));
  const [own, { refetch: look }] = createResource(() => ownDigest().catch(() => undefined));
  const [hindered, setHindered] = createSignal(obstacle());
  const [busy, setBusy] = createSignal(false);
  const told = () => (pushing.error === undefined ? pushing.latest : undefined);
  const here = () => told()?.subscriptions.find((one) => one.digest === own.latest);

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      const text = error instanceof NotSubscribed ? whyNot(error.why) : inWords(error);
      say({ text, icon: "warn", tone: "bad" });
    }
    setHindered(obstacle());
    await look();
    setBusy(false);
  };
  const turnOn = () =>
    attempt(async () => {
      mutate(await subscribe(library, told()?.key ?? ""));
    });
  const remove = (id: string) =>
    attempt(async () => {
      if (here()?.id === id) await stopPushing(library.user);
      await answer(
        library.api.DELETE("/api/push/subscriptions/{subscription_id}", {
          params: { path: { subscription_id: id } },
        }),
      );
      await refetch();
    });
  const tryOut = (id: string) =>
    attempt(async () => {
      await answer(
        library.api.POST("/api/push/subscriptions/{subscription_id}/trial", {
          params: { path: { subscription_id: id } },
        }),
      );
      say({ text: t`A message is on its way`, icon: "bell" });
    });

  return (
    <Section title={t`On your devices`}>
      <p class={css.lead}>
        {t`A device that you turn on tells you of what you set to “Push” below, also while Waugzee is closed: at most once a day for each kind, and never in your quiet time.`}
      </p>
      <Show when={pushing.error}>
        {(problem) => (
          <Notice icon="offline" tone="warn">
            {inWords(problem())}
          </Notice>
        )}
      </Show>
      <Show when={told()}>
        <Switch
          fallback={
            <Button
              look="main"
              icon="bell"
              busy={busy()}
              onClick={() => void turnOn()}
            >{t`Turn on for this device`}</Button>
          }
        >
          <Match when={here()}>{null}</Match>
          <Match when={told()?.key === null}>
            <Notice icon="bell">{t`This server does not push: it has no keys to keep its own with.`}</Notice>
          </Match>
          <Match when={hindered()}>
            {(what) => (
              <Notice icon="bell" tone={what() === "denied" ? "warn" : "plain"}>
                {obstacleWords(what())}
              </Notice>
            )}
          </Match>
        </Switch>
        <Show when={(told()?.subscriptions.length ?? 0) > 0}>
          <ul class={css.devices} aria-label={t`Devices that tell you`}>
            <For each={told()?.subscriptions}>
              {(device) => (
                <li class={css.device}>
                  <Icon name="bell" />
                  <span class={css.words}>
                    <span class={css.name}>
                      {device.id === here()?.id ? t`${device.device}, this one` : device.device}
                    </span>
                    <span class={css.about}>
                      {device.sent_at
                        ? t`Last told ${ago(device.sent_at, now())}`
                        : t`Turned on ${ago(device.created_at, now())}`}
                    </span>
                  </span>
                  <span class={css.acts} role="group" aria-label={device.device}>
                    <Button
                      look="quiet"
                      disabled={busy()}
                      onClick={() => void tryOut(device.id)}
                    >{t`Try it`}</Button>
                    <Button
                      look="quiet"
                      disabled={busy()}
                      onClick={() => void remove(device.id)}
                    >{t`Turn off`}</Button>
                  </span>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Show>
    </Section>
  );
}

function obstacleWords(what: Obstacle): string {
  switch (what) {
    case "denied":
      return t`This browser does not allow Waugzee to notify you. Allow it in the browser’s settings for this site, then come back here.`;
    case "home-screen":
      return t`On an iPhone or iPad, put Waugzee on the home screen first: open the share menu, choose “Add to Home Screen”, and open it from there.`;
    case "insecure":
      return t`Browsers notify only for addresses with https, and on the machine itself.`;
    case "unsupported":
      return t`This browser cannot notify you. Your inbox is here whenever you look.`;
  }
}

function whyNot(why: NotSubscribed["why"]): string {
  switch (why) {
    case "dismissed":
      return t`The browser was not allowed to notify you.`;
    case "no-worker":
      return t`This window keeps nothing of Waugzee, and so cannot be notified. A private window is such a one.`;
    case "no-service":
      return t`The browser’s push service could not be reached. Try again later.`;
  }
}
