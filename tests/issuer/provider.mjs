/**
 * A certified OpenID Connect issuer (oidc-provider) on the loopback, for the tests: everything in memory,
 * anybody may sign in, and it can be told to misbehave.
 *
 *     node provider.mjs '{"port": 0, "page": "http://localhost:8288", "audience": "waugzee", "jwks": {…}, "key": {…}}'
 *
 * `page` is where the public client is, `jwks` the keys of the API that introspects, `key` what it signs with.
 * It prints one line, its identifier. `PUT /_control` switches what `state` holds, `POST /_control/rotate` brings
 * another signing key and `…/retire` takes back all but the newest, `GET /_control` tells the key and what was
 * asked. Keys are made elsewhere: Node 20 can lock itself up for good when it exports one that it just made.
 */
import { createServer } from "node:http";
import { Provider } from "oidc-provider";
import { Adapter } from "./adapter.mjs";
import { asHtml, signInPage } from "./pages.mjs";

const { port = 0, page, audience, jwks, key, backchannel } = JSON.parse(process.argv[2]);
const RESOURCE = "https://waugzee.example/api";
const ROLES = "urn:zitadel:iam:org:project:roles";

const state = {
  /** How access tokens look: "jwt", or "opaque". */
  format: "jwt",
  /** Seconds an access token lives. */
  life: 600,
  /** What tells the name: "token"; or "userinfo", to anyone who has a JWT; or "nothing". */
  tells: "token",
  /** Whether it says of opaque tokens when they were issued. */
  dates: true,
  /** Whether the API is told which session ended, or only whose. */
  namesSessions: false,
  /** "well"; or "down", "slow", "html", "elsewhere" (a redirect), "impostor" (another issuer's discovery). */
  behaves: "well",
};
const counts = {};

const server = createServer(answer);
server.listen(port, "127.0.0.1", () => {
  rotate(key);
  console.log(identifier());
});

const identifier = () => `http://127.0.0.1:${server.address().port}`;

let keys = [];
let provider;

/** Another signing key in front of the old ones; sessions and tokens stay, they are the adapter's. */
function rotate(key) {
  keys = [key, ...keys];
  configure();
}

function retire() {
  keys = keys.slice(0, 1);
  configure();
}

function configure() {
  provider = new Provider(identifier(), configuration());
  provider.use(async (context, next) => {
    await next();
    if (context.path === "/token/introspection" && !state.dates) delete context.body.iat;
  });
}

function configuration() {
  return {
    adapter: Adapter,
    jwks: { keys },
    clients: [
      {
        client_id: "waugzee-page",
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        redirect_uris: [`${page}/signed-in`],
        post_logout_redirect_uris: [`${page}/signed-out`],
        ...(backchannel ? { backchannel_logout_uri: backchannel } : {}),
        backchannel_logout_session_required: state.namesSessions,
      },
      {
        client_id: "waugzee-api",
        token_endpoint_auth_method: "private_key_jwt",
        token_endpoint_auth_signing_alg: "RS256",
        grant_types: [],
        response_types: [],
        redirect_uris: [],
        jwks,
      },
    ],
    scopes: ["openid", "offline_access", "profile", "email"],
    claims: { profile: ["name", "preferred_username"], email: ["email", "email_verified"] },
    cookies: { keys: ["a key of the tests"] },
    ttl: {
      AccessToken: () => state.life,
      AuthorizationCode: 60,
      IdToken: 600,
      RefreshToken: 3600,
      Interaction: 600,
      Session: 3600,
      Grant: 3600,
    },
    pkce: { required: () => true },
    // Its own way to fetch refuses the loopback, which is where the API is.
    fetch: (url, { dispatcher, ...options }) => fetch(url, options),
    issueRefreshToken: async (_, client) => client.grantTypeAllowed("refresh_token"),
    rotateRefreshToken: true,
    clientBasedCORS: (_, origin) => origin === page,
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => person(sub) }),
    loadExistingGrant,
    extraTokenClaims: async (_, token) => (token.accountId ? rolesOf(token.accountId) : undefined),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    renderError: async (context, out) => {
      context.type = "html";
      context.body = asHtml("This sign-in cannot go on", `<p>${out.error}: ${out.error_description ?? ""}</p>`);
    },
    features: {
      devInteractions: { enabled: false },
      introspection: { enabled: true, allowedPolicy: async (_, client) => client.clientId === "waugzee-api" },
      revocation: { enabled: true, allowedPolicy: async (_, client, token) => token.clientId === client.clientId },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (context, form) => {
          const button = '<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>';
          context.body = asHtml("Sign out?", form + button);
        },
        postLogoutSuccessSource: async (context) => {
          context.body = asHtml("Signed out", "");
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: async () => RESOURCE,
        useGrantedResource: async () => true,
        getResourceServerInfo: async () => ({
          scope: "openid profile email offline_access",
          audience,
          accessTokenTTL: state.life,
          accessTokenFormat: state.format,
          ...(state.format === "jwt" ? { jwt: { sign: { alg: "RS256" } } } : {}),
        }),
      },
    },
  };
}

