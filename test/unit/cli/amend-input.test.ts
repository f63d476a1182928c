import { PassThrough } from 'node:stream';
import { outputTo } from '../../../src/cli/output';
import { amendInputOf, type AmendOptions } from '../../../src/cli/ports/amend-input';

const SILENT = outputTo({ write: () => undefined }, { write: () => undefined });

/** What `amend ID -` sends when standard input is `given`; without it, what `amend ID` sends. */
async function sent(given: unknown, options: AmendOptions = {}): Promise<unknown> {
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream is asynchronous
  const input = (async function* () {
    yield JSON.stringify(given);
  })();
  return amendInputOf(given === undefined ? undefined : '-', options, { input, output: SILENT });
}

/** The fields that a refusal names. */
async function refused(given: unknown, options: AmendOptions = {}): Promise<string> {
  try {
    await sent(given, options);
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid_command', exitCode: 2 });
    return (error as Error).message;
  }
  throw new Error('It was not refused.');
}

describe('the file', () => {
  const patch = { subscriber: { name: 'Acme Inc', taxId: null } };

  test('is the patch', async () => {
    expect(await sent(patch)).toEqual({ patch });
    expect(await sent(patch, { by: 'ada' })).toEqual({ patch, by: 'ada' });
  });

  test('or the command, with the patch in it', async () => {
    expect(await sent({ patch })).toEqual({ patch });
    expect(await sent({ patch, by: 'bob' })).toEqual({ patch, by: 'bob' });
    expect(await sent({ patch, by: 'bob' }, { by: 'ada' })).toEqual({ patch, by: 'ada' });
  });

  test('with anything beside it, it is a patch: the port says which field it does not know', async () => {
    expect(await sent({ patch, subscriber: {} })).toEqual({ patch: { patch, subscriber: {} } });
    expect(await sent({ by: 'ada' })).toEqual({ patch: { by: 'ada' } });
  });

  test.each([
    ['a list', ['a'], 'patch: must be an object with the fields to change'],
    ['nothing', null, 'patch: must be an object with the fields to change'],
    ['a patch that is a text', { patch: 'a' }, 'patch: must be an object with the fields to change'],
    ['an empty patch', {}, 'patch: names no field to change'],
    ['an empty patch in a command', { patch: {} }, 'patch: names no field to change'],
    ['somebody without a name', { patch, by: '' }, 'by: must not be empty'],
  ])('%s is refused', async (_what, given, message) => {
    expect(await refused(given)).toBe(`nothing was sent:\n  ${message}`);
  });
});

describe('options', () => {
  test('fields are dotted paths, and their values texts', async () => {
    const set = ['subscriber.name=Acme Inc', 'subscriber.address.postalCode=01234', 'onNotPortable=hold'];
    expect(await sent(undefined, { set, unset: ['subscriber.taxId', 'schedule'] })).toEqual({
      patch: {
        subscriber: { name: 'Acme Inc', address: { postalCode: '01234' }, taxId: null },
        onNotPortable: 'hold',
        schedule: null,
      },
    });
  });

  test('a value may have an equals sign', async () => {
    expect(await sent(undefined, { set: ['reference=a=b='] })).toEqual({ patch: { reference: 'a=b=' } });
  });

  test('a PIN belongs to its number, however that is written', async () => {
    const pin = ['+1 (212) 555-0100=0042', '+12125550101=4242'];
    expect(await sent(undefined, { pin })).toEqual({
      patch: {
        numbers: [
          { phoneNumber: '+12125550100', pin: '0042' },
          { phoneNumber: '+12125550101', pin: '4242' },
        ],
      },
    });
  });

  test('they stand over the file', async () => {
    const file = {
      subscriber: { name: 'Acme', carrier: null },
      numbers: [{ phoneNumber: '+12125550100', pin: '1111', accountNumber: 'A-1' }],
    };
    const options = { set: ['subscriber.name=Acme Inc'], pin: ['+12125550100=4242'] };
    expect(await sent(file, options)).toEqual({
      patch: {
        subscriber: { name: 'Acme Inc', carrier: null },
        // Of two patches of one number, the later stands over the earlier.
        numbers: [file.numbers[0], { phoneNumber: '+12125550100', pin: '4242' }],
      },
    });
  });

  test('the later of two stands', async () => {
    const set = ['subscriber.name=A', 'subscriber.name=B', 'schedule=asap', 'schedule.date=2026-12-10'];
    expect(await sent(undefined, { set })).toEqual({
      patch: { subscriber: { name: 'B' }, schedule: { date: '2026-12-10' } },
    });
  });

  test('what is wrong is named all at once, and never with a value', async () => {
    const message = await refused(
      { subscriber: {} },
      {
        set: [
          'SECRET',
          '=SECRET',
          'a..b=SECRET',
          'subscriber.name=',
          'numbers.pin=SECRET',
          'numbers[0].pin=S',
        ],
        unset: ['', 'numbers'],
        pin: ['SECRET', '12125550100=SECRET', '+12125550100='],
      },
    );
    expect(message.split('\n  ').slice(1)).toEqual([
      '--set: must be field=value, like subscriber.name="Acme Inc"',
      '--set: must name a field, like subscriber.name',
      '--set: must name a field, like subscriber.name',
      '--set subscriber.name: must not be empty; --unset removes a field',
      expect.stringMatching(/^--set numbers\.pin: numbers are identified by their phone number; use --pin/),
      expect.stringMatching(/^--set numbers\[0\]\.pin: numbers are identified/),
      '--unset: must name a field, like subscriber.name',
      expect.stringMatching(/^--unset numbers: numbers are identified/),
      ...Array.from({ length: 3 }, (): unknown => expect.stringMatching(/^--pin: must be number=pin/)),
    ]);
    expect(message).not.toContain('SECRET');
  });

  test('a PIN for an extension is refused, and the PIN is not told', async () => {
    const pins = [
      '+12125550100x5=SECRET',
      'tel:+12125550100;ext=5=SECRET',
      '2125550100=SECRET',
      '+12125550100= ',
    ];
    const message = await refused(undefined, { pin: pins });
    expect(message.split('\n  ').slice(1)).toEqual([
      expect.stringMatching(
        /^--pin: must be number=pin.*an extension cannot be ported; name the main number$/,
      ),
      expect.stringMatching(/an extension cannot be ported; name the main number$/),
      expect.stringMatching(/the country code is missing/),
      '--pin: must be number=pin with the number in E.164, like +12125550100=4242, or +12125550100=- to be asked',
    ]);
    expect(message).not.toContain('SECRET');
  });

  test('without a file and without options there is nothing to do', async () => {
    expect(await refused(undefined)).toBe('nothing was sent:\n  patch: names no field to change');
  });

  test('numbers that are no list are the port’s to refuse', async () => {
    expect(await sent({ numbers: 'all' }, { pin: ['+12125550100=1'] })).toEqual({
      patch: { numbers: 'all' },
    });
  });
});

