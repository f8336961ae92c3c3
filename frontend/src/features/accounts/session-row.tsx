import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import type { SignedInOn } from "../../api/types";
import { locale } from "../../lib/language";
import { now } from "../../lib/now";
import { ago } from "../../lib/time";
import { Confirm } from "../../ui/confirm";
import { RowLine, RowWords } from "./rows";

/** One place where one is signed in. This one is ended by signing out. */
export function SessionRow(props: { session: SignedInOn; onEnd(): Promise<void> }): JSX.Element {
  return (
    <>
      <RowWords name={props.session.device} mark={props.session.current ? t`This one` : undefined}>
        <RowLine
          title={new Date(props.session.last_seen_at).toLocaleString(locale())}
        >{t`Last seen ${ago(props.session.last_seen_at, now())}, signed in ${ago(props.session.created_at, now())}`}</RowLine>
      </RowWords>
      <Show when={!props.session.current}>
        <Confirm
          word={t`End`}
          about={props.session.device}
          question={t`End the session on ${props.session.device}?`}
          onConfirm={props.onEnd}
        />
      </Show>
    </>
  );
}
