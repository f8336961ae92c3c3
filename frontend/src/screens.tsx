/** The screens: features that do not know of one another, brought together. */
import { t } from "@lingui/core/macro";
import { A, Navigate, type RouteSectionProps, useLocation } from "@solidjs/router";
import { type JSX, lazy, Show, Suspense } from "solid-js";
import { useSession } from "./features/accounts/session";
import { cleaningDetail } from "./features/care/cleaning-detail";
import { newCleaning } from "./features/care/cleanings";
import { detail } from "./features/plays/detail";
import { otherCopy } from "./features/shelf/other-copy";
import { ShelfPage } from "./features/shelf/shelf-page";
import { useSync } from "./features/sync/sync";
import { SyncButton } from "./features/sync/sync-button";
import { SyncProgress } from "./features/sync/sync-progress";
import { whenIdle } from "./lib/idle";
import { useLibrary } from "./lib/library";
import { Empty } from "./ui/empty";

/** Loaded when first shown, or by `loadScreens`; only the shelf comes with the first screen. */
const later = {
  AccountPage: lazy(async () => ({
    default: (await import("./features/accounts/account-page")).AccountPage,
  })),
  CallbackPage: lazy(async () => ({
    default: (await import("./features/discogs/callback-page")).CallbackPage,
  })),
  CleaningSheet: lazy(async () => ({
    default: (await import("./features/care/cleaning-sheet")).CleaningSheet,
  })),
  DetailSheet: lazy(async () => ({
    default: (await import("./features/plays/detail-sheet")).DetailSheet,
  })),
  PicksPage: lazy(async () => ({ default: (await import("./features/picks/picks-page")).PicksPage })),
  InboxPage: lazy(async () => ({ default: (await import("./features/inbox/inbox-page")).InboxPage })),
  ChoicesPage: lazy(async () => ({ default: (await import("./features/inbox/choices-page")).ChoicesPage })),
  ScanPage: lazy(async () => ({ default: (await import("./features/barcodes/scan-page")).ScanPage })),
  ImportSection: lazy(async () => ({
    default: (await import("./features/imports/import-section")).ImportSection,
  })),
  RecordSheet: lazy(async () => ({
    default: (await import("./features/shelf/record/record-sheet")).RecordSheet,
  })),
  LabelsPage: lazy(async () => ({ default: (await import("./features/labels/labels-page")).LabelsPage })),
  LogPage: lazy(async () => ({ default: (await import("./features/plays/log-page")).LogPage })),
  GearPage: lazy(async () => ({ default: (await import("./features/equipment/gear-page")).GearPage })),
  StylusPage: lazy(async () => ({ default: (await import("./features/equipment/stylus-page")).StylusPage })),
  MorePage: lazy(async () => ({ default: (await import("./more-page")).MorePage })),
  SourceSection: lazy(async () => ({
    default: (await import("./features/collection/source-section")).SourceSection,
  })),
  StatisticsPage: lazy(async () => ({
    default: (await import("./features/statistics/statistics-page")).StatisticsPage,
  })),
  SpinningPage: lazy(async () => ({
    default: (await import("./features/plays/spinning-page")).SpinningPage,
  })),
  TodayPage: lazy(async () => ({ default: (await import("./features/due/today-page")).TodayPage })),
  OtherCopySheet: lazy(async () => ({
    default: (await import("./features/shelf/other-copy-sheet")).OtherCopySheet,
  })),
  EnrichmentSection: lazy(async () => ({
    default: (await import("./features/errands/enrichment-section")).EnrichmentSection,
  })),
  WritingSection: lazy(async () => ({
    default: (await import("./features/errands/writing-section")).WritingSection,
  })),
  ScrobblingSection: lazy(async () => ({
    default: (await import("./features/scrobbling/scrobbling-section")).ScrobblingSection,
  })),
  WantlistPage: lazy(async () => ({
    default: (await import("./features/errands/wantlist-page")).WantlistPage,
  })),
  RunPage: lazy(async () => ({ default: (await import("./features/sync/run-page")).RunPage })),
  VisitNotice: lazy(async () => ({
    default: (await import("./features/accounts/visit-notice")).VisitNotice,
  })),
  Refused: lazy(async () => ({ default: (await import("./features/entries/refused")).Refused })),
  PublicProfileSection: lazy(async () => ({
    default: (await import("./features/sharing/profile-section")).PublicProfileSection,
  })),
  ProfilePage: lazy(async () => ({ default: (await import("./features/sharing/profile-page")).ProfilePage })),
  DumpsPage: lazy(async () => ({ default: (await import("./features/dumps/dumps-page")).DumpsPage })),
  CataloguePage: lazy(async () => ({
    default: (await import("./features/catalogue/catalogue-page")).CataloguePage,
  })),
  CatalogueReleasePage: lazy(async () => ({
    default: (await import("./features/catalogue/release-page")).CatalogueReleasePage,
  })),
  CatalogueMasterPage: lazy(async () => ({
    default: (await import("./features/catalogue/named-pages")).CatalogueMasterPage,
  })),
  CatalogueArtistPage: lazy(async () => ({
    default: (await import("./features/catalogue/named-pages")).CatalogueArtistPage,
  })),
  CatalogueLabelPage: lazy(async () => ({
    default: (await import("./features/catalogue/named-pages")).CatalogueLabelPage,
  })),
  CratesPage: lazy(async () => ({ default: (await import("./features/crates/crates-page")).CratesPage })),
  CratePage: lazy(async () => ({ default: (await import("./features/crates/crate-page")).CratePage })),
  SettingsPage: lazy(async () => ({ default: (await import("./settings-page")).SettingsPage })),
  SyncPage: lazy(async () => ({ default: (await import("./features/sync/sync-page")).SyncPage })),
};

