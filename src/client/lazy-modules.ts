/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports --
   `import()` cannot be used: in CommonJS it stays an import of an ECMAScript module, which does not find the
   TypeScript sources that a checkout runs. */

/**
 * What the client loads when the first port is started: zod and the phone number metadata take a third of the time
 * that loading the package would cost, and a service that only looks at ports never needs them.
 */
export const lazyModules = {
  phoneNumber: () => require('../contract/phone-number') as typeof import('../contract/phone-number'),
  portRequestSchema: () =>
    require('../contract/port-request-schema') as typeof import('../contract/port-request-schema'),
};
