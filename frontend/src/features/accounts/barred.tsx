import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import { Alone } from "../../ui/alone";
import { Button } from "../../ui/button";
import { Empty } from "../../ui/empty";
import { useTitle } from "../../ui/title";
import { InvitationForm } from "./invitation-form";
import { type Barring, useSession } from "./session";

type Words = { title: string; text(name: string): string; action: string };

const WORDS: Record<Barring, Words> = {
  "session-ended": {
    title: t`Your session was ended`,
    text: () =>
      t`It was ended from another device, or where you sign in. Sign in again to go on: what was not sent yet waits here.`,
    action: t`Sign in again`,
  },
  suspended: {
    title: t`This account is suspended`,
    text: (name) =>
      t`${name} cannot use Waugzee at the moment. Nothing was deleted. Ask whoever runs this server.`,
    action: t`Sign in as somebody else`,
  },
  "sign-up-closed": {
    title: t`Nobody new is taken in`,
    text: (name) =>
      t`The sign-in worked, but ${name} has no account here, and this server makes no new ones. Ask whoever runs it.`,
    action: t`Sign in as somebody else`,
  },
  "invitation-needed": {
    title: t`You need an invitation`,
    text: (name) => t`The sign-in worked, but ${name} is new here. Enter the code you were sent.`,
    action: t`Sign in as somebody else`,
  },
};

/** Signed in at the issuer, but not let in here: why, and what can be done about it. */
export function Barred(props: { by: Barring; name: string }): JSX.Element {
  const control = useSession();
  const words = () => WORDS[props.by];
  const invited = () => props.by === "invitation-needed";
  useTitle(() => words().title);
  return (
    <Alone>
      <Empty
        title={words().title}
        action={
          <Button look={invited() ? "quiet" : "main"} onClick={() => void control.signInAnew()}>
            {words().action}
          </Button>
        }
      >
        <p role="alert">{words().text(props.name || t`this user`)}</p>
        <Show when={invited()}>
          <InvitationForm />
        </Show>
      </Empty>
    </Alone>
  );
}
