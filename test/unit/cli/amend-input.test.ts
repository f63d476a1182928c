import { amendInputOf, type AmendOptions } from '../../../src/cli/ports/amend-input';

/** What `amend ID -` sends when standard input is `given`; without it, what `amend ID` sends. */
async function sent(given: unknown, options: AmendOptions = {}): Promise<unknown> {
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream is asynchronous
  const input = (async function* () {
    yield JSON.stringify(given);
  })();
  return amendInputOf(given === undefined ? undefined : '-', options, { input });
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
      '--pin: must be number=pin with the number in E.164, like +12125550100=4242',
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
