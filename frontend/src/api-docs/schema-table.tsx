import { For, type JSX, Show } from "solid-js";
import css from "./docs.module.css";
import { limitWords, refName, type Schema, typeWords } from "./openapi";

/** The fields of an object, or the type of anything else. */
export function SchemaTable(props: { schema: Schema }): JSX.Element {
  const fields = () => Object.entries(props.schema.properties ?? {});
  return (
    <Show when={fields().length > 0} fallback={<TypeWords schema={props.schema} />}>
      <dl class={css.fields}>
        <For each={fields()}>
          {([name, field]) => (
            <div class={css.field}>
              <dt>
                <code>{name}</code>
                <Show when={!props.schema.required?.includes(name)}> optional</Show>
              </dt>
              <dd>
                <TypeWords schema={field} />
                {limitWords(field) ? `, ${limitWords(field)}` : ""}
                <Show when={field.description}>. {field.description}</Show>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </Show>
  );
}

/** A type in words; a named shape leads to its fields. */
export function TypeWords(props: { schema: Schema }): JSX.Element {
  const choices = () => props.schema.oneOf ?? props.schema.anyOf;
  const inner = () => refName(props.schema) ?? refName(props.schema.items);
  return (
    <Show
      when={choices()?.some(refName)}
      fallback={
        <Show when={inner()} fallback={typeWords(props.schema)}>
          {(name) => (
            <>
              {props.schema.items ? "list of " : ""}
              <a href={`#shape-${name()}`}>{name()}</a>
            </>
          )}
        </Show>
      }
    >
      <For each={choices()}>
        {(choice, at) => (
          <>
            {at() > 0 ? " or " : ""}
            <TypeWords schema={choice} />
          </>
        )}
      </For>
    </Show>
  );
}
