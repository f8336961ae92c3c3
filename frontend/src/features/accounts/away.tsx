import { t } from "@lingui/core/macro";
import type { JSX } from "solid-js";
import { Alone } from "../../ui/alone";
import { Button } from "../../ui/button";
import { Empty } from "../../ui/empty";
import { useSession } from "./session";

/** The sign-in cannot be done now: why, and a way to try again. */
export function Away(props: { why: string; refused: boolean }): JSX.Element {
  const control = useSession();
  return (
    <Alone>
      <Empty
        title={props.refused ? t`The sign-in did not work` : props.why}
        action={
          <Button
            look="main"
            icon="sync"
            onClick={() => void (props.refused ? control.signIn() : control.start())}
          >{t`Try again`}</Button>
        }
      >
        <p>
          {props.refused
            ? t`${props.why}. Nothing is lost: start over and sign in once more.`
            : t`Check that this device is online and that Waugzee is running. Nothing you logged is lost.`}
        </p>
      </Empty>
    </Alone>
  );
}
