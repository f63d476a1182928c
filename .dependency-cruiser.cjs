/**
 * Who may import whom. The reasons are in each rule; the picture is
 *
 *   domain ← contract ← (workflows, client, receiver)
 *   domain ← providers ← (activities, receiver)
 *   worker, config, the package entries and cli compose; nothing imports cli
 *
 * Type-only imports count too: a type that leaks is a layer that leaks.
 */

/** The folders of the domain (docs/architecture.md#the-folders-of-the-domain), each with the folders that it may import. */
const FOLDERS = {
  model: [],
  facts: ['model'],
  changes: ['model', 'facts'],
  commands: ['model', 'facts', 'changes'],
  attentions: ['model', 'facts', 'commands'],
  lifecycle: ['model', 'facts', 'changes', 'commands', 'attentions'],
  handover: ['model', 'facts', 'commands'],
  account: ['model', 'facts'],
};

const IN_A_FOLDER = `^src/domain/(${Object.keys(FOLDERS).join('|')})/`;

/** Files of the contract that only the edges may import: they carry a parser or Node's crypto. */
const EDGE_CONTRACT =
  '^src/contract/(port-request-schema|request-warnings|phone-number|local-hours|invalid-fields|request-digest)\\.ts$';

/** 0.1 to 2 MB of heap per cached port each, or not deterministic. */
const HEAVY = '^node_modules/(zod|libphonenumber-js|luxon|date-holidays|undici|fastify|pino)/';

