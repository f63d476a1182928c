import type { DryRun } from '../../../src/contract/provider-operations';
import type { PortRequestInput } from '../../../src/contract/port-request-input';
import { PortingError } from '../../../src/client/porting-error';
import { dryRunLines } from '../../../src/cli/ports/start-port';
import { rejectionFor } from '../../../src/domain/model/reasons';
import { session } from './fake-session';
import { runCommand } from './run-command';

jest.mock('../../../src/cli/temporal-session', () => jest.requireActual<object>('./fake-session'));

const A = '+12125550100';
const B = '+12125550101';
const REQUEST = { requestId: 'acme-42', provider: 'twilio', numbers: [{ phoneNumber: A }] };
const fine: DryRun = {
  missing: [],
  unsupportedFields: [],
  portability: [
    { phoneNumber: A, portable: true },
    { phoneNumber: B, portable: true },
  ],
  orders: [[A, B]],
  wouldSubmit: true,
  warnings: [],
};
const refused = {
  phoneNumber: B,
  portable: false,
  rejection: rejectionFor('unsupported', '22130', 'NO_COVERAGE'),
};
const held: DryRun = {
  ...fine,
  portability: [{ phoneNumber: A, portable: true }, refused],
  orders: [],
  wouldSubmit: false,
};

describe('start --dry-run', () => {
  const start = jest.fn();
  const asked: PortRequestInput[] = [];
  const dryRun = (answer: DryRun | Error, ...more: string[]) => {
    session.porting = {
      start,
      dryRun: (request) => {
        asked.push(request);
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    };
    return runCommand(['start', '-', '--dry-run', ...more], {}, JSON.stringify(REQUEST));
  };
  afterEach(() => {
    expect(start).not.toHaveBeenCalled();
    asked.splice(0);
  });

  test('0 when nothing is in the way; the request is asked about as it is', async () => {
    expect(await dryRun(fine)).toEqual({
      exitCode: 0,
      stdout: 'A start would submit 2 numbers at once.\n',
      stderr: '',
    });
    expect(asked).toEqual([REQUEST]);
  });

  test('0 when it is complete and only waits for the word', async () => {
    const { exitCode, stdout } = await dryRun({ ...fine, wouldSubmit: false });
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: expect.stringContaining('portkeeper submit'),
    });
  });

  test('2 when something is missing, or a number cannot be moved, though the others would go', async () => {
    const missing = [{ field: 'documents', message: 'A utility bill.' }];
    expect((await dryRun({ ...fine, missing, orders: [], wouldSubmit: false })).exitCode).toBe(2);
    expect((await dryRun(held)).exitCode).toBe(2);
    expect((await dryRun({ ...held, orders: [[A]], wouldSubmit: true })).exitCode).toBe(2);
  });

  test('--json prints the answer', async () => {
    const { exitCode, stdout } = await dryRun(held, '--json');
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toEqual(held);
  });

  test('what the worker finds wrong is refused, what fails is a failure', async () => {
    const invalid = new PortingError('invalid_request', 'policy.notice is too short');
    expect(await dryRun(invalid)).toMatchObject({ exitCode: 2, stdout: '' });
    expect(await dryRun(new PortingError('no_worker', 'Nobody.'))).toMatchObject({ exitCode: 1 });
  });

  test('what is no port request is refused before anybody is asked', async () => {
    const { exitCode, stderr } = await runCommand(['start', '-', '--dry-run'], {}, '{"provider": "twilio"}');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('standard input is not a valid port request; nothing was started:\n');
    expect(asked).toEqual([]);
  });
});

describe('the answer for people', () => {
  test('what is missing, for whom, and what cannot be moved, and why', () => {
    const missing = [
      { field: 'documents', message: 'A utility bill.' },
      { field: 'numbers.pin', message: 'The PIN.', numbers: [A] },
    ];
    expect(dryRunLines({ ...held, missing })).toEqual([
      'Missing',
      '  documents: A utility bill.',
      '  numbers.pin: The PIN. (…0100)',
      'Cannot be moved',
      '  +12125550101  unsupported (22130): NO_COVERAGE',
      'A start would stay a draft until the missing fields are given.',
    ]);
  });

  test('what the provider has no field for is named, and holds nothing up', () => {
    expect(dryRunLines({ ...fine, unsupportedFields: ['portScope', 'subscriber.carrier'] })).toEqual([
      'Not sent, because the provider has no field for it',
      '  portScope',
      '  subscriber.carrier',
      'A start would submit 2 numbers at once.',
    ]);
  });

  test('what looks wrong is a warning, and holds nothing up', () => {
    const warnings = [{ field: 'subscriber.address.street', message: 'This looks like a PO box.' }];
    expect(dryRunLines({ ...fine, warnings })).toEqual([
      'Warnings',
      '  subscriber.address.street: This looks like a PO box.',
      'A start would submit 2 numbers at once.',
    ]);
    // A worker of an older release gives none.
    const { warnings: _, ...older } = fine;
    expect(dryRunLines(older as DryRun)).toEqual(['A start would submit 2 numbers at once.']);
  });

  test('of many only the first are listed', () => {
    const portability = Array.from({ length: 1_000 }, () => refused);
    const lines = dryRunLines({ ...held, portability });
    expect(lines).toHaveLength(23);
    expect(lines.slice(-2)).toEqual([
      '  … and 980 more; all in --json',
      'A start would submit nothing: there is no number that can be moved.',
    ]);
  });

  test.each<[string, Partial<DryRun>, string]>([
    ['several orders', { orders: [[A], [B]] }, 'A start would submit 2 numbers at once, as 2 orders.'],
    [
      'some stay behind',
      { portability: held.portability, orders: [[A]] },
      'A start would submit 1 of 2 numbers at once.',
    ],
    [
      'one number',
      { portability: [{ phoneNumber: A, portable: true }], orders: [[A]] },
      'A start would submit 1 number at once.',
    ],
    [
      'some hold the others',
      held,
      'A start would submit nothing yet: the numbers that cannot be moved hold the order.',
    ],
  ])('%s', (_what, answer, last) => {
    expect(dryRunLines({ ...fine, ...answer }).at(-1)).toBe(last);
  });
});

test('start says what looks wrong on standard error, and starts all the same', async () => {
  const started: unknown[] = [];
  session.porting = {
    start: (request) => {
      started.push(request);
      return Promise.reject(new PortingError('temporal_unreachable', 'Nobody.'));
    },
  };
  const request = { ...REQUEST, subscriber: { address: { street: 'Postfach 17' } } };
  const { stdout, stderr } = await runCommand(['start', '-', '--json'], {}, JSON.stringify(request));
  expect(stderr).toContain('warning: subscriber.address.street: This looks like a PO box');
  expect(stdout).toBe('');
  expect(started).toEqual([request]);
});

test('a file that is too large a request says so, and no request is sent', async () => {
  session.porting = {};
  const input = JSON.stringify({ ...REQUEST, reference: '東'.repeat(200_000) });
  for (const more of [[], ['--dry-run']]) {
    const { exitCode, stderr } = await runCommand(['start', '-', ...more], {}, input);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^portkeeper: request_too_large: .*nothing was started/);
  }
});
