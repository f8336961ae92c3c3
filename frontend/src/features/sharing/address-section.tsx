import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import { asTold, inWords } from "../../api/problem";
import type { Profile } from "../../api/types";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { Section } from "../../ui/page";
import { say } from "../../ui/snackbar";
import { isOfThisMachine, isRefusal, type ProfileControl } from "./profile";
import css from "./sharing.module.css";

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Where the profile is: to be passed on, made anew, or given a name. */
export function AddressSection(props: {
  control: ProfileControl;
  profile: Profile;
  url: string;
}): JSX.Element {
  const [name, setName] = createSignal(props.profile.named ? (props.profile.address ?? "") : "");
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  let address!: HTMLElement;

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.url);
      say({ text: t`The address is on the clipboard`, icon: "check" });
    } catch {
      // Without a secure connection a page may not write there: then by hand.
      getSelection()?.selectAllChildren(address);
      say({ text: t`The browser did not allow it. The address is selected: copy it by hand.`, icon: "warn" });
    }
  };
  const pass = () => void navigator.share({ url: props.url }).catch(() => undefined);
  const use = async (wanted: string | null) => {
    if (wanted !== null && (wanted.length < 3 || wanted.length > 24 || !NAME.test(wanted)))
      return void setProblem(t`A name is 3 to 24 small letters and digits, with single dashes between.`);
    setBusy(true);
    setProblem(undefined);
    try {
      await props.control.change({ name: wanted });
      if (wanted === null) setName("");
    } catch (error) {
      setProblem(isRefusal(error) ? asTold(error) : inWords(error));
    } finally {
      setBusy(false);
    }
  };
  const renew = async () => {
    try {
      await props.control.renew();
      say({ text: t`Whoever has the address before finds nothing there now`, icon: "check" });
    } catch (error) {
      say({ text: inWords(error), icon: "warn", tone: "bad" });
      throw error;
    }
  };

  return (
    <Section title={t`Its address`}>
      <code ref={address} class={css.address}>
        {props.url}
      </code>
      <Show when={isOfThisMachine(props.url)}>
        <Notice icon="warn" tone="warn">
          {t`This address works on this machine alone. For others, start Waugzee with WAUGZEE_PUBLIC_URL set to an address that their devices reach.`}
        </Notice>
      </Show>
      <div class={css.buttons}>
        <Button look="main" onClick={() => void copy()}>
          {t`Copy`}
        </Button>
        <Show when={"share" in navigator}>
          <Button icon="out" onClick={pass}>
            {t`Pass on`}
          </Button>
        </Show>
        <a class={css.link} href={props.url} target="_blank" rel="noreferrer">
          {t`See it as a guest`}
        </a>
      </div>
      <form
        class={css.name}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void use(name().trim().toLowerCase());
        }}
      >
        <Field
          label={t`A name for it`}
          name="address"
          value={name()}
          maxlength={24}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          hint={t`Easy to say, and to guess. Once taken it stays yours.`}
          error={problem()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <div class={css.buttons}>
          <Button type="submit" busy={busy()} disabled={name().trim() === ""}>
            {t`Use this name`}
          </Button>
          <Show when={props.profile.named}>
            <Button look="quiet" busy={busy()} onClick={() => void use(null)}>
              {t`Rather one that nobody can guess`}
            </Button>
          </Show>
        </div>
      </form>
      <Show when={!props.profile.named}>
        <Confirm
          word={t`Make a new address`}
          question={t`The address before leads nowhere from then on, and cards printed with it neither.`}
          onConfirm={renew}
        />
      </Show>
    </Section>
  );
}
