import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import { Alone } from "../../ui/alone";
import { Button } from "../../ui/button";
import { Empty } from "../../ui/empty";
import { useSession } from "./session";

export function SignedOut(): JSX.Element {
  const control = useSession();
  return (
    <Alone>
      <Empty
        title={t`You are signed out`}
        action={<Button look="main" onClick={() => void control.signIn()}>{t`Sign in again`}</Button>}
      >
        <p>{t`Your shelf was removed from this device. It is kept on the server, with every play and cleaning.`}</p>
        <Show when={control.owesSignOut()}>
          <p>{t`The sign-in service could not be reached and does not know of it yet: the next sign-in here asks for the password.`}</p>
        </Show>
      </Empty>
    </Alone>
  );
}
