import { FAILURE_CONVERTER_PATH } from '../../../src/encryption/data-converter';
import { workflowBundle, workflowsPath } from '../../../src/workflows/index';
import { workflowSource } from '../../../src/worker/workflow-source';

const prebuilt = {
  codePath: '/package/dist/workflow-bundle.js',
  encodingCodePath: '/package/dist/workflow-bundle-encoding.js',
  workerVersion: '1.24.0',
};

test('a checkout runs its sources, whatever was built in it', () => {
  expect(workflowBundle).toBeUndefined();
  expect(workflowsPath).toMatch(/\/workflows\/index\.ts$/);
  expect(workflowSource()).toEqual({ workflowsPath });
});

test('the bundle of the package is used by the worker of the version that made it', () => {
  expect(workflowSource({}, prebuilt, '1.24.0')).toEqual({ workflowBundle: { codePath: prebuilt.codePath } });
});

test('a worker that encrypts has a bundle of its own', () => {
  const dataConverter = { payloadCodecs: [], failureConverterPath: FAILURE_CONVERTER_PATH };
  expect(workflowSource({ dataConverter }, prebuilt, '1.24.0')).toEqual({
    workflowBundle: { codePath: prebuilt.encodingCodePath },
  });
});

test.each(['1.23.0', '1.24.1'])('a worker %s bundles the workflows itself', (version) => {
  expect(workflowSource({}, prebuilt, version)).toEqual({ workflowsPath });
});

test.each([
  ['a workflow interceptor', { interceptors: { workflowModules: ['/own/interceptor.js'] } }],
  ['a payload converter', { dataConverter: { payloadConverterPath: '/own/converter.js' } }],
  ['a failure converter', { dataConverter: { failureConverterPath: '/own/converter.js' } }],
  ['a plugin', { plugins: [{ name: 'own' }] }],
  ['an option of the bundler', { bundlerOptions: { ignoreModules: ['fs'] } }],
])('what a user brings into workflows is bundled: %s', (_what, own) => {
  expect(workflowSource(own, prebuilt, '1.24.0')).toEqual({ workflowsPath });
});

test.each([
  ['an interceptor of activities', { interceptors: { activity: [() => ({})] } }],
  ['a codec', { dataConverter: { payloadCodecs: [] } }],
  ['nothing of their own', { interceptors: { workflowModules: [] }, plugins: [] }],
])('what stays outside of workflows is no reason to bundle: %s', (_what, own) => {
  expect(workflowSource(own, prebuilt, '1.24.0')).toHaveProperty('workflowBundle');
});

test.each([{ workflowsPath: '/own/workflows.js' }, { workflowBundle: { codePath: '/own/bundle.js' } }])(
  'code that a user names is taken: %j',
  (own) => {
    expect(workflowSource(own, prebuilt, '1.24.0')).toEqual(own);
  },
);
