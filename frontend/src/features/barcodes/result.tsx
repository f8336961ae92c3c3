import { plural, t } from "@lingui/core/macro";
import { For, type JSX, Match, Show, Switch } from "solid-js";
import { offline } from "../../lib/reach";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Section } from "../../ui/page";
import { useErrands } from "../errands/errands";
import { whyStopped } from "../errands/words";
import { Copies, Found } from "./found";
import type { Look } from "./look";
import css from "./scan-page.module.css";

/** What a barcode led to. */
export function Result(props: { look: Look; code: string }): JSX.Element {
  const errands = useErrands();
  const told = () => props.look.look();
  const lookup = () => told()?.lookup;
  const releases = () => lookup()?.releases ?? [];
  const again = <Button icon="sync" onClick={() => void props.look.ask()}>{t`Ask again`}</Button>;
  return (
    <Section title={t`Barcode ${props.code}`}>
      <Show when={props.look.failure()}>
        {(why) => (
          <Notice
            icon="offline"
            tone="warn"
            action={
              <Button icon="sync" onClick={() => void props.look.find(props.code)}>{t`Try again`}</Button>
            }
          >
            {why()}
          </Notice>
        )}
      </Show>
      <Show when={!told() && !props.look.failure()}>
        <p class={css.waiting} role="status">{t`Looking on your shelf …`}</p>
      </Show>
      <Show when={(told()?.copies.length ?? 0) > 0}>
        <p>{t`On your shelf with this barcode:`}</p>
        <Copies ids={told()?.copies ?? []} />
        <Show when={told()?.searchable && !lookup()}>
          <Button look="quiet" icon="search" onClick={() => void props.look.ask()}>
            {t`See what Discogs has with it`}
          </Button>
        </Show>
      </Show>
      <Switch>
        <Match when={told()?.copies.length === 0 && told()?.why === "public"}>
          <Notice
            icon="warn"
            action={<a class={css.link} href="/account">{t`Connect`}</a>}
          >{t`It is not on your shelf, as far as its barcodes are known. Discogs is searched only with a token or after signing in there: your collection is read by its public name alone.`}</Notice>
        </Match>
        <Match when={told()?.copies.length === 0 && told()?.why === "not_connected"}>
          <Notice
            icon="warn"
            action={<a class={css.link} href="/">{t`Connect`}</a>}
          >{t`It is not on your shelf. To search Discogs, connect your account there.`}</Notice>
        </Match>
        <Match when={lookup() && lookup()?.answered_at === null}>
          <p class={css.waiting} role="status">
            {offline()
              ? t`It is not on your shelf. Discogs is asked once there is a network.`
              : errands.stopped()
                ? whyStopped(errands.stopped() as string)
                : t`It is not on your shelf. Asking Discogs …`}
          </p>
        </Match>
        <Match when={lookup()?.status === 200 && releases().length === 0}>
          <Notice icon="search" action={again}>
            {t`Discogs knows no record with this barcode. Check the digits; many old records are there without theirs, and are found by their names or catalogue numbers.`}
          </Notice>
        </Match>
        <Match when={lookup()?.status === 200}>
          <p role="status">
            {plural(lookup()?.total ?? 0, {
              one: "# release at Discogs has it:",
              other: "# releases at Discogs have it:",
            })}
          </p>
          <ul class={css.results} aria-label={t`Found at Discogs`}>
            <For each={releases()}>{(found) => <Found found={found} />}</For>
          </ul>
          <Show when={!(errands.writing().on && errands.writing().writable)}>
            <Notice icon="edit" action={<a class={css.link} href="/account">{t`Account`}</a>}>
              {t`To add records to your collection or wantlist from here, switch writing back on in the account page.`}
            </Notice>
          </Show>
        </Match>
        <Match when={lookup()?.status === 401 || lookup()?.status === 403}>
          <Notice
            icon="warn"
            tone="warn"
            action={<a class={css.link} href="/account">{t`Connect`}</a>}
          >{t`Discogs does not accept the connection any more. Connect again in the account page.`}</Notice>
        </Match>
        <Match when={lookup()}>
          <Notice icon="warn" tone="warn" action={again}>
            {t`What Discogs answered could not be read.`}
          </Notice>
        </Match>
      </Switch>
    </Section>
  );
}
