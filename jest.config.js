/** One project per kind of test, by what it needs (docs/testing.md). */
const project = (name, extra = {}) => ({
  displayName: name,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  ...extra,
});

module.exports = {
  projects: [project('unit'), project('contract'), project('replay'), project('workflow'), project('system')],
};