/**
 * Fetches every screen while there is a network, so that each opens at once, and without one: one after the
 * other and only when nothing else is to be done, the record's page first.
 */
export function loadScreens(): void {
  const waiting: { preload(): Promise<unknown> }[] = [later.RecordSheet, ...Object.values(later)];
  const next = () => {
    const screen = waiting.shift();
    if (!screen) return;
    void screen.preload().catch(() => undefined);
    whenIdle(next);
  };
  whenIdle(next);
}

export function ShelfScreen(props: RouteSectionProps): JSX.Element {
  const sync = useSync();
  return (
    <ShelfPage
      isFilling={sync.running()}
      syncButton={<SyncButton />}
      firstSync={<SyncButton look="main" />}
      syncProgress={<SyncProgress />}
    >
      {props.children}
    </ShelfPage>
  );
}

/** Over the shelf, which stays while the script is fetched. */
export function RecordScreen(): JSX.Element {
  return (
    <Suspense>
      <later.RecordSheet />
    </Suspense>
  );
}

export function CallbackScreen(): JSX.Element {
  return <later.CallbackPage />;
}

export function SyncScreen(): JSX.Element {
  return (
    <later.SyncPage>
      <later.EnrichmentSection />
    </later.SyncPage>
  );
}

export function RunScreen(): JSX.Element {
  return <later.RunPage />;
}

export function AccountScreen(): JSX.Element {
  const session = useSession();
  return (
    <later.AccountPage>
      <later.SourceSection />
      <later.PublicProfileSection />
      <later.WritingSection />
      <later.ScrobblingSection />
      <Show when={!session.last()?.visiting}>
        <later.ImportSection />
      </Show>
    </later.AccountPage>
  );
}

export function ProfileScreen(): JSX.Element {
  return <later.ProfilePage />;
}

export function TodayScreen(): JSX.Element {
  return <later.TodayPage />;
}

export function PicksScreen(): JSX.Element {
  return <later.PicksPage />;
}

export function ScanScreen(): JSX.Element {
  return <later.ScanPage />;
}

export function LabelsScreen(): JSX.Element {
  return <later.LabelsPage />;
}

export function LogScreen(): JSX.Element {
  return <later.LogPage />;
}

export function SpinningScreen(): JSX.Element {
  return <later.SpinningPage />;
}

/** Over every page of one who looks around without an account. */
export function Visit(): JSX.Element {
  const session = useSession();
  return (
    <Suspense>
      <Show when={session.session().is === "in" && session.last()?.visiting}>
        <later.VisitNotice />
      </Show>
    </Suspense>
  );
}

/** Over every page: what the server refused. */
export function RefusedEntries(): JSX.Element {
  const library = useLibrary();
  return (
    <Suspense>
      <Show when={library.refused().length > 0}>
        <later.Refused />
      </Show>
    </Suspense>
  );
}

/** The sheets that tell a play or a cleaning in detail, wherever they were asked for. */
export function Details(): JSX.Element {
  return (
    <Suspense>
      <Show when={detail()} keyed>
        {(told) => <later.DetailSheet {...told} cleaning={newCleaning} />}
      </Show>
      <Show when={cleaningDetail()} keyed>
        {(told) => <later.CleaningSheet {...told} />}
      </Show>
      <Show when={otherCopy()} keyed>
        {(asked) => <later.OtherCopySheet {...asked} />}
      </Show>
    </Suspense>
  );
}

export function StatisticsScreen(): JSX.Element {
  return <later.StatisticsPage />;
}

export function GearScreen(): JSX.Element {
  return <later.GearPage />;
}

export function StylusScreen(): JSX.Element {
  return <later.StylusPage />;
}

export function InboxScreen(): JSX.Element {
  return <later.InboxPage />;
}

export function ChoicesScreen(): JSX.Element {
  return <later.ChoicesPage />;
}

export function WantlistScreen(): JSX.Element {
  return <later.WantlistPage />;
}

export function CratesScreen(): JSX.Element {
  return <later.CratesPage />;
}

export function CrateScreen(): JSX.Element {
  return <later.CratePage />;
}

export function SettingsScreen(): JSX.Element {
  return <later.SettingsPage />;
}

export function DumpsScreen(): JSX.Element {
  return <later.DumpsPage />;
}

export function CatalogueScreen(): JSX.Element {
  return <later.CataloguePage />;
}

export function CatalogueReleaseScreen(): JSX.Element {
  return <later.CatalogueReleasePage />;
}

export function CatalogueMasterScreen(): JSX.Element {
  return <later.CatalogueMasterPage />;
}

export function CatalogueArtistScreen(): JSX.Element {
  return <later.CatalogueArtistPage />;
}

export function CatalogueLabelScreen(): JSX.Element {
  return <later.CatalogueLabelPage />;
}

export function MoreScreen(): JSX.Element {
  return <later.MorePage />;
}

export function NotFound(): JSX.Element {
  const location = useLocation();
  return (
    // Signed in again in the same tab: the address of the farewell leads back to the shelf.
    <Show when={location.pathname !== "/signed-out"} fallback={<Navigate href="/" />}>
      <Empty title={t`There is nothing here`} action={<A href="/">{t`Go to the shelf`}</A>}>
        <p>{t`The address may be mistyped.`}</p>
      </Empty>
    </Show>
  );
}
