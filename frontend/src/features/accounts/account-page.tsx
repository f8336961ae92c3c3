import { t } from "@lingui/core/macro";
import { createResource, type JSX } from "solid-js";
import { answer } from "../../api/client";
import { useLibrary } from "../../lib/library";
import { Page } from "../../ui/page";
import { AppearanceSection } from "./appearance-section";
import { EraseSection } from "./erase-section";
import { ExportSection } from "./export-section";
import { KeysSection } from "./keys-section";
import { ProfileSection } from "./profile-section";
import { SessionsSection } from "./sessions-section";
import { SignOut } from "./sign-out";

/** Who is signed in, where, and by which keys; `children` are the sections other features add. */
export function AccountPage(props: { children: JSX.Element }): JSX.Element {
  const library = useLibrary();
  const [me, { mutate, refetch }] = createResource(() => answer(library.api.GET("/api/me")));
  const admin = () => me.error === undefined && me.latest?.role === "admin";
  return (
    <Page columns title={t`Account`} aside={<SignOut />}>
      <ProfileSection me={me} onChanged={mutate} again={refetch} />
      <AppearanceSection />
      {props.children}
      <ExportSection />
      <SessionsSection />
      <KeysSection admin={admin()} />
      <EraseSection me={me} />
    </Page>
  );
}
