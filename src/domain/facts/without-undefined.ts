/** The fields of a record; fields that may be `undefined` are optional. */
type Present<Fields> = {
  readonly [Key in keyof Fields as undefined extends Fields[Key] ? never : Key]: Fields[Key];
} & {
  readonly [Key in keyof Fields as undefined extends Fields[Key] ? Key : never]?: Exclude<
    Fields[Key],
    undefined
  >;
};

/**
 * A record without the fields that are `undefined`.
 *
 * It is also faster than object spreads with conditional fields: V8 gives each such record its own hidden class, so
 * every access to one of a thousand items becomes a dictionary lookup. Fields assigned one by one share one hidden
 * class.
 */
export function withoutUndefined<Fields extends object>(fields: Fields): Present<Fields> {
  const present: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) present[key] = value;
  return present as Present<Fields>;
}
