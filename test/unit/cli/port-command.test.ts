import type { PortHandle } from '../../../src/client/port-handle';
import { PortingError } from '../../../src/client/porting-error';
import type { CommandRefusal, CommandResult } from '../../../src/contract/messages';
import type { AttentionView, NumberView } from '../../../src/contract/port-view';
import { aNumber, AT, aView } from './a-view';
import { session } from './fake-session';
import { runCommand } from './run-command';

jest.mock('../../../src/cli/temporal-session', () => jest.requireActual<object>('./fake-session'));

const A = '+12125550100';
const B = '+12125550101';

/** The next command is answered so. */
function answer(decide: () => CommandResult): void {
  const command = () => Promise.resolve().then(decide);
  session.porting.get = () => ({ amend: command, resubmit: command }) as unknown as PortHandle;
}

/** An amendment is accepted for all of these; those that were rejected need a person. */
function accepted(...numbers: NumberView[]): void {
  const rejected = numbers.filter(({ status }) => status === 'rejected' || status === 'not_portable');
  const attention: AttentionView = {
    cause: 'rejected',
    numbers: rejected.map(({ phoneNumber }) => phoneNumber),
    since: AT,
    commands: ['resubmit'],
  };
  answer(() => ({
    accepted: numbers.map(({ phoneNumber }) => phoneNumber),
    refused: [],
    view: aView({ numbers, attentions: rejected.length > 0 ? [attention] : [] }),
  }));
}

const amend = (...more: string[]) => runCommand(['amend', 'acme-42', '--set', 'reference=R', ...more]);

describe('after an amendment one is told what it does not do', () => {
  test('what was rejected goes out again with resubmit', async () => {
    accepted(aNumber({ status: 'rejected' }));
    const { exitCode, stdout, stderr } = await amend();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Accepted for …0100\.\n/);
    expect(stderr).toBe(
      'The provider keeps what was sent; `portkeeper resubmit acme-42` sends the new data as a new order.\n',
    );
  });

  test('beside it, no hint leads to a cancel of what is well on its way', async () => {
    accepted(aNumber({ status: 'foc_confirmed' }), aNumber({ phoneNumber: B, status: 'rejected' }));
    expect((await amend()).stderr).toContain('`portkeeper resubmit acme-42` sends');
  });

  test('what waits for no answer has to be named', async () => {
    accepted(aNumber(), aNumber({ phoneNumber: B }));
    expect((await amend()).stderr).toBe(
      `The provider keeps what was sent; \`portkeeper resubmit acme-42 --numbers ${A},${B}\` has it canceled there ` +
        'and sends the new data as a new order.\n',
    );
    accepted(...Array.from({ length: 12 }, () => aNumber()));
    expect((await amend()).stderr).toMatch(/ --numbers (\+12125550100,){10}…` has/);
  });

  test('what was never sent is not kept anywhere', async () => {
    const { orderRef: _, ...number } = aNumber({ status: 'not_portable' });
    accepted(number);
    expect((await amend()).stderr).toMatch(/^`portkeeper resubmit acme-42` sends the new data/);
  });

  test('a draft needs nothing more', async () => {
    accepted(aNumber({ status: 'draft' }));
    expect((await amend()).stderr).toBe('');
  });

  test('nor is anything said of numbers that the amendment was not about', async () => {
    const numbers = [aNumber({ status: 'draft' }), aNumber({ phoneNumber: B })];
    answer(() => ({ accepted: [A], refused: [], view: aView({ numbers }) }));
    expect((await amend()).stderr).toBe('');
  });

  test('beside JSON too', async () => {
    accepted(aNumber({ status: 'rejected' }));
    const { stdout, stderr } = await amend('--json');
    expect(JSON.parse(stdout)).toMatchObject({ accepted: [A], refused: [] });
    expect(stderr).toContain('portkeeper resubmit acme-42');
  });
});

describe('a refusal', () => {
  const refused: CommandRefusal[] = [
    { code: 'submission_unknown', message: 'Look there first.', allowed: ['refresh', 'resubmit', 'settle'] },
  ];

  test('is exit code 2, and names the commands as they are typed', async () => {
    answer(() => {
      throw new PortingError('submission_unknown', 'Look there first.', { refused });
    });
    expect(await runCommand(['resubmit', 'acme-42'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'portkeeper: submission_unknown: Look there first. Allowed now: refresh, resubmit --confirm, settle.\n',
    });
    const asJson = await runCommand(['resubmit', 'acme-42', '--json']);
    expect(asJson.exitCode).toBe(2);
    expect(JSON.parse(asJson.stdout)).toEqual({
      code: 'submission_unknown',
      message: 'Look there first.',
      accepted: [],
      refused,
    });
  });

  test('a port that has ended refuses too, without refusals of its own', async () => {
    answer(() => {
      throw new PortingError('port_ended', 'It has ended.');
    });
    expect(await amend()).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'portkeeper: port_ended: It has ended.\n',
    });
  });

  test('a failure is none', async () => {
    answer(() => {
      throw new PortingError('no_worker', 'Nobody.');
    });
    expect(await amend()).toMatchObject({ exitCode: 1, stderr: 'portkeeper: no_worker: Nobody.\n' });
  });
});
