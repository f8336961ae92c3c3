import { plural, t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Sheet } from "../../ui/sheet";
import { clearDevice } from "./clear-device";
import { useSession } from "./session";
import css from "./sign-out.module.css";

/** Signing out clears this device; it asks first when something has not been sent yet. */
export function SignOut(): JSX.Element {
  const control = useSession();
  const library = useLibrary();
  /** How much would be thrown away. */
  const [left, setLeft] = createSignal(0);
  const [busy, setBusy] = createSignal(false);

  const leave = async () => {
    setBusy(true);
    setLeft(0);
    control.tellOthers(library.user);
    await clearDevice(library);
    await control.signOut();
  };
  const ask = async () => {
    setBusy(true);
    const waiting = await library.handUp();
    setBusy(false);
    if (waiting > 0) setLeft(waiting);
    else await leave();
  };

  return (
    <>
      <Button busy={busy()} onClick={() => void ask()}>{t`Sign out`}</Button>
      <Show when={left() > 0}>
        <Sheet label={t`Sign out`} place="centre" onClose={() => setLeft(0)}>
          <div class={css.ask}>
            <h2
              class={css.title}
            >{t`${plural(left(), { one: "# entry", other: "# entries" })} not sent yet`}</h2>
            <p>{t`They are on this device only. Signing out now throws them away.`}</p>
            <Button look="main" wide onClick={() => setLeft(0)}>{t`Stay signed in`}</Button>
            <Button look="danger" wide onClick={() => void leave()}>{t`Throw away and sign out`}</Button>
          </div>
        </Sheet>
      </Show>
    </>
  );
}
