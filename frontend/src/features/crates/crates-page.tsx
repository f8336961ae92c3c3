import { plural, t } from "@lingui/core/macro";
import { For, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { Crate } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Page } from "../../ui/page";
import { Cover } from "../collection/cover";
import { attempt } from "../entries/attempt";
import { useCrates } from "./crates";
import css from "./crates.module.css";
import { NameForm } from "./name-form";
import { Sortable } from "./sortable";

const COVERS = 4;

/** The user's own lists, in an order of their own. */
export function CratesPage(): JSX.Element {
  const crates = useCrates();
  return (
    <Page title={t`Crates`}>
      <p
        class={css.lead}
      >{t`Lists of your own: a box for Sunday, what to sell, the next evening. Put a record into one on its page. They stay here; Discogs learns nothing of them.`}</p>
      <Show when={crates.problem()}>
        <Notice
          icon="offline"
          tone="warn"
          action={<Button icon="sync" onClick={() => void crates.load()}>{t`Try again`}</Button>}
        >
          {inWords(crates.problem())}
        </Notice>
      </Show>
      <NameForm label={t`New crate`} word={t`Make it`} onName={(name) => attempt(() => crates.make(name))} />
      <Sortable
        label={t`Crates`}
        items={crates.crates()}
        onMove={(id, to) => void attempt(() => crates.moveCrate(id, to))}
      >
        {(crate) => <CrateLine crate={crate()} />}
      </Sortable>
    </Page>
  );
}

function CrateLine(props: { crate: Crate }): JSX.Element {
  const library = useLibrary();
  const first = () => props.crate.copies.slice(0, COVERS).flatMap((id) => library.shelf.copy(id) ?? []);
  return (
    <a class={css.crate} href={`/crates/${props.crate.id}`}>
      <span class={css.words}>
        <span class={css.name}>{props.crate.name}</span>
        <span class={css.small}>
          {plural(props.crate.copies.length, { one: "# record", other: "# records" })}
        </span>
      </span>
      <span class={css.covers}>
        <For each={first()}>{(copy) => <Cover copy={{ ...copy, cover: copy.thumb ?? copy.cover }} />}</For>
      </span>
    </a>
  );
}
