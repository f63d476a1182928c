import { NamespaceNotFoundError } from '@temporalio/common';
import { CliError } from '../../../src/cli/failure';
import { failureOf } from '../../../src/cli/failure';
import { PortingError } from '../../../src/client/porting-error';
import { ConfigurationError } from '../../../src/config/configuration-error';
import { SearchAttributeConflictError } from '../../../src/setup/search-attributes';
import { TemporalUnreachableError } from '../../../temporal.config';

const unreachable = new TemporalUnreachableError(
  { address: 'a:1', namespace: 'n' },
  new Error('no route\nstack'),
);

test.each([
  ['a wrong request', new PortingError('invalid_request', 'm'), 2, 'invalid_request: m'],
  ['a used request id', new PortingError('request_conflict', 'm'), 2, 'request_conflict: m'],
  ['an unknown port', new PortingError('port_not_found', 'm'), 1, 'port_not_found: m'],
  ['no worker', new PortingError('no_worker', 'm'), 1, 'no_worker: m'],
  ['a refusal of the CLI', new CliError('usage', 'm', 2), 2, 'usage: m'],
  ['a command for a port that has ended', new PortingError('port_ended', 'm'), 2, 'port_ended: m'],
  ['a refusal of the provider', new PortingError('provider_refused', 'm'), 2, 'provider_refused: m'],
  ['another’s webhooks', new PortingError('foreign_webhook_url', 'm'), 2, 'foreign_webhook_url: m'],
  ['a provider that fails', new PortingError('provider_unavailable', 'm'), 1, 'provider_unavailable: m'],
  [
    'no worker for the account',
    new PortingError('no_worker_for_account', 'm'),
    1,
    'no_worker_for_account: m',
  ],
  [
    'the configuration',
    new ConfigurationError(['X: is not set']),
    1,
    /^configuration_invalid: [^]*X: is not set$/,
  ],
  ['no Temporal', unreachable, 1, /^temporal_unreachable: cannot reach Temporal at a:1 .*no route; /],
  ['a conflict', new SearchAttributeConflictError('n', ['c']), 1, /^search_attribute_conflict: .*c$/],
  ['no namespace', new NamespaceNotFoundError('n'), 1, /^namespace_not_found: .*'n'.*TEMPORAL_NAMESPACE/],
  ['an unknown error', new Error('oops\nmore'), 1, 'unexpected: oops'],
  ['no error at all', 'oops', 1, 'unexpected: oops'],
  ['a busy port', errorWith({ code: 'EADDRINUSE' }), 1, /^address_in_use: .*PORT/],
  [
    'no worker package',
    errorWith({
      code: 'MODULE_NOT_FOUND',
      message: "Cannot find module '@temporalio/worker'\nRequire stack:",
    }),
    1,
    /^package_missing: .*npm install @temporalio\/worker@1\.\d+\.\d+ @temporalio\/activity@\S+ @temporalio\/workflow@\S+$/,
  ],
  [
    'no fastify',
    errorWith({ code: 'MODULE_NOT_FOUND', message: "Cannot find module 'fastify'" }),
    1,
    /^package_missing: .*npm install fastify@5$/,
  ],
  [
    'another package',
    errorWith({ code: 'MODULE_NOT_FOUND', message: "Cannot find module 'left-pad'" }),
    1,
    "unexpected: Cannot find module 'left-pad'",
  ],
  [
    'no attributes',
    grpc(3, 'no mapping defined for search attribute X'),
    1,
    /^search_attributes_missing: .*setup/,
  ],
  ['another bad argument', grpc(3, 'too long'), 1, /^unexpected: .*too long/],
  ['a lost connection', grpc(14, 'gone'), 1, /^temporal_unreachable: .*gone/],
  ['a wrong key', grpc(16, 'key'), 1, /^temporal_refused: .*TEMPORAL_API_KEY/],
])('%s', (_what, error, exitCode, expected) => {
  const { message, ...rest } = failureOf(error);
  const said = (message ?? '').replace(/^portkeeper: /, '');
  expect(rest).toEqual({ exitCode });
  if (typeof expected === 'string') expect(said).toBe(expected);
  else expect(said).toMatch(expected);
});

test('the stack is for debugging only', () => {
  const error = new Error('oops');
  expect(failureOf(error).message).not.toContain('    at ');
  expect(failureOf(error, true).message).toContain('    at ');
});

function grpc(code: number, details: string): Error {
  return new Error('Failed to ask', { cause: errorWith({ code, details }, details) });
}

function errorWith(fields: object, message = 'failed'): Error {
  return Object.assign(new Error(message), fields);
}
