import { t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import type { Mount, Turntable } from "../../api/types";
import { now } from "../../lib/now";
import { shortDate } from "../../lib/time";
import { Button } from "../../ui/button";
import { RowWords } from "../../ui/rows";
import css from "./chain.module.css";
import { type Gear, nameOf, partWear, stylusWear } from "./gear";
import { Life } from "./life";
import { hours } from "./words";

type Props = { gear: Gear; turntable: Turntable; mount: Mount | undefined; onSwap(): void };

/** What plays now: the deck, the cartridge in it, the stylus in that, and how much life it has. */
export function Chain(props: Props): JSX.Element {
  const run = (id: string) => hours(partWear(props.gear, id)?.hours ?? 0);
  return (
    <article class={css.chain} aria-label={props.turntable.name}>
      <ol class={css.links}>
        <li class={css.link}>
          <svg class={css.drawing} viewBox="0 0 48 48" aria-hidden="true">
            <rect x="4" y="8" width="40" height="32" rx="4" />
            <circle cx="20" cy="24" r="12" />
            <circle cx="20" cy="24" r="4" />
            <path d="M38 13v13l-8 7" />
          </svg>
          <RowWords
            name={props.turntable.name}
            note={(props.turntable.is_main ? t`Main turntable, ` : "") + run(props.turntable.id)}
          />
        </li>
        <Show when={props.mount}>
          {(mount) => (
            <>
              <li class={css.link}>
                <svg class={css.drawing} viewBox="0 0 48 48" aria-hidden="true">
                  <path d="M6 16h18v-6h14l4 8v12H12l-6-6Z" />
                  <path d="M24 16h16" />
                  <path d="M14 30v4h8" />
                </svg>
                <RowWords
                  name={nameOf(props.gear.cartridges, mount().cartridge_id)}
                  note={t`Cartridge, ${run(mount().cartridge_id)}`}
                />
              </li>
              <li class={css.link}>
                <svg class={css.drawing} viewBox="0 0 48 48" aria-hidden="true">
                  <path d="M6 14h26l6 10-3 8-3-8Z" />
                  <path d="M6 40h8l3-4 3 4h8l3-4 3 4h8" />
                </svg>
                <RowWords
                  name={
                    <A href={`/gear/styluses/${mount().stylus_id}`}>
                      {nameOf(props.gear.styluses, mount().stylus_id)}
                    </A>
                  }
                  note={t`Stylus, since ${shortDate(mount().mounted_at, now())}`}
                />
              </li>
            </>
          )}
        </Show>
      </ol>
      <Show
        when={props.mount && stylusWear(props.gear, props.mount.stylus_id)}
        fallback={<p class={css.note}>{t`No stylus is mounted here: plays have nothing to wear.`}</p>}
      >
        {(wear) => <Life wear={wear()} />}
      </Show>
      <Button icon="sync" onClick={() => props.onSwap()}>
        {props.mount ? t`Swap` : t`Mount a stylus`}
      </Button>
    </article>
  );
}
