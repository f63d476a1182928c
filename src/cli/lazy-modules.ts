/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports --
   `import()` cannot be used: in CommonJS it stays an import of an ECMAScript module, which does not find the
   TypeScript sources that a checkout runs. */

/**
 * What commands load when they run, and not before: the Temporal worker, for example, takes half a second that
 * `portkeeper --help` should not cost.
 */
export const lazyModules = {
  dev: () => require('./dev/dev') as typeof import('./dev/dev'),
  doctor: () => require('./doctor/doctor') as typeof import('./doctor/doctor'),
  portRequestSchema: () =>
    require('../contract/port-request-schema') as typeof import('../contract/port-request-schema'),
  portViewOf: () => require('./port-view-of') as typeof import('./port-view-of'),
  receiver: () => require('./processes/receiver') as typeof import('./processes/receiver'),
  refreshPort: () => require('./refresh-port') as typeof import('./refresh-port'),
  sandbox: () => require('./processes/sandbox') as typeof import('./processes/sandbox'),
  searchAttributes: () =>
    require('../setup/search-attributes') as typeof import('../setup/search-attributes'),
  startPort: () => require('./start-port') as typeof import('./start-port'),
  temporalSession: () => require('./temporal-session') as typeof import('./temporal-session'),
  variables: () => require('../config/variables') as typeof import('../config/variables'),
  watchPort: () => require('./watch-port') as typeof import('./watch-port'),
  webhookSettings: () => require('../config/webhook-settings') as typeof import('../config/webhook-settings'),
  webhookToken: () => require('../security/webhook-token') as typeof import('../security/webhook-token'),
  worker: () => require('./processes/worker') as typeof import('./processes/worker'),
};
