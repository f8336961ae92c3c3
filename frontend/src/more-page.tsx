import { t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { useInbox } from "./features/inbox/inbox";
import css from "./more-page.module.css";
import { BEHIND_MORE } from "./places";
import { Icon } from "./ui/icon";
import { Page } from "./ui/page";

/** The places for which a phone's bar has no room. */
export function MorePage(): JSX.Element {
  const inbox = useInbox();
  return (
    <Page title={t`More`}>
      <ul class={css.places}>
        <For each={BEHIND_MORE}>
          {(place) => (
            <li>
              <A href={place.href} class={css.place ?? ""}>
                <Icon name={place.icon} />
                <span class={css.words}>
                  <span class={css.word}>{place.word}</span>
                  <span class={css.about}>{place.about}</span>
                </span>
                <Show when={place.href === "/inbox" && inbox.unread() > 0}>
                  <span class={css.unread}>{t`${inbox.unread()} unread`}</span>
                </Show>
              </A>
            </li>
          )}
        </For>
      </ul>
    </Page>
  );
}
