import type { JSX } from "solid-js";
import css from "./icon.module.css";

/** Our own few icons: paths on a grid of 24, drawn with a round pen. "!" before a path fills it. */
const ICONS = {
  play: ["!M8.5 5.6v12.8a.7.7 0 0 0 1.07.6l10-6.4a.7.7 0 0 0 0-1.2l-10-6.4a.7.7 0 0 0-1.07.6Z"],
  clean: ["M12 3.4c3 3.6 6 6.9 6 10.6a6 6 0 0 1-12 0c0-3.7 3-7 6-10.6Z", "M9.2 14.2a2.9 2.9 0 0 0 2.4 2.9"],
  both: [
    "M7.4 3.2c2.6 3.1 5 5.8 5 8.9a5 5 0 0 1-10 0c0-3.1 2.4-5.8 5-8.9Z",
    "!M14.4 10.9v9.4a.7.7 0 0 0 1.08.59l7-4.7a.7.7 0 0 0 0-1.18l-7-4.7a.7.7 0 0 0-1.08.59Z",
  ],
  shelf: ["M4 4.5v15", "M8 4.5v15", "M12 4.5v15", "M15.4 5.2l4.6 14"],
  sync: [
    "M19.6 10.2A8 8 0 0 0 5.2 7.6L4 9.2",
    "M4 5v4.2h4.2",
    "M4.4 13.8a8 8 0 0 0 14.4 2.6l1.2-1.6",
    "M20 19v-4.2h-4.2",
  ],
  account: [
    "M12 11.6a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6Z",
    "M4.8 20c.6-3.6 3.5-5.4 7.2-5.4s6.6 1.8 7.2 5.4",
  ],
  more: [
    "!M5.5 13.6a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2Z",
    "!M12 13.6a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2Z",
    "!M18.5 13.6a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2Z",
  ],
  log: ["M4.5 6.5h.1", "M4.5 12h.1", "M4.5 17.5h.1", "M8.5 6.5h11", "M8.5 12h11", "M8.5 17.5h7"],
  today: ["M4.5 6.5h15v13h-15Z", "M4.5 10.5h15", "M8.5 3.5v4", "M15.5 3.5v4", "M9 15l2 2 4-3.6"],
  statistics: ["M4 20h16.5", "M6.5 16.5v-5", "M11 16.5V5", "M15.5 16.5V9", "M20 16.5v-3"],
  gear: [
    "M9.5 19.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Z",
    "M9.5 14a1 1 0 1 0 0-2 1 1 0 0 0 0 2Z",
    "M19.5 4v8.5l-5.2 3.4",
    "M17.5 4h4",
  ],
  wantlist: ["M12 19.6 5.3 13a4.4 4.4 0 0 1 6.2-6.2l.5.5.5-.5a4.4 4.4 0 0 1 6.2 6.2Z"],
  search: ["M10.8 17.6a6.8 6.8 0 1 0 0-13.6 6.8 6.8 0 0 0 0 13.6Z", "M15.8 15.8 20.4 20.4"],
  sort: ["M7.5 5v14", "M4 15.6 7.5 19l3.5-3.4", "M13.5 6.5h7", "M13.5 11h5", "M13.5 15.5h3"],
  filter: ["M4 7h16", "M7 12h10", "M10 17h4"],
  settings: [
    "M4 7.5h7.5",
    "M16.5 7.5h3.5",
    "M14 10a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
    "M4 16.5h3.5",
    "M12.5 16.5h7.5",
    "M10 19a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  ],
  bell: ["M6.2 16.8V11a5.8 5.8 0 0 1 11.6 0v5.8l1.4 1.4H4.8Z", "M10.2 20.6a2 2 0 0 0 3.6 0"],
  close: ["M6 6l12 12", "M18 6 6 18"],
  edit: ["M4.5 19.5l.8-3.8L15.9 5.1a1.8 1.8 0 0 1 2.6 0l.4.4a1.8 1.8 0 0 1 0 2.6L8.3 18.7Z", "M14 7l3 3"],
  trash: ["M4.5 6.5h15", "M9 6.5V4.5h6v2", "M6.5 6.5l.9 13h9.2l.9-13", "M10.2 10.5v5", "M13.8 10.5v5"],
  out: ["M10 5H5v14h14v-5", "M13.5 4.5h6v6", "M19 5l-8.5 8.5"],
  pick: [
    "M5.5 5.5h13v13h-13Z",
    "!M9.2 10.2a1.1 1.1 0 1 0 0-2.2 1.1 1.1 0 0 0 0 2.2Z",
    "!M12 13.1a1.1 1.1 0 1 0 0-2.2 1.1 1.1 0 0 0 0 2.2Z",
    "!M14.8 16a1.1 1.1 0 1 0 0-2.2 1.1 1.1 0 0 0 0 2.2Z",
  ],
  scan: [
    "M4 8.5V4.5h4",
    "M16 4.5h4v4",
    "M20 15.5v4h-4",
    "M8 19.5H4v-4",
    "M8 8.5v7",
    "M12 8.5v7",
    "M16 8.5v7",
  ],
  label: ["M4 5.5h16v13h-16Z", "M7 9h4v4h-4Z", "M14 9.5h3", "M14 13h3", "M7 16h10"],
  next: ["M6 6.5v11l8.5-5.5Z", "M18 6.5v11"],
  plus: ["M12 5v14", "M5 12h14"],
  undo: ["M8.5 5 4.5 9l4 4", "M4.5 9h9a5.5 5.5 0 0 1 0 11H9"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  warn: ["M12 4.2 21 19.5H3Z", "M12 10v4.2", "M12 16.9v.1"],
  offline: [
    "M4 4l16 16",
    "M8.6 13.6a5 5 0 0 1 3.2-1.4",
    "M15.2 13.4l.2.2",
    "M5.2 10.2a10 10 0 0 1 3.4-2.1",
    "M12.4 7.2a10 10 0 0 1 6.4 3",
    "M12 17.7v.1",
  ],
  clock: ["M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Z", "M12 7.5V12l3 2"],
  star: ["M12 4l2.4 5.2 5.6.7-4.1 3.9 1.1 5.6-5-2.8-5 2.8 1.1-5.6L4 9.9l5.6-.7Z"],
  starred: ["!M12 4l2.4 5.2 5.6.7-4.1 3.9 1.1 5.6-5-2.8-5 2.8 1.1-5.6L4 9.9l5.6-.7Z"],
  down: ["M12 4v11", "M7.5 10.8 12 15.3l4.5-4.5", "M5 19.5h14"],
  stop: ["!M7 7h10v10H7Z"],
  crates: ["M3.5 9.5h17v10h-17Z", "M3.5 14.5h17", "M7 9.5V5h2.5v4.5", "M12 9.5V4h2.5v5.5", "M17 9.5V6.5"],
  move: ["M5 8.5h14", "M5 12h14", "M5 15.5h14"],
  keyboard: ["M3.5 6.5h17v11h-17Z", "M7 10h.1", "M10.3 10h.1", "M13.7 10h.1", "M17 10h.1", "M8 14h8"],
  record: [
    "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Z",
    "M12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  ],
} as const satisfies Record<string, readonly string[]>;

export type IconName = keyof typeof ICONS;

/** Each icon as two paths, what is drawn and what is filled: a shelf shows hundreds of them. */
const DRAWN = Object.fromEntries(
  Object.entries<readonly string[]>(ICONS).map(([name, paths]) => [
    name,
    {
      lines: paths.filter((path) => !path.startsWith("!")).join(""),
      filled: paths.flatMap((path) => (path.startsWith("!") ? path.slice(1) : [])).join(""),
    },
  ]),
) as Readonly<Record<IconName, { lines: string; filled: string }>>;

/** An icon beside a word: it says nothing to a screen reader, the word does. */
export function Icon(props: { name: IconName; small?: boolean }): JSX.Element {
  return (
    <svg class={props.small ? `${css.icon} ${css.small}` : css.icon} viewBox="0 0 24 24" aria-hidden="true">
      <path d={DRAWN[props.name].lines} />
      <path class={css.filled} d={DRAWN[props.name].filled} />
    </svg>
  );
}
