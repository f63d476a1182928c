/** Allows null for every optional field of a JSON Schema: a port request treats both the same. */
export function withOptionalNulls(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withOptionalNulls);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.entries(schema).map(([key, value]) => [key, withOptionalNulls(value)] as const);
  const { properties, required = [] } = Object.fromEntries(inner) as JsonObjectSchema;
  if (properties === undefined) return Object.fromEntries(inner);
  const nullable = Object.entries(properties).map(([key, value]) => [
    key,
    required.includes(key) ? value : { anyOf: [value, { type: 'null' }] },
  ]);
  return { ...Object.fromEntries(inner), properties: Object.fromEntries(nullable) as unknown };
}

interface JsonObjectSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}
