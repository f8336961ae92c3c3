import { t } from "@lingui/core/macro";
import { For, type JSX, Show } from "solid-js";
import type { Mount } from "../../api/types";
import { now } from "../../lib/now";
import { shortDate } from "../../lib/time";
import { Button } from "../../ui/button";
import { type Gear, nameOf } from "./gear";
import css from "./timeline.module.css";

/** What was mounted from when to when, the latest first; each bar shows its part of the whole time. */
export function Timeline(props: {
  gear: Gear;
  mounts: readonly Mount[];
  onDelete?: (mount: Mount) => void;
}): JSX.Element {
  const begin = () => Math.min(...props.mounts.map((mount) => Date.parse(mount.mounted_at)));
  const place = (at: number) => (100 * (at - begin())) / Math.max(1, now() - begin());
  return (
    <ul class={css.mounts} aria-label={t`Mounts`}>
      <For each={props.mounts}>
        {(mount) => {
          const from = () => place(Date.parse(mount.mounted_at));
          const to = () => place(mount.ended_at === null ? now() : Date.parse(mount.ended_at));
          return (
            <li class={css.mount}>
              <div class={css.words}>
                <span class={css.name}>{nameOf(props.gear.styluses, mount.stylus_id)}</span>
                <span
                  class={css.note}
                >{t`in ${nameOf(props.gear.cartridges, mount.cartridge_id)} on ${nameOf(props.gear.turntables, mount.turntable_id)}, ${
                  mount.ended_at === null
                    ? t`since ${shortDate(mount.mounted_at, now())}`
                    : t`${shortDate(mount.mounted_at, now())} to ${shortDate(mount.ended_at, now())}`
                }`}</span>
                <svg class={css.bar} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                  <rect class={css.track} width="100" height="4" rx="2" />
                  <rect
                    class={mount.ended_at === null ? css.lasts : css.ended}
                    x={from()}
                    width={Math.max(1, to() - from())}
                    height="4"
                    rx="1"
                  />
                </svg>
              </div>
              <Show when={props.onDelete}>
                {(remove) => (
                  <Button
                    look="quiet"
                    icon="trash"
                    aria-label={t`Delete this mount of ${nameOf(props.gear.styluses, mount.stylus_id)}`}
                    onClick={() => remove()(mount)}
                  >{t`Delete`}</Button>
                )}
              </Show>
            </li>
          );
        }}
      </For>
    </ul>
  );
}
