import type { RouteDefinition } from "@solidjs/router";
import { RecordSheet } from "./features/shelf/record/record-sheet";
import {
  AccountScreen,
  CallbackScreen,
  CrateScreen,
  CratesScreen,
  GearScreen,
  LogScreen,
  MoreScreen,
  NotFound,
  PicksScreen,
  ProfileScreen,
  RunScreen,
  SettingsScreen,
  ShelfScreen,
  SpinningScreen,
  StylusScreen,
  SyncScreen,
  TodayScreen,
  WantlistScreen,
} from "./screens";

/** Every address of the page. /signed-in and /signed-out are the issuer's ways back: session.ts, app.tsx. */
export const routes: RouteDefinition[] = [
  {
    path: "/",
    component: ShelfScreen,
    children: [{ path: "/" }, { path: "/records/:id", component: RecordSheet }],
  },
  { path: "/log", component: LogScreen },
  { path: "/spinning", component: SpinningScreen },
  { path: "/today", component: TodayScreen },
  { path: "/play", component: PicksScreen },
  { path: "/gear", component: GearScreen },
  { path: "/gear/styluses/:id", component: StylusScreen },
  { path: "/crates", component: CratesScreen },
  { path: "/crates/:id", component: CrateScreen },
  { path: "/wantlist", component: WantlistScreen },
  { path: "/sync", component: SyncScreen },
  { path: "/sync/:id", component: RunScreen },
  { path: "/settings", component: SettingsScreen },
  { path: "/account", component: AccountScreen },
  { path: "/account/profile", component: ProfileScreen },
  { path: "/discogs/callback", component: CallbackScreen },
  { path: "/more", component: MoreScreen },
  { path: "/signed-out", component: NotFound },
  { path: "*", component: NotFound },
];
