import { plural, t } from "@lingui/core/macro";
import { createResource, type JSX, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import { useLibrary } from "../../lib/library";
import { Confirm } from "../../ui/confirm";
import { Section } from "../../ui/page";
import { say } from "../../ui/snackbar";
import { Loaded } from "./loaded";
import { Rows } from "./rows";
import { SessionRow } from "./session-row";

/** Where one is signed in, and ending it there. */
export function SessionsSection(): JSX.Element {
  const { api } = useLibrary();
  const [sessions, { refetch, mutate }] = createResource(async () => {
    const { sessions } = await answer(api.GET("/api/sessions"));
    return sessions.toSorted((a, b) => Number(b.current) - Number(a.current));
  });
  const tell = (error: unknown) => {
    say({ text: inWords(error), icon: "warn", tone: "bad" });
    throw error;
  };
  const end = async (id: string) => {
    await answer(api.DELETE("/api/sessions/{session_id}", { params: { path: { session_id: id } } })).catch(
      tell,
    );
    mutate((all) => all?.filter((session) => session.id !== id));
    say({ text: t`The session was ended.`, icon: "check" });
  };
  const endOthers = async () => {
    const { ended } = await answer(api.DELETE("/api/sessions")).catch(tell);
    mutate((all) => all?.filter((session) => session.current));
    say({ text: t`Ended ${plural(ended, { one: "# session", other: "# sessions" })}.`, icon: "check" });
  };
  return (
    <Section title={t`Signed in on`}>
      <Loaded what={sessions} again={refetch}>
        {(all) => (
          <Rows
            label={t`Sessions`}
            of={all()}
            foot={
              <Show when={all().some((session) => !session.current)}>
                <Confirm
                  word={t`End all others`}
                  question={t`End every session but this one? Each has to sign in again.`}
                  onConfirm={endOthers}
                />
              </Show>
            }
          >
            {(session) => <SessionRow session={session} onEnd={() => end(session.id)} />}
          </Rows>
        )}
      </Loaded>
    </Section>
  );
}
