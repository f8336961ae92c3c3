import { t } from "@lingui/core/macro";
import { createResource, For, type JSX, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import type { NoticeChoices } from "../../api/types";
import { lastWord } from "../../lib/last-word";
import { useLibrary } from "../../lib/library";
import { Choice } from "../../ui/choice";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { Page, Section } from "../../ui/page";
import { say } from "../../ui/snackbar";
import css from "./choices-page.module.css";
import { PushSection } from "./push-section";

type Kind = "cleaning" | "needle" | "maintenance" | "sync" | "connection";
type Way = NoticeChoices["cleaning"];

/** Of what one is told, and how; and when not. */
export function ChoicesPage(): JSX.Element {
  const library = useLibrary();
  const told = lastWord<NoticeChoices>((choices) => void mutate(choices));
  const [choices, { mutate }] = createResource(() =>
    told(() => answer(library.api.GET("/api/inbox/choices"))),
  );
  const chosen = () => (choices.error === undefined ? choices.latest : undefined);

  const choose = async (change: Partial<NoticeChoices>) => {
    try {
      const { zone: _, ...rest } = change;
      // The quiet time is meant where one is.
      const body = { ...rest, zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
      await told(() => answer(library.api.PATCH("/api/inbox/choices", { body })));
    } catch (error) {
      say({ text: inWords(error), icon: "warn", tone: "bad" });
    }
  };
  const kinds: { kind: Kind; word: string }[] = [
    { kind: "cleaning", word: t`Records to clean` },
    { kind: "needle", word: t`Needles near their end` },
    { kind: "maintenance", word: t`Maintenance of decks, cartridges and needles` },
    { kind: "sync", word: t`Syncs by the server that fail` },
    { kind: "connection", word: t`Discogs or ListenBrainz no longer accepts the connection` },
  ];
  const ways: { value: Way; word: string }[] = [
    { value: "off", word: t`Not at all` },
    { value: "inbox", word: t`Inbox` },
    { value: "push", word: t`Push` },
  ];

  return (
    <Page title={t`What to be told`}>
      <PushSection />
      <Section title={t`Of what`}>
        <Show
          when={chosen()}
          fallback={
            <Show when={choices.error}>
              {(problem) => (
                <Notice icon="offline" tone="warn">
                  {inWords(problem())}
                </Notice>
              )}
            </Show>
          }
        >
          {(now) => (
            <For each={kinds}>
              {({ kind, word }) => (
                <Choice
                  label={word}
                  options={ways}
                  value={now()[kind]}
                  onChange={(way) => way && void choose({ [kind]: way })}
                />
              )}
            </For>
          )}
        </Show>
      </Section>
      <Show when={chosen()}>
        {(now) => (
          <Section title={t`Quiet time`}>
            <p class={css.lead}>
              {now().quiet_from === now().quiet_until
                ? t`There is none: set two different times, and nothing is pushed between them.`
                : t`Nothing is pushed between these times. What comes up meanwhile is told when they end.`}
            </p>
            <div class={css.times}>
              <Time
                label={t`From`}
                minute={now().quiet_from}
                onChange={(quiet_from) => void choose({ quiet_from })}
              />
              <Time
                label={t`Until`}
                minute={now().quiet_until}
                onChange={(quiet_until) => void choose({ quiet_until })}
              />
            </div>
          </Section>
        )}
      </Show>
    </Page>
  );
}

function Time(props: { label: string; minute: number; onChange(minute: number): void }): JSX.Element {
  const two = (n: number) => String(n).padStart(2, "0");
  return (
    <Field
      label={props.label}
      type="time"
      required
      value={`${two(Math.floor(props.minute / 60))}:${two(props.minute % 60)}`}
      onChange={(event) => {
        const [hours, minutes] = event.currentTarget.value.split(":").map(Number);
        if (hours !== undefined && minutes !== undefined) props.onChange(hours * 60 + minutes);
      }}
    />
  );
}
