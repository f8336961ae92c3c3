import { For, type JSX, Show } from "solid-js";
import css from "./docs.module.css";
import { jsonOf, limitWords, type Named, typeWords } from "./openapi";
import { SchemaTable, TypeWords } from "./schema-table";

/** One operation: its line, and opened what goes in and what comes out. */
export function OperationRow(props: Named): JSX.Element {
  const parameters = () => props.operation.parameters ?? [];
  const body = () => jsonOf(props.operation.requestBody);
  return (
    <details class={css.operation}>
      <summary>
        <span class={css.method} data-method={props.method}>
          {props.method.toUpperCase()}
        </span>
        <code class={css.path}>{props.path}</code>
        <span class={css.summary}>{props.operation.summary}</span>
      </summary>
      <div class={css.detail}>
        <Show when={props.operation.description}>
          <p>{props.operation.description}</p>
        </Show>
        <Show when={props.operation.security?.length === 0}>
          <p>Public.</p>
        </Show>
        <Show when={parameters().length > 0}>
          <h3>Parameters</h3>
          <dl class={css.fields}>
            <For each={parameters()}>
              {(parameter) => (
                <div class={css.field}>
                  <dt>
                    <code>{parameter.name}</code>
                    <Show when={parameter.required}> required</Show>
                  </dt>
                  <dd>
                    {typeWords(parameter.schema)} in the {parameter.in}
                    {parameter.schema && limitWords(parameter.schema)
                      ? `, ${limitWords(parameter.schema)}`
                      : ""}
                    <Show when={parameter.description}>. {parameter.description}</Show>
                  </dd>
                </div>
              )}
            </For>
          </dl>
        </Show>
        <Show when={body()}>
          {(schema) => (
            <>
              <h3>Body</h3>
              <SchemaTable schema={schema()} />
            </>
          )}
        </Show>
        <h3>Answers</h3>
        <dl class={css.fields}>
          <For each={Object.entries(props.operation.responses)}>
            {([status, response]) => (
              <div class={css.field}>
                <dt>
                  <code>{status}</code>
                </dt>
                <dd>
                  <Show when={status.startsWith("2") && jsonOf(response)} fallback={response.description}>
                    {(schema) => <TypeWords schema={schema()} />}
                  </Show>
                </dd>
              </div>
            )}
          </For>
        </dl>
      </div>
    </details>
  );
}
