/** The OpenID Connect client, loaded after the first paint. Tokens live in this tab's memory only. */
import {
  type INavigator,
  InMemoryWebStorage,
  OidcClient,
  UserManager,
  type UserManagerSettings,
  WebStorageStateStore,
} from "oidc-client-ts";
import type { AuthConfig } from "../../api/types";

export { ErrorResponse, type User, type UserManager } from "oidc-client-ts";

/** `signinSilent` of it leaves the page where it is: only for an issuer of our own origin, see `isOurs`. */
export function userManager(config: AuthConfig): UserManager {
  return new UserManager(settingsFor(config), undefined, undefined, withoutLeaving);
}

/** Follows the issuer's redirects by a request: where they end holds the answer. */
const withoutLeaving: INavigator = {
  prepare: async () => ({
    navigate: async ({ url }) => {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`The issuer answered ${answer.status}`);
      return { url: answer.url };
    },
    close: () => undefined,
  }),
  callback: async () => undefined,
};

function settingsFor(config: AuthConfig): UserManagerSettings {
  return {
    authority: config.issuer,
    client_id: config.client_id,
    scope: config.scope,
    response_type: "code",
    redirect_uri: `${location.origin}/signed-in`,
    silent_redirect_uri: `${location.origin}/signed-in`,
    post_logout_redirect_uri: `${location.origin}/signed-out`,
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    // What the redirect must find again: the verifier and the nonce, until the tab closes.
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    // The session renews: in one place, for two uses of one refresh token end the sign-in.
    automaticSilentRenew: false,
    monitorSession: false,
    loadUserInfo: false,
    revokeTokenTypes: ["refresh_token", "access_token"],
    ...(config.audience ? { extraQueryParams: { audience: config.audience } } : {}),
  };
}

/**
 * Comes in at the built-in issuer without an account. Posted, and by us alone: a link that makes somebody
 * could be laid anywhere.
 */
export async function visit(config: AuthConfig): Promise<void> {
  const request = await new OidcClient(settingsFor(config)).createSigninRequest({ request_type: "si:r" });
  const form = document.createElement("form");
  form.method = "post";
  form.action = request.url.replace("/authorize?", "/visit?");
  document.body.append(form);
  form.submit();
}
