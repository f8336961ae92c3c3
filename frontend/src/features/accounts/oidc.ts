/** The OpenID Connect client, loaded after the first paint. Tokens live in this tab's memory only. */
import { InMemoryWebStorage, UserManager, WebStorageStateStore } from "oidc-client-ts";
import type { AuthConfig } from "../../api/types";

export { ErrorResponse, type User, type UserManager } from "oidc-client-ts";

export function userManager(config: AuthConfig): UserManager {
  return new UserManager({
    authority: config.issuer,
    client_id: config.client_id,
    scope: config.scope,
    response_type: "code",
    redirect_uri: `${location.origin}/signed-in`,
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
  });
}
