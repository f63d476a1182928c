/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports --
   `import()` cannot be used: in CommonJS it stays an import of an ECMAScript module, which does not find the
   TypeScript sources that a checkout runs. */

/**
 * What commands load when they run, and not before: the Temporal worker, for example, takes half a second that
 * `portkeeper --help` should not cost.
 */
export const lazyModules = {
  amendInput: () => require('./amend-input') as typeof import('./amend-input'),
  commandInput: () => require('./command-input') as typeof import('./command-input'),
  dev: () => require('./dev/dev') as typeof import('./dev/dev'),
  doctor: () => require('./doctor/doctor') as typeof import('./doctor/doctor'),
  knownProvider: () => require('./known-provider') as typeof import('./known-provider'),
  ownWebhookUrl: () => require('./own-webhook-url') as typeof import('./own-webhook-url'),
  dryRunPort: () => require('./dry-run-port') as typeof import('./dry-run-port'),
  portCommand: () => require('./port-command') as typeof import('./port-command'),
  portRequestFile: () => require('./port-request-file') as typeof import('./port-request-file'),
  portRequestSchema: () =>
    require('../contract/port-request-schema') as typeof import('../contract/port-request-schema'),
  portViewOf: () => require('./port-view-of') as typeof import('./port-view-of'),
  providers: () => require('../config/providers') as typeof import('../config/providers'),
  receiver: () => require('./processes/receiver') as typeof import('./processes/receiver'),
  sandbox: () => require('./processes/sandbox') as typeof import('./processes/sandbox'),
  searchAttributes: () =>
    require('../setup/search-attributes') as typeof import('../setup/search-attributes'),
  startPort: () => require('./start-port') as typeof import('./start-port'),
  sweeps: () => require('./sweeps') as typeof import('./sweeps'),
  temporalSession: () => require('./temporal-session') as typeof import('./temporal-session'),
  variables: () => require('../config/variables') as typeof import('../config/variables'),
  visibleAttributes: () =>
    require('../setup/visible-attributes') as typeof import('../setup/visible-attributes'),
  watchPort: () => require('./watch-port') as typeof import('./watch-port'),
  yaml: () => require('yaml') as typeof import('yaml'),
  worker: () => require('./processes/worker') as typeof import('./processes/worker'),
};
