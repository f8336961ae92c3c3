/**
 * A year as a picture to pass on: a record whose twelve sectors are its months. Drawn here alone, since
 * a browser lets nobody keep a picture that holds covers from elsewhere.
 */
import { t } from "@lingui/core/macro";
import type { YearInReview } from "../../api/types";
import { recordLine } from "../../lib/isolation";
import { locale } from "../../lib/language";
import { hourNumber, inHours, number } from "./words";

export const WIDTH = 1080;
export const HEIGHT = 1350;

const EDGE = 72;
const PAPER = "#151311";
const INK = "#f3eee6";
const FAINT = "#b3aa9e";
const GROOVE = "rgb(255 255 255 / 0.07)";
const ACCENT = "#a5b6ff";
const GLOW = "#2a47c4";
const DISC = { x: WIDTH / 2, y: 520, outer: 330, inner: 118 };

export function drawReview(canvas: HTMLCanvasElement, told: YearInReview, family: string): void {
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const write = (
    text: string,
    x: number,
    y: number,
    size: number,
    { colour = INK, weight = 650, align = "left", most = WIDTH - 2 * EDGE }: Writing = {},
  ) => {
    pen.font = `${weight} ${size}px ${family}`;
    pen.fillStyle = colour;
    pen.textAlign = align;
    pen.fillText(fitting(pen, text, most), x, y);
  };

  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  const glow = pen.createRadialGradient(DISC.x, DISC.y, 60, DISC.x, DISC.y, 760);
  glow.addColorStop(0, "rgb(42 71 196 / 0.55)");
  glow.addColorStop(1, "rgb(42 71 196 / 0)");
  pen.fillStyle = glow;
  pen.fillRect(0, 0, WIDTH, HEIGHT);

  write(t`My ${told.year} on vinyl`, EDGE, 118, 64);
  disc(pen, told);
  write(number(told.listening.plays), DISC.x, DISC.y + 12, 68, { align: "center" });
  write(t`plays`, DISC.x, DISC.y + 52, 28, { align: "center", weight: 540 });

  const figures = [
    [hourNumber(inHours(told.listening.seconds)), t`hours`],
    [number(told.listening.records), t`records`],
    [number(told.listening.artists), t`artists`],
    [number(told.listening.longest_streak?.days ?? 0), t`days in a row`],
  ] as const;
  figures.forEach(([value, word], at) => {
    const x = EDGE + (at * (WIDTH - 2 * EDGE)) / figures.length;
    write(value, x, 958, 52);
    write(word, x, 996, 26, { colour: FAINT, weight: 500, most: 220 });
  });

  const half = (WIDTH - 2 * EDGE - 40) / 2;
  const lists = [
    [t`Records`, told.favourites.records.first.map(recordLine)],
    [t`Artists`, told.favourites.artists.first.map((one) => one.name)],
  ] as const;
  lists.forEach(([title, names], at) => {
    const x = EDGE + at * (half + 40);
    write(title, x, 1080, 28, { colour: ACCENT, most: half });
    names.slice(0, 4).forEach((name, place) => {
      write(`${place + 1}  ${name}`, x, 1128 + place * 44, 28, { weight: 500, most: half });
    });
  });
  write("Waugzee", WIDTH - EDGE, HEIGHT - 34, 22, { colour: FAINT, weight: 540, align: "right" });
}

type Writing = { colour?: string; weight?: number; align?: CanvasTextAlign; most?: number };

function disc(pen: CanvasRenderingContext2D, told: YearInReview): void {
  const { x, y, outer, inner } = DISC;
  pen.fillStyle = "#0e0c0b";
  circle(pen, x, y, outer);
  pen.fill();
  pen.lineWidth = 1;
  pen.strokeStyle = GROOVE;
  for (let radius = inner + 12; radius < outer - 6; radius += 9) {
    circle(pen, x, y, radius);
    pen.stroke();
  }
  const months = Array.from({ length: 12 }, (_, month) => {
    const start = `${told.year}-${String(month + 1).padStart(2, "0")}-01`;
    return told.listening.periods.find((one) => one.start === start)?.plays ?? 0;
  });
  const most = Math.max(1, ...months);
  const turn = (2 * Math.PI) / 12;
  months.forEach((plays, month) => {
    const from = month * turn - Math.PI / 2 + 0.03;
    const reach = inner + 10 + ((outer - inner - 60) * plays) / most;
    if (plays > 0) {
      pen.fillStyle = ACCENT;
      pen.globalAlpha = 0.35 + (0.65 * plays) / most;
      pen.beginPath();
      pen.arc(x, y, reach, from, from + turn - 0.06);
      pen.arc(x, y, inner + 6, from + turn - 0.06, from, true);
      pen.fill();
      pen.globalAlpha = 1;
    }
    const middle = from + turn / 2 - 0.03;
    const word = new Date(told.year, month, 1).toLocaleDateString(locale(), { month: "narrow" });
    pen.font = `540 24px ${pen.font.split("px ")[1] ?? "sans-serif"}`;
    pen.fillStyle = FAINT;
    pen.textAlign = "center";
    pen.fillText(word, x + Math.cos(middle) * (outer - 22), y + Math.sin(middle) * (outer - 22) + 8);
  });
  pen.fillStyle = GLOW;
  circle(pen, x, y, inner - 6);
  pen.fill();
}

function circle(pen: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
}

/** As much of a text as fits; letters outside the plane stay whole. */
function fitting(pen: CanvasRenderingContext2D, text: string, most: number): string {
  if (pen.measureText(text).width <= most) return text;
  const letters = [...text];
  while (letters.length > 1 && pen.measureText(`${letters.join("")}…`).width > most) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}
