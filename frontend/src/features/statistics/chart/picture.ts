/** A chart as a picture of its own: on paper, with its title. */
import type { Palette } from "./palette";

const EDGE = 24;
const HEAD = 44;

export function pictureOf(chart: HTMLCanvasElement, title: string, palette: Palette): HTMLCanvasElement {
  // The chart's own canvas has as many pixels as the screen shows of it.
  const scale = chart.width / Math.max(1, chart.clientWidth);
  const picture = document.createElement("canvas");
  picture.width = chart.width + 2 * EDGE * scale;
  picture.height = chart.height + (2 * EDGE + HEAD) * scale;
  const pen = picture.getContext("2d");
  if (!pen) return chart;
  pen.fillStyle = palette.raised;
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.fillStyle = palette.ink;
  pen.font = `650 ${20 * scale}px ${palette.family}`;
  pen.textBaseline = "top";
  pen.fillText(title, EDGE * scale, EDGE * scale, chart.width);
  pen.drawImage(chart, EDGE * scale, (EDGE + HEAD) * scale);
  return picture;
}
