import Ajv, { type AnySchemaObject, type Options, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** What the schemas of several providers are made of, and how a value is checked against them. */

export const text = { type: 'string' };
export const filledText = { type: 'string', pattern: '\\S' };
export const boolean = { type: 'boolean' };
export const dateTime = { type: 'string', format: 'date-time' };
export const phoneNumber = { type: 'string', format: 'phone-number' };

/** The keyword `nullable` is OpenAPI 3.0's; ajv knows it. */
export const orNull = (schema: AnySchemaObject): AnySchemaObject => ({ ...schema, nullable: true });

/**
 * The validators of a provider's schemas, by name. Each is compiled when it is first used.
 *
 * @returns for a name, a function that lists what is wrong with a value, in words without the value itself; empty when
 * valid
 */
export function validatorsOf<Name extends string>(
  schemas: Readonly<Record<Name, AnySchemaObject>>,
  options: Options = {},
): (name: Name) => (value: unknown) => string[] {
  const ajv = new Ajv({ allErrors: true, ...options });
  addFormats(ajv);
  ajv.addFormat('phone-number', /^\+[1-9]\d{6,14}$/);
  ajv.addFormat('iso-country-code', /^[A-Z]{2}$/);
  const compiled = new Map<Name, ValidateFunction>();

  return (name) => {
    const validate = compiled.get(name) ?? ajv.compile(schemas[name]);
    compiled.set(name, validate);
    return (value) => {
      if (validate(value)) return [];
      return (validate.errors ?? []).map((problem) => {
        const extra = (problem.params as { additionalProperty?: string }).additionalProperty;
        const message = problem.message ?? problem.keyword;
        return `${name}${problem.instancePath}: ${message}${extra === undefined ? '' : ` (${extra})`}`;
      });
    };
  };
}
