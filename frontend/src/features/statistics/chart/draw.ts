/** Draws figures by Chart.js; loaded only when there is something to draw. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import { MatrixController, MatrixElement } from "chartjs-chart-matrix";
import { locale } from "../../../lib/language";
import type { Figure } from "./figure";
import { between, type Palette } from "./palette";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  MatrixController,
  MatrixElement,
  PointElement,
  Tooltip,
);

const LONGEST_WORD = 22;
const DAYS_OF_A_WEEK = 7;

/** Draws into the canvas, and returns what draws no more. */
export function draw(canvas: HTMLCanvasElement, figure: Figure, palette: Palette): () => void {
  const chart = new Chart(canvas, configured(figure, palette));
  return () => chart.destroy();
}

function configured(figure: Figure, palette: Palette): ChartConfiguration {
  const calm = matchMedia("(prefers-reduced-motion: reduce), print").matches;
  const common = {
    responsive: true,
    maintainAspectRatio: false,
    locale: locale(),
    animation: calm ? (false as const) : { duration: 250 },
    font: { family: palette.family },
  };
  return figure.kind === "calendar"
    ? calendar(figure, palette, common)
    : ordinary(figure, palette, figure.kind, common);
}

function ordinary(
  figure: Figure,
  palette: Palette,
  kind: "columns" | "bars" | "line",
  common: object,
): ChartConfiguration {
  const lying = kind === "bars";
  const colours = [palette.accent, palette["level-4"], palette["level-2"], palette["ink-2"]];
  const ticks = { color: palette["ink-2"], font: { family: palette.family, size: 12 } };
  const words = {
    grid: { display: false },
    border: { color: palette.line },
    ticks: {
      ...ticks,
      color: palette.ink,
      autoSkip: !lying,
      autoSkipPadding: 12,
      maxRotation: 0,
      callback: (_: unknown, at: number) => shortened(figure.rows[at] ?? ""),
    },
  };
  const first = figure.columns[figure.drawn[0] ?? 0];
  const numbers = {
    beginAtZero: true,
    grid: { color: palette.line },
    border: { display: false },
    ticks: {
      ...ticks,
      precision: 0,
      maxTicksLimit: 6,
      callback: (value: string | number) => (first?.mark ?? first?.show)?.(Number(value)) ?? String(value),
    },
  };
  return {
    type: kind === "line" ? "line" : "bar",
    data: {
      labels: [...figure.rows],
      datasets: figure.drawn.map((column, at) => {
        const colour = colours[at % colours.length] ?? palette.accent;
        return {
          label: figure.columns[column]?.word ?? "",
          data: [...(figure.columns[column]?.values ?? [])],
          backgroundColor: kind === "line" ? colour : between(colour, palette.raised, 0.1),
          borderColor: colour,
          borderWidth: kind === "line" ? 2 : 0,
          borderRadius: 3,
          maxBarThickness: 36,
          pointRadius: figure.rows.length > 40 ? 0 : 2,
          pointHitRadius: 16,
          tension: 0.2,
        };
      }),
    },
    options: {
      ...common,
      indexAxis: lying ? "y" : "x",
      interaction: { mode: "index", intersect: false, axis: lying ? "y" : "x" },
      scales: lying ? { y: words, x: numbers } : { x: words, y: numbers },
      plugins: {
        // One needs no key: its title says what it is.
        legend: {
          display: figure.drawn.length > 1,
          align: "start",
          labels: { color: palette.ink, boxWidth: 14, font: { family: palette.family, size: 13 } },
        },
        tooltip: {
          ...tooltipIn(palette),
          callbacks: {
            title: ([item]) => figure.rows[item?.dataIndex ?? 0] ?? "",
            label: (item) => {
              const column = figure.columns[figure.drawn[item.datasetIndex] ?? 0];
              return column ? `${column.word}: ${column.show(column.values[item.dataIndex] ?? 0)}` : "";
            },
          },
        },
      },
    },
  } as ChartConfiguration;
}

/** Rows are days without a gap, the first a Monday: a column for each week. */
function calendar(figure: Figure, palette: Palette, common: object): ChartConfiguration {
  const column = figure.columns[figure.drawn[0] ?? 0];
  const values = column?.values ?? [];
  const most = Math.max(1, ...values);
  const weeks = Math.ceil(values.length / DAYS_OF_A_WEEK);
  const side = (whole: number | undefined, cells: number) => Math.max(1, (whole ?? 0) / cells - 1.5);
  return {
    type: "matrix",
    data: {
      datasets: [
        {
          data: values.map((v, at) => ({
            x: Math.floor(at / DAYS_OF_A_WEEK),
            y: at % DAYS_OF_A_WEEK,
            v,
          })),
          backgroundColor: values.map((v) =>
            v === 0
              ? palette.sunken
              : between(palette["accent-soft"], palette.accent, 0.25 + 0.75 * Math.sqrt(v / most)),
          ),
          borderRadius: 2,
          width: ({ chart }: { chart: Chart }) => side(chart.chartArea?.width, weeks),
          height: ({ chart }: { chart: Chart }) => side(chart.chartArea?.height, DAYS_OF_A_WEEK),
        },
      ],
    },
    options: {
      ...common,
      scales: {
        x: { type: "linear", display: false, min: -0.5, max: weeks - 0.5, offset: false },
        y: { type: "linear", display: false, min: -0.5, max: 6.5, reverse: true, offset: false },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          ...tooltipIn(palette),
          displayColors: false,
          callbacks: {
            title: ([item]: { dataIndex: number }[]) => figure.rows[item?.dataIndex ?? 0] ?? "",
            label: (item: { dataIndex: number }) =>
              figure.columns.map((one) => `${one.word}: ${one.show(one.values[item.dataIndex] ?? 0)}`),
          },
        },
      },
    },
  } as unknown as ChartConfiguration;
}

function tooltipIn(palette: Palette) {
  return {
    backgroundColor: palette.ink,
    titleColor: palette.paper,
    bodyColor: palette.paper,
    titleFont: { family: palette.family, weight: 600 as const },
    bodyFont: { family: palette.family },
    padding: 10,
    cornerRadius: 8,
    boxPadding: 4,
  };
}

function shortened(word: string): string {
  return word.length > LONGEST_WORD ? `${word.slice(0, LONGEST_WORD - 1)}…` : word;
}
