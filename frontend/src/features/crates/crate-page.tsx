import { plural, t } from "@lingui/core/macro";
import { useNavigate, useParams } from "@solidjs/router";
import { createMemo, createSignal, type JSX, Show } from "solid-js";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Empty } from "../../ui/empty";
import { Page } from "../../ui/page";
import { say } from "../../ui/snackbar";
import { RecordLine } from "../collection/record-line";
import { attempt } from "../entries/attempt";
import { useCrates } from "./crates";
import css from "./crates.module.css";
import { NameForm } from "./name-form";
import { Sortable } from "./sortable";

/** So many records are shown at first, and so many more each time. */
const FIRST = 100;

/** One crate: its records in the user's own order. */
export function CratePage(): JSX.Element {
  const crates = useCrates();
  const library = useLibrary();
  const params = useParams<{ id: string }>();
  const navigate = useNavigate();
  const [renaming, setRenaming] = createSignal(false);
  const [shown, setShown] = createSignal(FIRST);
  const crate = () => crates.crate(params.id);
  const records = createMemo(() =>
    (crate()?.copies ?? []).flatMap((id) => {
      const copy = library.shelf.copy(id);
      return copy ? [{ id, name: copy.title, copy }] : [];
    }),
  );
  const take = (id: string, name: string) =>
    void attempt(async () => {
      await crates.take(params.id, id);
      const act = () => void attempt(() => crates.put(params.id, id));
      say({ text: t`Took out ${name}`, icon: "check", action: { word: t`Undo`, key: "u", act } });
    });
  const forget = async () => {
    if (await attempt(() => crates.forget(params.id))) navigate("/crates", { replace: true });
  };
  return (
    <Show
      when={crate()}
      fallback={
        <Show when={crates.known()}>
          <Page title={t`No such crate`}>
            <a href="/crates">{t`See all crates`}</a>
          </Page>
        </Show>
      }
    >
      {(one) => (
        <Page title={one().name}>
          <p class={css.lead}>
            <a href="/crates">{t`Crates`}</a>{" "}
            {t`· ${plural(one().copies.length, { one: "# record", other: "# records" })}, in your own order`}
          </p>
          <Show
            when={!renaming()}
            fallback={
              <NameForm
                label={t`Name`}
                word={t`Rename`}
                name={one().name}
                onCancel={() => setRenaming(false)}
                onName={async (name) => {
                  if (await attempt(() => crates.rename(params.id, name))) setRenaming(false);
                }}
              />
            }
          >
            <div class={css.deeds}>
              <Button icon="edit" onClick={() => setRenaming(true)}>{t`Rename`}</Button>
              <Confirm
                word={t`Forget this crate`}
                question={t`Forget the crate? Its records stay on your shelf.`}
                onConfirm={forget}
              />
            </div>
          </Show>
          <Show
            when={records().length > 0}
            fallback={
              <Empty title={t`The crate is empty`} action={<a href="/">{t`Go to the shelf`}</a>}>
                <p>{t`Open a record on the shelf and choose this crate there.`}</p>
              </Empty>
            }
          >
            <Sortable
              label={one().name}
              items={records().slice(0, shown())}
              onMove={(id, to) => void attempt(() => crates.move(params.id, id, to))}
            >
              {(item) => (
                <>
                  <a
                    class={css.record}
                    href={`/records/${item().id}`}
                    data-removed={item().copy.removed_at ? "" : undefined}
                  >
                    <RecordLine copy={item().copy}>
                      <span class={css.facts}>
                        {[item().copy.removed_at ? t`Removed` : "", item().copy.year, item().copy.format]
                          .filter(Boolean)
                          .join(" · ")}
                      </span>
                    </RecordLine>
                  </a>
                  <Button
                    look="quiet"
                    icon="close"
                    class={css.take ?? ""}
                    aria-label={t`Take out ${item().name}`}
                    onClick={() => take(item().id, item().name)}
                  >{t`Take out`}</Button>
                </>
              )}
            </Sortable>
            <Show when={records().length > shown()}>
              <Button onClick={() => setShown((n) => n + FIRST)}>{t`Show more`}</Button>
            </Show>
          </Show>
        </Page>
      )}
    </Show>
  );
}
