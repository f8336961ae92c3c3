/** The pages people see at the issuer of the tests: no script, no style, nothing from elsewhere. */

export function asHtml(title, body) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>
<link rel="icon" href="data:,"><h1>${title}</h1>${body}</html>`;
}

export function signInPage() {
  return asHtml(
    "Sign in",
    `<form method="post">
<p><label>Name <input name="name" required></label>
<p><label>Password <input name="password" type="password"></label>
<p><button>Sign in</button>
</form>`,
  );
}
