import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { ChangeProfile, Profile } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Check } from "../../ui/check";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { Page, Section } from "../../ui/page";
import { AddressSection } from "./address-section";
import { CardSection } from "./card-section";
import { createProfile, type ProfileControl } from "./profile";
import css from "./sharing.module.css";

/** What anybody may see of one's records, and where. */
export function ProfilePage(): JSX.Element {
  const control = createProfile(useLibrary());
  const known = () => (control.profile.error === undefined ? control.profile.latest : undefined);
  return (
    <Page title={t`Public profile`}>
      <Show when={control.profile.error}>
        {(error) => (
          <Notice
            icon="warn"
            tone="warn"
            action={<Button onClick={() => void control.again()}>{t`Try again`}</Button>}
          >
            {inWords(error())}
          </Notice>
        )}
      </Show>
      <Show when={known()}>{(profile) => <Told control={control} profile={profile()} />}</Show>
    </Page>
  );
}

function Told(props: { control: ProfileControl; profile: Profile }): JSX.Element {
  const [problem, setProblem] = createSignal<string>();
  const [title, setTitle] = createSignal(props.profile.title);
  const change = async (body: ChangeProfile) => {
    setProblem(undefined);
    try {
      await props.control.change(body);
    } catch (error) {
      setProblem(inWords(error));
    }
  };
  return (
    <>
      <Section title={t`What guests see`}>
        <p>
          {t`A page of its own, for friends at your shelf or far away. They need no account, and they see nothing but what you tick: no notes, no ratings, no dates, nothing of your equipment.`}
        </p>
        <Field
          class={css.title ?? ""}
          label={t`Its title`}
          name="title"
          value={title()}
          maxlength={80}
          placeholder={t`A record shelf`}
          onInput={(event) => setTitle(event.currentTarget.value)}
          onChange={() => void change({ title: title().trim() })}
        />
        <div class={css.checks} role="group" aria-label={t`What guests see`}>
          <Check on={props.profile.shelf} onChange={(shelf) => void change({ shelf })}>
            {t`The shelf: covers, artists, titles, to be searched`}
          </Check>
          <Check on={props.profile.statistics} onChange={(statistics) => void change({ statistics })}>
            {t`A few figures: records, plays and hours, and what was played most`}
          </Check>
          <Check on={props.profile.spinning} onChange={(spinning) => void change({ spinning })}>
            {t`What is on the turntable right now`}
          </Check>
          <Check on={props.profile.listed} onChange={(listed) => void change({ listed })}>
            {t`Search engines may list it`}
          </Check>
        </div>
        <Show
          when={props.profile.open}
          fallback={
            // Never out of reach: what one typed before is sent with the press, which would be lost on the way.
            <Button look="main" onClick={() => void change({ open: true })}>
              {t`Open it`}
            </Button>
          }
        >
          <Button look="danger" onClick={() => void change({ open: false })}>
            {t`Shut it`}
          </Button>
        </Show>
        <p class={css.state} role="status">
          {props.profile.open
            ? t`It is open: whoever has the address below sees it.`
            : t`It is shut: nobody sees anything.`}
        </p>
        <Show when={problem()}>
          {(why) => (
            <p class={css.problem} role="alert">
              {why()}
            </p>
          )}
        </Show>
      </Section>
      <Show when={props.profile.open && props.profile.url}>
        {(url) => (
          <>
            <AddressSection control={props.control} profile={props.profile} url={url()} />
            <CardSection title={props.profile.title} url={url()} />
          </>
        )}
      </Show>
    </>
  );
}
