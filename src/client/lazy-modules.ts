/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports --
   `import()` cannot be used: in CommonJS it stays an import of an ECMAScript module, which does not find the
   TypeScript sources that a checkout runs. */

/**
 * Modules that the client loads with the first start of a port. Zod and the phone number metadata take a
 * third of the time to load the package, and a service that only reads ports never needs them.
 */
export const lazyModules = {
  phoneNumber: () => require('../contract/phone-number') as typeof import('../contract/phone-number'),
  portRequestSchema: () =>
    require('../contract/port-request-schema') as typeof import('../contract/port-request-schema'),
};
