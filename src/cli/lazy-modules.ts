/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports --
   `import()` cannot be used: in CommonJS it stays an import of an ECMAScript module, which does not find the
   TypeScript sources that a checkout runs. */

/**
 * Modules that a command loads only when it runs. The Temporal worker, for example, takes half a second,
 * which `portkeeper --help` should not cost.
 */
export const lazyModules = {
  amendInput: () => require('./ports/amend-input') as typeof import('./ports/amend-input'),
  codecServer: () => require('./processes/codec-server') as typeof import('./processes/codec-server'),
  commandInput: () => require('./ports/command-input') as typeof import('./ports/command-input'),
  deployment: () => require('./deployment') as typeof import('./deployment'),
  dev: () => require('./dev/dev') as typeof import('./dev/dev'),
  doctor: () => require('./doctor/doctor') as typeof import('./doctor/doctor'),
  erasePort: () => require('./ports/erase-port') as typeof import('./ports/erase-port'),
  giveCommand: () => require('./ports/give-command') as typeof import('./ports/give-command'),
  numbers: () => require('./ports/numbers') as typeof import('./ports/numbers'),
  portRequestFile: () => require('./ports/port-request-file') as typeof import('./ports/port-request-file'),
  portRequestSchema: () =>
    require('../contract/port-request-schema') as typeof import('../contract/port-request-schema'),
  providers: () => require('../config/providers') as typeof import('../config/providers'),
  readPort: () => require('./ports/read-port') as typeof import('./ports/read-port'),
  receiver: () => require('./processes/receiver') as typeof import('./processes/receiver'),
  sandbox: () => require('./processes/sandbox') as typeof import('./processes/sandbox'),
  setup: () => require('./setup') as typeof import('./setup'),
  startPort: () => require('./ports/start-port') as typeof import('./ports/start-port'),
  temporalSession: () => require('./temporal-session') as typeof import('./temporal-session'),
  variables: () => require('../config/variables') as typeof import('../config/variables'),
  watchPort: () => require('./ports/watch-port') as typeof import('./ports/watch-port'),
  webhookUrl: () => require('./webhook-url') as typeof import('./webhook-url'),
  worker: () => require('./processes/worker') as typeof import('./processes/worker'),
  yaml: () => require('yaml') as typeof import('yaml'),
};
