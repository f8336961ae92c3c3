import { t } from "@lingui/core/macro";
import { A, useLocation, useNavigate } from "@solidjs/router";
import { createSignal, type JSX, onMount, Show } from "solid-js";
import { asTold, inWords, Problem } from "../../api/problem";
import { Empty } from "../../ui/empty";
import { say } from "../../ui/snackbar";
import { proofOf, useSource } from "../collection/source";

/**
 * Where Discogs sends the browser back to. The address keeps what it came with until it is told: signing
 * in may lead through the issuer and here again.
 */
export function CallbackPage(): JSX.Element {
  const location = useLocation();
  const navigate = useNavigate();
  const source = useSource();
  const [problem, setProblem] = createSignal<string>();

  onMount(async () => {
    const given = new URLSearchParams(location.search);
    const token = given.get("oauth_token") ?? given.get("denied") ?? "";
    const verifier = given.get("oauth_verifier");
    if (!verifier) return void setProblem(t`Discogs gave no permission, so nothing was connected.`);
    const proof = proofOf(token);
    if (!proof)
      return void setProblem(
        t`This was begun in another browser or tab, or finished already. Begin again here.`,
      );
    try {
      await source.completeOAuth(token, verifier, proof);
    } catch (error) {
      return void setProblem(error instanceof Problem && error.detail ? asTold(error) : inWords(error));
    }
    say({ text: t`Connected as ${source.source()?.username ?? ""}.`, icon: "check" });
    navigate("/", { replace: true });
  });

  return (
    <Show when={problem()} fallback={<p role="status">{t`Connecting Discogs…`}</p>}>
      {(why) => (
        <Empty title={t`Not connected`} action={<A href="/account">{t`Choose again`}</A>}>
          <p>{why()}</p>
        </Empty>
      )}
    </Show>
  );
}
