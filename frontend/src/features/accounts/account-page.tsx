import { createResource, type JSX, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import { useLibrary } from "../../lib/library";
import { shortDate } from "../../lib/time";
import { Notice } from "../../ui/notice";
import { Page, Section } from "../../ui/page";
import { useSession } from "./session";
import { SignOut } from "./sign-out";

/** Who is signed in; `children` are the sections other features add. */
export function AccountPage(props: { children: JSX.Element }): JSX.Element {
  const library = useLibrary();
  const session = useSession();
  const [me] = createResource(() => answer(library.api.GET("/api/me")));
  const name = () => {
    const state = session.session();
    return (
      (me.error ? undefined : me()?.name) ?? (state.is === "in" ? state.name : session.last()?.name) ?? ""
    );
  };
  return (
    <Page title="Account">
      <Section title={name() || "You"}>
        <Show
          when={me.error}
          fallback={<p>{me() ? `Here since ${shortDate(me()?.created_at ?? "", Date.now())}.` : "\u00a0"}</p>}
        >
          <Notice icon="warn" tone="warn">
            {inWords(me.error)}
          </Notice>
        </Show>
        <SignOut />
      </Section>
      {props.children}
    </Page>
  );
}