test('a patch that no request could hold is refused by its size', async () => {
  await expect(sent({ reference: 'x'.repeat(600_000) })).rejects.toMatchObject({
    code: 'request_too_large',
    exitCode: 2,
    message: expect.stringMatching(/the patch has [\d.]+ KiB of JSON/) as string,
  });
});

describe('a PIN that is no part of the command line', () => {
  const pin = ['+12125550100=-', '+12125550101=0042', '+12125550102=-'];
  const patch = {
    numbers: [
      { phoneNumber: '+12125550100', pin: '4242' },
      { phoneNumber: '+12125550101', pin: '0042' },
      { phoneNumber: '+12125550102', pin: '77-7' },
    ],
  };

  /** What `amend ID --pin …` sends when standard input has these bytes. */
  async function sentFrom(input: string, options: AmendOptions = { pin }, file?: string): Promise<unknown> {
    const stream = new PassThrough();
    stream.end(input);
    return amendInputOf(file, options, { input: stream, output: SILENT });
  }

  test.each(['4242\n77-7\n', '4242\r\n77-7', ' 4242 \n77-7\n\n'])('is a line of %j', async (input) => {
    expect(await sentFrom(input)).toEqual({ patch });
  });

  test.each(['', '4242\n', '4242\n\n', '\n77-7\n', '4242\n77-7\n9999\n'])(
    'is refused when the lines of %j are not one for each',
    async (input) => {
      const error = { code: 'invalid_command', exitCode: 2 };
      await expect(sentFrom(input)).rejects.toMatchObject({
        ...error,
        message: 'nothing was sent:\n  --pin: standard input must have 2 lines with a PIN each',
      });
    },
  );

  test('is in the patch already where standard input is the patch', async () => {
    await expect(sentFrom('{}', { pin }, '-')).rejects.toMatchObject({
      message: 'nothing was sent:\n  --pin: standard input is the patch already; put the PIN into it',
    });
  });

  test('is asked for at a terminal, which does not show it', async () => {
    const modes: boolean[] = [];
    const terminal = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: (mode: boolean) => modes.push(mode),
    });
    let shown = '';
    const stream = { write: (text: string) => (shown += text) };
    const sending = amendInputOf(undefined, { pin }, { input: terminal, output: outputTo(stream, stream) });
    terminal.write('4242\r');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(shown).toBe('PIN of +12125550100:\nPIN of +12125550102:\n');
    terminal.write('77-7\r');
    expect(await sending).toEqual({ patch });
    expect(modes).toEqual([true, false]);
    expect(shown).not.toMatch(/4242|77-7/);
  });

  test('ends with Ctrl-C', async () => {
    const terminal = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
    const sending = amendInputOf(undefined, { pin }, { input: terminal, output: SILENT });
    terminal.write('42\u0003');
    await expect(sending).rejects.toMatchObject({ code: 'invalid_command' });
  });
});
