import { t } from "@lingui/core/macro";
import { createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import type { Mount } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Empty } from "../../ui/empty";
import { Notice } from "../../ui/notice";
import { Page, Section } from "../../ui/page";
import { Rows } from "../../ui/rows";
import { say } from "../../ui/snackbar";
import { MaintenanceSheet } from "../maintenance/maintenance-sheet";
import { PartMaintenance } from "../maintenance/part-maintenance";
import { Chain } from "./chain";
import { chainsOf, createGear, type Gear, type Kind, type Part, partWear, plansOf, stylusWear } from "./gear";
import css from "./gear-page.module.css";
import { PartRow } from "./part-row";
import { PartSheet } from "./part-sheet";
import { SwapSheet } from "./swap-sheet";
import { Timeline } from "./timeline";
import { hours, LEVEL_WORDS, leftWords } from "./words";

const KINDS: readonly {
  kind: Kind;
  word: string;
  add: string;
  list: "turntables" | "cartridges" | "styluses";
}[] = [
  { kind: "turntable", word: t`Turntables`, add: t`Add a turntable`, list: "turntables" },
  { kind: "cartridge", word: t`Cartridges`, add: t`Add a cartridge`, list: "cartridges" },
  { kind: "stylus", word: t`Styluses`, add: t`Add a stylus`, list: "styluses" },
];

type Opened =
  | { sheet: "part"; kind: Kind; part?: Part }
  | { sheet: "maintenance"; kind: Kind; part: Part }
  | { sheet: "swap"; turntable: string; mount: Mount | undefined };

/** The chain that plays, how worn it is, and everything that ever was in it. */
export function GearPage(): JSX.Element {
  const library = useLibrary();
  const store = createGear(library);
  const [opened, setOpened] = createSignal<Opened>();
  const close = () => setOpened(undefined);

  const removeMount = async (mount: Mount) => {
    try {
      const path = { mount_id: mount.id };
      await answer(library.api.DELETE("/api/mounts/{mount_id}", { params: { path } }));
      await store.refetch();
      say({ text: t`The mount is deleted`, icon: "trash" });
    } catch (error) {
      say({ text: inWords(error), icon: "warn", tone: "bad" });
    }
  };
  const note = (gear: Gear, kind: Kind, part: Part) => {
    if (kind !== "stylus") return hours(partWear(gear, part.id)?.hours ?? 0);
    const wear = stylusWear(gear, part.id);
    return wear ? `${LEVEL_WORDS[wear.level]}, ${leftWords(wear)}` : "";
  };
  const idsOf = (gear: Gear, list: "turntables" | "cartridges" | "styluses", retired: boolean) =>
    gear[list].filter((part) => (part.retired_at !== null) === retired).map((part) => part.id);
  /** By its id, so that a row stays the same one while what is told of it changes. */
  const row = (gear: () => Gear, { kind, list }: (typeof KINDS)[number], id: string) => (
    <Show when={gear()[list].find((part) => part.id === id)}>
      {(part) => (
        <PartRow
          name={part().name}
          note={note(gear(), kind, part())}
          {...(kind === "stylus" ? { href: `/gear/styluses/${id}` } : {})}
          onEdit={() => setOpened({ sheet: "part", kind, part: part() })}
        >
          <PartMaintenance
            name={part().name}
            plans={plansOf(gear(), id)}
            onOpen={() => setOpened({ sheet: "maintenance", kind, part: part() })}
          />
        </PartRow>
      )}
    </Show>
  );
  const hasAny = (gear: Gear) => KINDS.some(({ list }) => gear[list].length > 0);

  return (
    <Page columns title={t`Gear`}>
      <Show when={store.resource.error}>
        {(problem) => (
          <Notice
            icon="offline"
            tone="warn"
            action={<Button icon="sync" onClick={store.again}>{t`Try again`}</Button>}
          >
            {inWords(problem())}
          </Notice>
        )}
      </Show>
      <Show when={store.gear()}>
        {(gear) => (
          <>
            <Show
              when={hasAny(gear())}
              fallback={
                <Empty title={t`How worn is your needle?`}>
                  <p>{t`Add your turntable, cartridge and stylus, and mount them: every play then counts by the sides you really played, and you see what is left.`}</p>
                </Empty>
              }
            >
              <Show when={chainsOf(gear()).length > 0}>
                <Section title={t`Playing now`}>
                  <For each={chainsOf(gear())}>
                    {(chain) => (
                      <Chain
                        gear={gear()}
                        turntable={chain.turntable}
                        mount={chain.mount}
                        onSwap={() =>
                          setOpened({ sheet: "swap", turntable: chain.turntable.id, mount: chain.mount })
                        }
                      />
                    )}
                  </For>
                </Section>
              </Show>
              <Show when={gear().mounts.length > 0 && gear().wear.unmounted_plays > 0}>
                <p
                  class={css.note}
                >{t`${hours(gear().wear.unmounted_hours)} were played while nothing was mounted. Mount a stylus since an earlier day to count them.`}</p>
              </Show>
            </Show>
            <For each={KINDS}>
              {(kinds) => (
                <Section title={kinds.word}>
                  <Rows label={kinds.word}>
                    <For each={idsOf(gear(), kinds.list, false)}>{(id) => row(gear, kinds, id)}</For>
                  </Rows>
                  <Button icon="plus" onClick={() => setOpened({ sheet: "part", kind: kinds.kind })}>
                    {kinds.add}
                  </Button>
                </Section>
              )}
            </For>
            <Show when={KINDS.some(({ list }) => idsOf(gear(), list, true).length > 0)}>
              <Section title={t`Retired`}>
                <Rows label={t`Retired`}>
                  <For each={KINDS}>
                    {(kinds) => (
                      <For each={idsOf(gear(), kinds.list, true)}>{(id) => row(gear, kinds, id)}</For>
                    )}
                  </For>
                </Rows>
              </Section>
            </Show>
            <Show when={gear().mounts.length > 0}>
              <Section title={t`What was mounted`}>
                <Timeline
                  gear={gear()}
                  mounts={gear().mounts}
                  onDelete={(mount) => void removeMount(mount)}
                />
              </Section>
            </Show>
            <Show when={opened()} keyed>
              {(open) => (
                <Switch>
                  <Match when={open.sheet === "part" && open}>
                    {(part) => (
                      <PartSheet
                        kind={part().kind}
                        part={part().part}
                        onDone={store.refetch}
                        onClose={close}
                      />
                    )}
                  </Match>
                  <Match when={open.sheet === "maintenance" && open}>
                    {(of) => (
                      <MaintenanceSheet
                        part={of().kind}
                        partId={of().part.id}
                        name={of().part.name}
                        plans={plansOf(gear(), of().part.id)}
                        onChange={store.refetch}
                        onClose={close}
                      />
                    )}
                  </Match>
                  <Match when={open.sheet === "swap" && open}>
                    {(swap) => (
                      <SwapSheet
                        gear={gear()}
                        turntableId={swap().turntable}
                        cartridgeId={swap().mount?.cartridge_id}
                        stylusId={swap().mount?.stylus_id}
                        onDone={store.refetch}
                        onClose={close}
                      />
                    )}
                  </Match>
                </Switch>
              )}
            </Show>
          </>
        )}
      </Show>
    </Page>
  );
}
