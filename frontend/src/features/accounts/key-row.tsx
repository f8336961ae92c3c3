import { t } from "@lingui/core/macro";
import type { JSX } from "solid-js";
import type { ApiKey } from "../../api/types";
import { now } from "../../lib/now";
import { Confirm } from "../../ui/confirm";
import css from "./key-row.module.css";
import { RowLine, RowWords } from "./rows";
import { expiryInWords, isExpired, lastUseInWords, scopesInWords } from "./words";

/** One API key: what it is for, what it may do, and whether anybody uses it. */
export function KeyRow(props: { key: ApiKey; onRevoke(): Promise<void> }): JSX.Element {
  return (
    <>
      <RowWords name={props.key.name} mark={isExpired(props.key, now()) ? t`Expired` : undefined}>
        <RowLine>
          <code class={css.prefix}>{props.key.prefix}…</code> {scopesInWords(props.key.scopes)}
        </RowLine>
        <RowLine>
          {expiryInWords(props.key, now())}, {lastUseInWords(props.key, now())}
        </RowLine>
      </RowWords>
      <Confirm
        word={t`Revoke`}
        about={props.key.name}
        question={t`Revoke ${props.key.name}? What uses it is refused at once, for good.`}
        onConfirm={props.onRevoke}
      />
    </>
  );
}
