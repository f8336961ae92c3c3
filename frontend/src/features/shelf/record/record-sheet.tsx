import { t } from "@lingui/core/macro";
import { useLocation, useNavigate, useParams } from "@solidjs/router";
import {
  createEffect,
  createMemo,
  createSignal,
  ErrorBoundary,
  For,
  type JSX,
  lazy,
  on,
  Show,
  Suspense,
} from "solid-js";
import type { Copy } from "../../../api/types";
import { whenIdle } from "../../../lib/idle";
import { useLibrary } from "../../../lib/library";
import { now } from "../../../lib/now";
import { Button } from "../../../ui/button";
import type { KeyMap } from "../../../ui/keys";
import { Later } from "../../../ui/later";
import { Sheet } from "../../../ui/sheet";
import { useTitle } from "../../../ui/title";
import { openCleaning } from "../../care/cleaning-detail";
import { Cleanliness } from "../../care/cleanliness";
import { CopyChoice } from "../../collection/copy-choice";
import { Cover } from "../../collection/cover";
import { CopyCrates } from "../../crates/copy-crates";
import { CopyEdits } from "../../errands/copy-edits";
import { useErrands } from "../../errands/errands";
import { openDetail } from "../../plays/detail";
import { Recency } from "../../plays/recency";
import { useSpinning } from "../../plays/spinning";
import { TracklistSection } from "../../plays/tracklist-section";
import { LeaveOut } from "../../statistics/leave-out";
import { Actions } from "../actions";
import { DEEDS, logOn, toLog } from "../log";
import { CameBack } from "./came-back";
import { createDetails } from "./details";
import { Facts } from "./facts";
import { History } from "./history";
import { Neighbours } from "./neighbours";
import css from "./record-sheet.module.css";
import { Removed } from "./removed";

/** Further down than one looks first: fetched at idle, and left out where it cannot be had. */
const CopyCare = lazy(async () => ({ default: (await import("../../care/copy-care")).CopyCare }));
whenIdle(() => void CopyCare.preload().catch(() => undefined));

/** One record, over the shelf, under its own address. */
export function RecordSheet(): JSX.Element {
  const library = useLibrary();
  const spinning = useSpinning();
  const params = useParams<{ id: string }>();
  const navigate = useNavigate();
  const copy = createMemo(() => library.shelf.copy(params.id));
  /** Of several copies the one that was played last, until another one is chosen. */
  const [chosen, setChosen] = createSignal<string>();
  createEffect(
    on(
      () => params.id,
      () => setChosen(undefined),
    ),
  );
  const meant = (): Copy | undefined => {
    const here = copy();
    const choice = chosen();
    if (!here) return undefined;
    return (choice && library.shelf.copy(choice)) || toLog(library, here);
  };
  const details = createDetails(library, () => params.id);
  const errands = useErrands();
  const editable = () => errands.writing().on && errands.writing().writable && copy()?.removed_at === null;
  const location = useLocation<{ fromShelf?: boolean }>();
  const close = () => {
    if (location.state?.fromShelf) navigate(-1);
    else navigate("/", { replace: true, scroll: false });
  };

  const onMeant = (act: (at: Copy) => void) => () => {
    const at = meant();
    if (at) act(at);
  };
  const keys: KeyMap = {
    ...Object.fromEntries(DEEDS.map(({ deed, key }) => [key, onMeant((at) => logOn(library, at, deed))])),
    P: onMeant((copy) => openDetail({ copy })),
    C: onMeant((copy) => openCleaning({ copy })),
  };
  // From one record on to the next: its page begins at the top.
  let article: HTMLElement | undefined;
  createEffect(
    on(
      () => params.id,
      () => article?.scrollIntoView({ block: "start" }),
      { defer: true },
    ),
  );
  useTitle(() => copy()?.title ?? t`Record`);

  return (
    <Show
      when={copy()}
      fallback={
        <Show when={library.shelf.known()}>
          <Sheet label={t`No such record`} onClose={close} place="centre" addressed>
            <div class={css.missing}>
              <h2 class={css.title}>{t`No such record`}</h2>
              <p>{t`It is not on your shelf, or no longer.`}</p>
            </div>
          </Sheet>
        </Show>
      }
    >
      {(record) => (
        <Sheet
          label={t`${record().title} by ${record().artist}`}
          onClose={close}
          keys={keys}
          addressed
          foot={<Actions copy={meant() ?? record()} large exactly />}
        >
          <article ref={article} class={css.record}>
            <div class={css.art} data-removed={record().removed_at ? "" : undefined}>
              <Cover copy={record()} large />
            </div>
            <header class={css.names}>
              <h2 class={css.title} dir="auto">
                {record().title}
              </h2>
              <p class={css.artist}>
                <bdi>{record().artist}</bdi>
                {record().year ? `\u00a0·\u00a0${record().year}` : ""}
              </p>
              <div class={css.status}>
                <Recency copy={record()} now={now()} />
                <Cleanliness copy={record()} />
              </div>
            </header>
            <Removed copy={record()} />
            <CameBack copy={record()} />
            <CopyChoice
              of={record()}
              value={meant()?.id ?? record().id}
              here={record().id}
              onChange={(copy) => setChosen(copy.id)}
            />
            <div class={css.more}>
              <Button
                icon="log"
                onClick={() => openDetail({ copy: meant() ?? record() })}
              >{t`Log in detail`}</Button>
              <Button
                icon="clean"
                onClick={() => openCleaning({ copy: meant() ?? record() })}
              >{t`Clean in detail`}</Button>
              <Show
                when={spinning.decks().length > 1}
                fallback={
                  <Button
                    icon="record"
                    onClick={() => spinning.start(meant() ?? record())}
                  >{t`Put it on`}</Button>
                }
              >
                <For each={spinning.decks()}>
                  {(deck) => (
                    <Button
                      icon="record"
                      onClick={() => spinning.start(meant() ?? record(), deck.id)}
                    >{t`Put it on ${deck.name}`}</Button>
                  )}
                </For>
              </Show>
            </div>
            <Later>
              <TracklistSection releaseId={record().release_id} />
              <LeaveOut id={record().id} />
            </Later>
            <Later>
              <CopyEdits copy={record()} details={details.known()} onWritten={() => void details.load()} />
            </Later>
            <Later>
              <History copyId={record().id} />
            </Later>
            <Later>
              <Suspense>
                <ErrorBoundary fallback={null}>
                  <CopyCare copyId={record().id} details={details.known()} />
                </ErrorBoundary>
              </Suspense>
            </Later>
            <Later>
              <CopyCrates copyId={record().id} />
            </Later>
            <Later>
              <Neighbours copy={record()} details={details.known()} />
            </Later>
            <Later>
              <Facts copy={record()} details={details.known()} editable={editable()} />
            </Later>
          </article>
        </Sheet>
      )}
    </Show>
  );
}
