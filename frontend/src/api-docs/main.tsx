import { createResource, For, type JSX, Match, Show, Switch } from "solid-js";
import { render } from "solid-js/web";
import css from "./docs.module.css";
import { byPlace, type OpenApi } from "./openapi";
import { OperationRow } from "./operation";
import { SchemaTable } from "./schema-table";

const DESCRIPTION = "/api/openapi.json";

/** The API, readable: every operation by place, every shape by name. */
function Docs(): JSX.Element {
  const [document] = createResource(async () => {
    const response = await fetch(DESCRIPTION);
    if (!response.ok) throw new Error(`The description answered ${response.status}`);
    return (await response.json()) as OpenApi;
  });
  return (
    <Switch fallback={<p class={css.page}>Reading the description…</p>}>
      <Match when={document.error}>
        <p class={css.page}>The description could not be read. Reload the page to try again.</p>
      </Match>
      <Match when={document()}>{(api) => <Contents api={api()} />}</Match>
    </Switch>
  );
}

function Contents(props: { api: OpenApi }): JSX.Element {
  const places = () => byPlace(props.api);
  const schemas = () => Object.entries(props.api.components?.schemas ?? {});
  return (
    <div class={css.frame}>
      <nav class={css.places} aria-label="Places">
        <For each={places()}>{([place]) => <a href={`#${place}`}>{place}</a>}</For>
        <a href="#shapes">Shapes</a>
      </nav>
      <main class={css.page}>
        <h1 class={css.title}>The API of {props.api.info.title}</h1>
        <p class={css.lead}>
          {props.api.info.description} Version {props.api.info.version}. The same for machines:{" "}
          <a href={DESCRIPTION}>openapi.json</a>.
        </p>
        <p class={css.lead}>
          Times are RFC 3339 in UTC, ids are UUIDs, lists page by cursor, errors are problem documents (RFC
          9457). Except where an operation says public, send <code>Authorization: Bearer …</code> with an
          access token of the issuer.
        </p>
        <For each={places()}>
          {([place, operations]) => (
            <section id={place} class={css.section}>
              <h2 class={css.heading}>{place}</h2>
              <For each={operations}>{(each) => <OperationRow {...each} />}</For>
            </section>
          )}
        </For>
        <section id="shapes" class={css.section}>
          <h2 class={css.heading}>Shapes</h2>
          <For each={schemas()}>
            {([name, schema]) => (
              <section id={`shape-${name}`} class={css.shape}>
                <h3>{name}</h3>
                <Show when={schema.description}>
                  <p>{schema.description}</p>
                </Show>
                <SchemaTable schema={schema} />
              </section>
            )}
          </For>
        </section>
      </main>
    </div>
  );
}

const root = document.getElementById("docs");
if (root) render(() => <Docs />, root);