const WORKFLOW_SDK = '^node_modules/@temporalio/(workflow|common)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment:
        'Two files that need each other are one file, or lack a third. Types count: who reads a file reads what its types ' +
        'are made of.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that is not found, or a package that package.json does not name.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-packages',
      comment:
        'A package that only another one brings can vanish with its next release. A peer is a development dependency too, ' +
        'so that a checkout has it. Plain scripts run in a checkout only.',
      severity: 'error',
      from: { path: '^(src|workflows|activities|tools)/', pathNot: '^tools/[^/]+\\.mjs$' },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'],
        dependencyTypesNot: ['npm-peer'],
      },
    },
    {
      name: 'domain-is-pure',
      comment:
        'The domain has no clock, no I/O and no dependency: it is tested in microseconds and replayed for ever.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: '^src/domain/' },
    },
    ...Object.entries(FOLDERS).map(([folder, seen]) => ({
      name: `domain-${folder}`,
      comment:
        seen.length === 0
          ? 'The model says what there is, and knows nothing of what is asked of it.'
          : `Of the other folders of the domain, ${folder} sees ${seen.join(', ')}.`,
      severity: 'error',
      from: { path: `^src/domain/${folder}/` },
      to: { path: '^src/domain/', pathNot: `^src/domain/(${[folder, ...seen].join('|')})/` },
    })),
    {
      name: 'domain-has-folders',
      comment:
        'Each file of the domain is in one of its folders: a new folder gets its line in the table above.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: IN_A_FOLDER },
      to: {},
    },
    {
      name: 'domain-files-are-in-folders',
      comment: 'The same for a file that imports nothing.',
      severity: 'error',
      from: {},
      to: { path: '^src/domain/', pathNot: IN_A_FOLDER },
    },
    {
      name: 'contract-is-light',
      comment: 'The contract is part of the workflow bundle.',
      severity: 'error',
      from: { path: '^src/contract/', pathNot: EDGE_CONTRACT },
      to: { pathNot: ['^src/(domain|contract)/', WORKFLOW_SDK] },
    },
    {
      name: 'contract-edge',
      comment: 'Even its parsers know nothing of what is built upon the contract.',
      severity: 'error',
      from: { path: EDGE_CONTRACT },
      to: { path: '^(src/(?!domain/|contract/)|workflows/|activities/|tools/)' },
    },
    {
      name: 'contract-edge-stays-at-the-edge',
      comment: 'zod costs half a megabyte per cached port.',
      severity: 'error',
      from: { path: '^(workflows|src/domain|src/contract)/', pathNot: EDGE_CONTRACT },
      to: { path: EDGE_CONTRACT },
    },
    {
      name: 'workflows-are-deterministic',
      comment: 'Workflow code sees the domain, the contract and the workflow SDK.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { pathNot: ['^(workflows|activities|src/domain|src/contract)/', WORKFLOW_SDK] },
    },
    {
      name: 'workflows-see-types-of-activities',
      comment: 'A value import would pull the activities, and all they need, into the workflow bundle.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workflows-and-heavy-packages',
      comment:
        'Nothing that workflow code is made of imports a heavy package. The bundle itself is checked too.',
      severity: 'error',
      from: { path: '^(workflows|src/domain|src/contract)/', pathNot: EDGE_CONTRACT },
      to: { path: HEAVY },
    },
    {
      name: 'only-workers-load-workflows',
      comment: 'Workflow code runs in the bundle. Outside, its names are in the contract.',
      severity: 'error',
      from: { pathNot: '^(workflows|test)/' },
      to: { path: '^workflows/' },
    },
    {
      name: 'activities-below-composition',
      comment: 'Activities get what they need from the worker that builds them.',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: '^(src/(client|receiver|worker|cli|sandbox)|workflows|tools)/' },
    },
    {
      name: 'providers-know-the-domain',
      comment:
        'A provider translates between its API and the domain; it knows nothing of Temporal or of our processes. ' +
        'It compares secrets as everybody does.',
      severity: 'error',
      from: { path: '^src/providers/' },
      to: {
        path: [
          '^(src/(?!domain/|contract/|providers/|security/constant-time\\.ts$)|workflows/|activities/|tools/)',
          '^node_modules/@temporalio/',
        ],
      },
    },
    {
      name: 'who-uses-providers',
      comment:
        'Activities call them, the receiver verifies their webhooks, worker, config and cli compose. Every request that ' +
        'leaves this machine takes the same way out.',
      severity: 'error',
      from: { path: '^(src|workflows)/', pathNot: '^src/(providers|receiver|worker|config|cli)/' },
      to: { path: '^src/providers/', pathNot: '^src/providers/http/egress\\.ts$' },
    },
    {
      name: 'one-provider-stays-in-its-folder',
      comment: 'Nothing outside the folder of a provider knows one; others read its descriptor.',
      severity: 'error',
      from: { pathNot: '^(src/providers/[^/]+/|src/providers/registry\\.ts$|test/)' },
      to: { path: '^src/providers/[^/]+/', pathNot: '^src/providers/http/' },
    },
    {
      name: 'the-registry-knows-descriptors',
      comment: 'What the registry needs of a provider is in its descriptor.',
      severity: 'error',
      from: { path: '^src/providers/registry\\.ts$' },
      to: { path: '^src/providers/[^/]+/', pathNot: '^src/providers/[^/]+/descriptor\\.ts$' },
    },
    {
      name: 'providers-do-not-mix',
      comment: 'What two providers share belongs one folder up.',
      severity: 'error',
      from: { path: '^src/providers/([^/]+)/' },
      to: { path: '^src/providers/[^/]+/', pathNot: '^src/providers/($1|http)/' },
    },
    {
      name: 'sandbox-is-independent',
      comment: 'A simulation that shares code with the client it tests shares its mistakes.',
      severity: 'error',
      // The entry also gives the settings with which a worker uses the sandbox.
      from: { path: '^src/sandbox/', pathNot: '^src/sandbox/index\\.ts$' },
      to: { path: '^(src/(?!sandbox/|domain/|contract/)|workflows/|activities/|tools/)' },
    },
    {
      name: 'client-is-light',
      comment: "PortingClient runs inside other people's services.",
      severity: 'error',
      from: { path: '^src/client/' },
      to: { path: '^(src/(providers|receiver|worker|cli|sandbox)|workflows|activities|tools)/' },
    },
    {
      name: 'nothing-imports-cli',
      severity: 'error',
      comment: 'The CLI is the composition root.',
      from: { pathNot: '^(src/cli|test)/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'tools-are-for-development',
      comment: 'Finding a dev server is no business of a worker in production; only `dev` needs it.',
      severity: 'error',
      from: { pathNot: '^(tools|test|src/cli)/' },
      to: { path: '^tools/' },
    },
    {
      name: 'product-without-tests',
      comment: 'What is tested does not know its tests.',
      severity: 'error',
      from: { path: '^(src|workflows|activities|tools)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json', '.d.ts'],
    },
  },
};