const person = (sub) => ({
  sub,
  name: `${sub[0].toUpperCase()}${sub.slice(1)} of the tests`,
  preferred_username: sub,
  email: `${sub}@example.org`,
  email_verified: true,
});

/** Roles as Zitadel writes them; who is called admin is one. */
const rolesOf = (sub) => ({
  ...(state.tells === "token" ? { preferred_username: sub } : {}),
  [ROLES]: { user: { 17: "tests.example" }, ...(sub.startsWith("admin") ? { admin: { 17: "tests.example" } } : {}) },
});

/** Nobody is asked for consent: the page is the issuer's own. */
async function loadExistingGrant(context) {
  const { client, session, account } = context.oidc;
  const granted = session.grantIdFor(client.clientId);
  const grant = granted
    ? await context.oidc.provider.Grant.find(granted)
    : new context.oidc.provider.Grant({ clientId: client.clientId, accountId: account.accountId });
  grant.addOIDCScope("openid profile email offline_access");
  grant.addResourceScope(RESOURCE, "openid profile email offline_access");
  await grant.save();
  return grant;
}

async function answer(request, response) {
  const { pathname } = new URL(request.url, identifier());
  if (pathname.startsWith("/_control")) return control(pathname, request, response);
  counts[pathname] = (counts[pathname] ?? 0) + 1;
  if (state.behaves === "down") return request.socket.destroy();
  if (state.behaves === "slow") return undefined; // until the other side gives up
  if (state.behaves === "html") return response.setHeader("Content-Type", "text/html").end(asHtml("Welcome", ""));
  if (state.behaves === "elsewhere") return response.writeHead(302, { Location: `${identifier()}/login` }).end();
  if (state.behaves === "impostor" && pathname.startsWith("/.well-known/")) {
    const said = { issuer: "https://elsewhere.example", jwks_uri: `${identifier()}/jwks` };
    const endpoints = { authorization_endpoint: `${identifier()}/auth`, token_endpoint: `${identifier()}/token` };
    return response.setHeader("Content-Type", "application/json").end(JSON.stringify({ ...said, ...endpoints }));
  }
  if (pathname === "/me" && state.tells === "userinfo") {
    const { sub } = JSON.parse(Buffer.from(request.headers.authorization.split(".")[1], "base64url"));
    return response.setHeader("Content-Type", "application/json").end(JSON.stringify(person(sub)));
  }
  if (pathname.startsWith("/interaction/")) return interact(request, response);
  return provider.callback()(request, response);
}

/** One form; whoever fills in a name is that person. */
async function interact(request, response) {
  if (request.method === "POST") {
    const form = new URLSearchParams(await bodyOf(request));
    const result = { login: { accountId: form.get("name") } };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
  return response.setHeader("Content-Type", "text/html").end(signInPage());
}

async function control(pathname, request, response) {
  if (request.method === "PUT") {
    Object.assign(state, JSON.parse(await bodyOf(request)));
    configure();
  } else if (pathname.endsWith("/rotate")) rotate(JSON.parse(await bodyOf(request)));
  else if (pathname.endsWith("/retire")) retire();
  response.setHeader("Content-Type", "application/json").end(JSON.stringify({ ...state, counts, key: keys[0] }));
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}
