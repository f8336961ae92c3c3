/** The screens: features that do not know of one another, brought together. */
import { A, Navigate, type RouteSectionProps, useLocation } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { AccountPage } from "./features/accounts/account-page";
import { SourceSection } from "./features/collection/source-section";
import { ShelfPage } from "./features/shelf/shelf-page";
import { SyncButton } from "./features/sync/sync-button";
import { SyncPage } from "./features/sync/sync-page";
import { SyncProgress } from "./features/sync/sync-progress";
import { Empty } from "./ui/empty";

export function ShelfScreen(props: RouteSectionProps): JSX.Element {
  return (
    <ShelfPage
      syncButton={<SyncButton />}
      firstSync={<SyncButton look="main" />}
      syncProgress={<SyncProgress />}
    >
      {props.children}
    </ShelfPage>
  );
}

export function SyncScreen(): JSX.Element {
  return <SyncPage />;
}

export function AccountScreen(): JSX.Element {
  return (
    <AccountPage>
      <SourceSection />
    </AccountPage>
  );
}

export function NotFound(): JSX.Element {
  const location = useLocation();
  return (
    // Signed in again in the same tab: the address of the farewell leads back to the shelf.
    <Show when={location.pathname !== "/signed-out"} fallback={<Navigate href="/" />}>
      <Empty title="There is nothing here" action={<A href="/">Go to the shelf</A>}>
        <p>The address may be mistyped.</p>
      </Empty>
    </Show>
  );
}
