import { t } from "@lingui/core/macro";
import { createEffect, createSignal, createUniqueId, type JSX, onCleanup, onMount, Show } from "solid-js";
import { pngOf, save } from "../../../lib/save";
import { chosenTheme } from "../../../lib/theme";
import { Button } from "../../../ui/button";
import css from "./chart.module.css";
import { csvOf, type Figure, fileName } from "./figure";
import { type Palette, readPalette } from "./palette";
import { pictureOf } from "./picture";
import { FigureTable } from "./table";

const LYING_ROW = 34;

/** A chart under its title: drawn, or as a table; to be kept as a picture or for a spreadsheet. */
export function Chart(props: { figure: Figure; children?: JSX.Element }): JSX.Element {
  const id = createUniqueId();
  const [tabled, setTabled] = createSignal(false);
  const [palette, setPalette] = createSignal<Palette>();
  const [failed, setFailed] = createSignal(false);
  let canvas: HTMLCanvasElement | undefined;

  const look = () => setPalette(readPalette());
  onMount(() => {
    look();
    // Paper is white, whatever the screen was.
    for (const word of ["(prefers-color-scheme: dark)", "print"]) {
      const query = matchMedia(word);
      query.addEventListener("change", look);
      onCleanup(() => query.removeEventListener("change", look));
    }
  });
  createEffect(() => {
    chosenTheme();
    look();
  });

  const keepPicture = async () => {
    const colours = palette();
    if (!canvas || !colours) return;
    save(await pngOf(pictureOf(canvas, props.figure.title, colours)), `${fileName(props.figure.title)}.png`);
  };
  const keepSheet = () => {
    // The mark at its beginning tells spreadsheets that it is UTF-8.
    const blob = new Blob(["\ufeff", csvOf(props.figure)], { type: "text/csv;charset=utf-8" });
    save(blob, `${fileName(props.figure.title)}.csv`);
  };

  return (
    <figure class={css.figure} aria-labelledby={`${id}-title`}>
      <figcaption class={css.head}>
        <h2 class={css.title} id={`${id}-title`}>
          {props.figure.title}
        </h2>
        {props.children}
      </figcaption>
      <Show
        when={!tabled()}
        fallback={
          <div class={css.sheet} id={`${id}-table`}>
            <FigureTable figure={props.figure} />
          </div>
        }
      >
        <Show
          when={!failed()}
          fallback={<p>{t`The chart could not be loaded. Its table tells the same.`}</p>}
        >
          <div
            class={css.canvas}
            data-kind={props.figure.kind}
            ref={(box) =>
              createEffect(() => {
                const { kind, rows, drawn } = props.figure;
                box.style.height =
                  kind === "bars" ? `${rows.length * LYING_ROW + (drawn.length > 1 ? 76 : 40)}px` : "";
              })
            }
          >
            <canvas
              role="img"
              aria-label={summary(props.figure)}
              ref={(element) => {
                canvas = element;
                createEffect(() => {
                  const colours = palette();
                  const { figure } = props;
                  if (!colours) return;
                  let stop: (() => void) | undefined;
                  let gone = false;
                  import("./draw").then(
                    ({ draw }) => {
                      if (!gone) stop = draw(element, figure, colours);
                    },
                    () => setFailed(true),
                  );
                  onCleanup(() => {
                    gone = true;
                    stop?.();
                  });
                });
              }}
            />
          </div>
        </Show>
      </Show>
      <div class={css.deeds}>
        <Button
          look="quiet"
          aria-expanded={tabled()}
          aria-label={
            tabled() ? t`${props.figure.title}: show the chart` : t`${props.figure.title}: show the table`
          }
          onClick={() => setTabled(!tabled())}
        >
          {tabled() ? t`Chart` : t`Table`}
        </Button>
        <Show when={!tabled()}>
          <Button
            look="quiet"
            aria-label={t`${props.figure.title}: save as PNG`}
            onClick={() => void keepPicture()}
          >
            PNG
          </Button>
        </Show>
        <Button look="quiet" aria-label={t`${props.figure.title}: save as CSV`} onClick={keepSheet}>
          CSV
        </Button>
      </div>
    </figure>
  );
}

/** What a reader is told in place of the drawing: the highest value, and where the rest is. */
function summary(figure: Figure): string {
  const column = figure.columns[figure.drawn[0] ?? 0];
  const most = Math.max(0, ...(column?.values ?? []));
  const at = column?.values.indexOf(most) ?? -1;
  if (!column || at < 0 || most === 0) return t`${figure.title}. The table has the figures.`;
  return t`${figure.title}. Most: ${figure.rows[at] ?? ""}, ${column.word} ${column.show(most)}. The table has all figures.`;
}
