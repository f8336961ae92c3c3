/** As much of OpenAPI 3.1 as our own document uses. */

export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: (string | number | boolean | null)[];
  const?: string | number | boolean | null;
  oneOf?: Schema[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  description?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
};

type Content = Record<string, { schema?: Schema }>;

export type Operation = {
  summary?: string;
  description?: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { content: Content };
  responses: Record<string, { description?: string; content?: Content }>;
  security?: unknown[];
};

export type OpenApi = {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
};

export type Named = { method: string; path: string; operation: Operation };

const METHODS = ["get", "post", "put", "patch", "delete"];

/** The operations by the first word of their path, in the order of the document. */
export function byPlace(document: OpenApi): [string, Named[]][] {
  const places = new Map<string, Named[]>();
  for (const [path, item] of Object.entries(document.paths)) {
    const place = path.replace(/^\/api\//, "").split("/")[0] ?? path;
    const named = METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method, path, operation }] : [];
    });
    const name = path.startsWith("/api/") ? place : "health";
    places.set(name, [...(places.get(name) ?? []), ...named]);
  }
  return [...places];
}

/** The type of a value in a few words: `string (date-time) or null`, `list of Play`, `"demo" or "public"`. */
export function typeWords(schema: Schema | undefined): string {
  if (!schema) return "anything";
  const name = refName(schema);
  if (name) return name;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" or ");
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return choices.map(typeWords).join(" or ");
  if (schema.items) return `list of ${typeWords(schema.items)}`;
  const types = [schema.type ?? "anything"].flat();
  const format = schema.format ? ` (${schema.format})` : "";
  return types.map((type) => (type === "null" ? "null" : type + format)).join(" or ");
}

/** What else a value must keep to, in a few words. */
export function limitWords(schema: Schema): string {
  const words = [
    schema.minimum !== undefined && `from ${schema.minimum}`,
    schema.maximum !== undefined && `up to ${schema.maximum}`,
    schema.maxLength !== undefined && `at most ${schema.maxLength} characters`,
    schema.default !== undefined && `${JSON.stringify(schema.default)} if absent`,
  ];
  return words.filter(Boolean).join(", ");
}

/** The schema names a value refers to, for links. */
export function refName(schema: Schema | undefined): string | undefined {
  return schema?.$ref?.split("/").at(-1);
}

/** The JSON schema of a body, if it has one. */
export function jsonOf(body: { content?: Content } | undefined): Schema | undefined {
  return Object.entries(body?.content ?? {}).find(([type]) => type.includes("json"))?.[1].schema;
}
