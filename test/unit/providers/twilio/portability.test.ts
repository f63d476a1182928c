import { ProviderError } from '../../../../src/providers/provider-error';
import { portabilityFrom } from '../../../../src/providers/twilio/portability';
import { portabilitySchema } from '../../../../src/providers/twilio/schemas';
import { AC, NUMBER } from './examples';

const answered = (json: Record<string, unknown>) =>
  portabilityFrom(NUMBER, { kind: 'answer', answer: portabilitySchema.parse(json) });
const refused = (code?: string, text?: string) =>
  portabilityFrom(NUMBER, { kind: 'bad_number', error: { code, text, status: '400', isProblem: false } });

function thrown(run: () => unknown): ProviderError {
  try {
    run();
  } catch (error) {
    if (error instanceof ProviderError) return error;
  }
  throw new Error('Expected a ProviderError.');
}

describe('an answer', () => {
  it('says yes with what the number needs', () => {
    expect(
      answered({
        portable: true,
        pin_and_account_number_required: true,
        number_type: 'MOBILE',
        country: 'US',
      }),
    ).toEqual({
      phoneNumber: NUMBER,
      portable: true,
      pinAndAccountNumberRequired: true,
      type: 'mobile',
      country: 'US',
    });
  });

  it.each([
    ['both', { voice_carrier: 'Bell', messaging_carrier: 'Wires' }, ['Bell', 'Wires']],
    ['one', { voice_carrier: 'Bell', messaging_carrier: null }, ['Bell', undefined]],
    ['none that can be read', { voice_carrier: ' ', messaging_carrier: {} }, [undefined, undefined]],
    ['none, as newer answers do', {}, [undefined, undefined]],
  ])('names the carriers that it has: %s', (_, json, expected) => {
    for (const result of [{ portable: true }, { portable: false, not_portable_reason_code: 22130 }]) {
      const { carrier, messagingCarrier } = answered({ ...result, ...json });
      expect([carrier, messagingCarrier]).toEqual(expected);
    }
  });

  it('leaves an unknown type out', () => {
    expect(answered({ portable: 'true', number_type: 'UNKNOWN' })).toEqual({
      phoneNumber: NUMBER,
      portable: true,
      country: 'US',
    });
  });

  it.each([
    [22102, 'invalid_number'],
    [22130, 'unsupported'],
    [22132, 'other_owner'],
    [22133, 'manual_only'],
    [22171, 'missing_fields'],
    [22134, 'other'],
  ])('says no by code %d: %s', (code, reason) => {
    const answer = answered({ portable: false, not_portable_reason_code: code, not_portable_reason: 'TEXT' });
    expect(answer).toMatchObject({
      portable: false,
      rejection: { reason, code: String(code), message: 'TEXT' },
    });
  });

  it('says no when only the code says so', () => {
    expect(answered({ portable: null, not_portable_reason_code: '22130' })).toMatchObject({
      portable: false,
    });
  });

  it.each([22131, 22136])('tells "already ours" from "being ported" by the owning account: %d', (code) => {
    const no = { portable: false, not_portable_reason_code: code };
    expect(answered({ ...no, account_sid: AC }).rejection?.reason).toBe('already_ours');
    expect(answered(no).rejection?.reason).toBe('duplicate_port');
  });

  it.each([
    ['a failed check', { portable: false, not_portable_reason_code: 22135 }],
    ['no answer', { portable: null }],
    ['nothing at all', {}],
  ])('is no answer about the number: %s', (_, json) => {
    const error = thrown(() => answered(json));
    expect(error.problem).toMatchObject({ code: 'provider_unavailable', outcome: 'unavailable' });
    expect(error.isTransient).toBe(true);
  });

  it('is an error of ours when we may not ask', () => {
    const error = thrown(() => answered({ portable: false, not_portable_reason_code: 20003 }));
    expect(error.problem).toMatchObject({
      code: 'provider_unauthorized',
      outcome: 'refused',
      providerCode: '20003',
    });
    expect(error.isTransient).toBe(false);
  });
});

describe('HTTP 400', () => {
  it.each([
    ['22102', 'Invalid', 'invalid_number'],
    ['22132', undefined, 'other_owner'],
    ['20001', 'Phone number is not valid', 'invalid_number'],
    [undefined, 'Phone number is not valid', 'invalid_number'],
  ])('by code %s and text %s is %s', (code, text, reason) => {
    const { portable, rejection } = refused(code, text);
    expect([portable, rejection?.reason, rejection?.code, rejection?.message]).toEqual([
      false,
      reason,
      code ?? (reason === 'invalid_number' ? '22102' : undefined),
      text,
    ]);
  });

  it('does not repeat the number', () => {
    expect(refused('22102', 'The number +12125550100 (12125550100) is bad').rejection?.message).toBe(
      'The number *** (***) is bad',
    );
  });

  it('is a failed check by code 22135, and not allowed by 20003', () => {
    expect(thrown(() => refused('22135', 'x')).isTransient).toBe(true);
    expect(thrown(() => refused('20003', 'x')).problem.code).toBe('provider_unauthorized');
  });
});
