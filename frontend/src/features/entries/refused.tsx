import { t } from "@lingui/core/macro";
import { For, type JSX } from "solid-js";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { shortDate } from "../../lib/time";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import css from "./refused.module.css";
import { refusedWords } from "./refused-words";

/** What the server refused: kept on this device until somebody sends it again or gives it up. */
export function Refused(): JSX.Element {
  const library = useLibrary();
  const title = (copyId: string) => library.shelf.copy(copyId)?.title;
  return (
    <div class={css.refused}>
      <For each={library.refused()}>
        {(parcel) => (
          <Notice
            icon="warn"
            tone="bad"
            action={
              <>
                <Button icon="sync" onClick={() => library.again(parcel)}>{t`Try again`}</Button>
                <Button onClick={() => void library.outbox.discard(parcel.id)}>{t`Discard`}</Button>
              </>
            }
          >
            <strong dir="auto">{"copyId" in parcel ? title(parcel.copyId) : undefined}</strong>{" "}
            {shortDate(parcel.at, now())}: {refusedWords(parcel, parcel.refused)}
          </Notice>
        )}
      </For>
    </div>
  );
}
