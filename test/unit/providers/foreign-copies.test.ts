import type * as Errors from '../../../src/providers/provider-error';
import { ProviderError } from '../../../src/providers/provider-error';
import type * as Transports from '../../../src/providers/http/transport';
import { TransportError } from '../../../src/providers/http/transport';

/** A module that brings a provider may load another copy of the package than the worker has. */
function foreign(): typeof Errors & typeof Transports {
  let loaded: (typeof Errors & typeof Transports) | undefined;
  jest.isolateModules(() => {
    loaded = {
      ...jest.requireActual<typeof Errors>('../../../src/providers/provider-error'),
      ...jest.requireActual<typeof Transports>('../../../src/providers/http/transport'),
    };
  });
  return loaded!;
}

const refused = { code: 'provider_refused', outcome: 'refused', message: 'No.' } as const;

test('a provider’s error is one, whichever copy of the class it is of', () => {
  const { ProviderError: Foreign } = foreign();
  expect(Foreign).not.toBe(ProviderError);
  const error: unknown = new Foreign(refused);
  expect(error instanceof ProviderError).toBe(true);
  expect(new ProviderError(refused) instanceof ProviderError).toBe(true);
});

test('and so is an error of a transport', () => {
  const { TransportError: Foreign } = foreign();
  expect(Foreign).not.toBe(TransportError);
  const error: unknown = new Foreign('timeout', 'unknown', 'No answer.');
  expect(error instanceof TransportError).toBe(true);
});

test.each([
  undefined,
  null,
  'ProviderError',
  new Error('No.'),
  { name: 'ProviderError' },
  { problem: refused },
])('%p is neither', (value) => {
  expect([value instanceof (ProviderError as never), value instanceof (TransportError as never)]).toEqual([
    false,
    false,
  ]);
});
