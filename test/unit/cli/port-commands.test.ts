import { lazyModules } from '../../../src/cli/lazy-modules';
import type { PortHandle } from '../../../src/client/port-handle';
import type { CommandResult } from '../../../src/contract/messages';
import { runCommand } from './run-command';

/** What a command line tells a port. */
const tell = jest.fn<undefined, [id: string, command: string, input: unknown, options: object]>();

beforeEach(() => {
  tell.mockReset();
  jest.spyOn(lazyModules, 'giveCommand').mockReturnValue({
    runPortCommand: async (id, send, { notesOn: _, ...options }) => {
      const port = new Proxy<Partial<PortHandle>>(
        {},
        {
          get: (_target, command: string) => (input: unknown) => {
            tell(id, command, input, options);
            return Promise.resolve({} as CommandResult);
          },
        },
      );
      await send(port as PortHandle, { idempotencyKey: 'k' });
    },
  });
});
afterEach(() => jest.restoreAllMocks());

const A = '+12125550100';
const B = '+12125550101';

describe('what a command line says, in options or in a file', () => {
  test.each<[line: string[], file: unknown, command: string, input: object]>([
    [['submit', 'x', '--by', 'ada'], undefined, 'submit', { by: 'ada' }],
    [
      ['amend', 'x', '--set', 'subscriber.name=Acme', '--set', 'reference=R', '--pin', `${A}=0042`],
      undefined,
      'amend',
      {
        patch: {
          subscriber: { name: 'Acme' },
          reference: 'R',
          numbers: [{ phoneNumber: A, pin: '0042' }],
        },
      },
    ],
    [
      ['amend', 'x', '-', '--unset', 'schedule', '--by', 'ada'],
      { reference: 'R' },
      'amend',
      { patch: { reference: 'R', schedule: null }, by: 'ada' },
    ],
    [['resubmit', 'x'], undefined, 'resubmit', {}],
    [['resubmit', 'x', '--numbers', `${A}, ${B}`], undefined, 'resubmit', { numbers: [A, B] }],
    [
      ['resubmit', 'x', '--supersede', '--confirm'],
      undefined,
      'resubmit',
      { supersede: true, confirm: true },
    ],
    [
      ['resubmit', 'x', '-', '--by', 'ada'],
      { numbers: [A], supersede: false },
      'resubmit',
      { numbers: [A], supersede: false, by: 'ada' },
    ],
    [
      ['settle', 'x', '--numbers', A, '--as', 'not_portable', '--evidence', 'ticket 4711'],
      undefined,
      'settle',
      { numbers: [A], as: 'not_portable', evidence: 'ticket 4711' },
    ],
    [
      ['settle', 'x', '-'],
      { numbers: [A], as: 'ported', evidence: 'test call' },
      'settle',
      { numbers: [A], as: 'ported', evidence: 'test call' },
    ],
    [['abandon', 'x'], undefined, 'abandon', {}],
    [
      ['abandon', 'x', '--reason', 'customer left', '--by', 'ada'],
      undefined,
      'abandon',
      { reason: 'customer left', by: 'ada' },
    ],
    [
      ['add-comment', 'x', '--body', 'The PIN is right.', '--numbers', A],
      undefined,
      'addComment',
      { body: 'The PIN is right.', numbers: [A] },
    ],
    [['rate', 'x', '--stars', '4'], undefined, 'rate', { stars: 4 }],
    [['cancel', 'x', '--numbers', `${A},${B}`], undefined, 'cancel', { numbers: [A, B] }],
  ])('%j %j', async (line, file, command, input) => {
    const { exitCode, stderr } = await runCommand(line, {}, file === undefined ? '' : JSON.stringify(file));
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(tell.mock.calls).toEqual([['x', command, { ...input, idempotencyKey: 'k' }, {}]]);
  });

  test('a port may be named by its workflow id, as the Web UI shows it', async () => {
    await runCommand(['resubmit', 'port:acme-42', '--wait', '--json', '--idempotency-key', 'k']);
    const options = { wait: true, json: true, idempotencyKey: 'k' };
    expect(tell.mock.calls).toEqual([['acme-42', 'resubmit', { idempotencyKey: 'k' }, options]]);
  });
});

describe('what is wrong is refused before it is sent', () => {
  test.each<[what: string, line: string[], file: string, fields: string[]]>([
    ['a number that is none', ['resubmit', 'x', '--numbers', '12'], '', ['numbers[0]']],
    ['a misspelled field', ['resubmit', 'x', '-'], '{"superseed": true}', ['superseed']],
    ['a flag that is a text', ['resubmit', 'x', '-'], '{"confirm": "yes"}', ['confirm']],
    ['nothing to settle', ['settle', 'x'], '', ['numbers', 'as', 'evidence']],
    [
      'an outcome that cannot be settled',
      ['settle', 'x', '-'],
      `{"numbers": ["${A}"], "as": "left_open", "evidence": "x"}`,
      ['as'],
    ],
    [
      'a settlement without evidence',
      ['settle', 'x', '--numbers', A, '--as', 'ported', '--evidence', ' '],
      '',
      ['evidence'],
    ],
    ['a reason that is too long', ['abandon', 'x', '--reason', 'x'.repeat(201)], '', ['reason']],
    ['a name that is too long', ['submit', 'x', '--by', 'x'.repeat(101)], '', ['by']],
    ['no patch', ['amend', 'x'], '', ['patch']],
    ['a PIN without its number', ['amend', 'x', '--pin', '4242'], '', ['--pin']],
  ])('%s', async (_what, line, file, fields) => {
    const { exitCode, stdout, stderr } = await runCommand(line, {}, file);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^portkeeper: invalid_command: nothing was sent:\n/);
    for (const field of fields) expect(stderr).toContain(`\n  ${field}: `);
    expect(tell).not.toHaveBeenCalled();
  });

  test.each([
    ['an outcome that there is not', ['settle', 'x', '--as', 'left_open']],
    ['an empty key', ['abandon', 'x', '--idempotency-key', '']],
    ['a file for a command that takes none', ['submit', 'x', '-']],
  ])('%s is wrong usage', async (_what, line) => {
    expect(await runCommand(line)).toMatchObject({ exitCode: 2, stdout: '' });
    expect(tell).not.toHaveBeenCalled();
  });
});
