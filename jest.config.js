/** One project per kind of test, by what it needs (docs/testing.md). */
const project = (name, extra = {}) => ({
  displayName: name,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  // The build's copies would be taken for a second package of the same name.
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  ...extra,
});

const servers = '<rootDir>/test/support/servers';
const onTemporal = { setupFiles: [`${servers}/quiet-runtime.ts`] };
const onDevServer = {
  ...onTemporal,
  globalSetup: `${servers}/dev-server-setup.ts`,
  globalTeardown: `${servers}/dev-server-teardown.ts`,
};

module.exports = {
  // For starting and stopping servers and workers; unit tests do not come near it.
  testTimeout: 60_000,
  projects: [
    project('unit'),
    project('contract'),
    project('replay', { ...onTemporal, globalSetup: `${servers}/replay-setup.ts` }),
    project('workflow', { ...onTemporal, globalSetup: `${servers}/workflow-setup.ts` }),
    project('package', onDevServer),
    project('system', onDevServer),
    project('alone', onDevServer),
  ],
};
