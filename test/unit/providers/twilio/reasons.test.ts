import {
  carrierRejection,
  isFailedCheck,
  isUnauthorized,
  notPortable,
  reasonOfError,
} from '../../../../src/providers/twilio/reasons';

const said = (code?: string, text?: string) => ({ code, text });

describe('carrierRejection', () => {
  it.each([
    ['22150', 'contact_support', false],
    ['22151', 'carrier_restriction', true],
    ['22152', 'number_inactive', true],
    ['22153', 'name_mismatch', true],
    ['22154', 'address_mismatch', true],
    ['22155', 'pin_wrong_or_expired', true],
    ['22156', 'account_number_wrong', true],
    ['22157', 'subscription_mismatch', true],
    ['22158', 'date_refused', true],
    ['22159', 'unsupported', false],
    ['22171', 'missing_fields', true],
    ['400', 'missing_fields', true],
    ['410', 'other', false],
    ['99999', 'other', false],
  ])('%s is %s', (code, reason, fixable) => {
    expect(carrierRejection(said(code, 'as received'))).toMatchObject({
      reason,
      fixable,
      code,
      message: 'as received',
    });
  });

  it('goes by the text when there is no code', () => {
    expect(carrierRejection(said(undefined, 'INVALID_PIN')).reason).toBe('pin_wrong_or_expired');
    expect(carrierRejection(said(undefined, 'invalid pin')).reason).toBe('pin_wrong_or_expired');
    expect(carrierRejection(said(undefined, 'because')).reason).toBe('other');
    expect(carrierRejection(said())).toEqual({ reason: 'other', fixable: false, actor: 'us' });
  });

  it('believes the code when both are there', () => {
    expect(carrierRejection(said('22156', 'INVALID_PIN')).reason).toBe('account_number_wrong');
  });
});

describe('notPortable', () => {
  it.each([
    ['22102', 'invalid_number'],
    ['22130', 'unsupported'],
    ['22131', 'already_ours'],
    ['22132', 'other_owner'],
    ['22133', 'manual_only'],
    ['22134', 'other'],
    ['22136', 'already_ours'],
    ['22137', 'duplicate_port'],
    ['22171', 'missing_fields'],
    ['22172', 'mixed_countries'],
  ])('%s is %s', (code, reason) => {
    expect(notPortable(said(code, 'TEXT'))).toMatchObject({ reason, code, message: 'TEXT' });
  });

  it('goes by the text when there is no code', () => {
    expect(notPortable(said(undefined, 'ALREADY_IN_TWILIO_DIFFERENT_OWNER')).reason).toBe('other_owner');
  });

  it('has no reason where Twilio says nothing', () => {
    expect(notPortable(said()).reason).toBe('other');
    expect(carrierRejection(said(undefined, ' ')).reason).toBe('other');
  });

  it.each([true, false, undefined])(
    '22137 is a port in progress, whatever the inventory says: %s',
    (isOurs) => {
      expect(notPortable(said('22137'), isOurs).reason).toBe('duplicate_port');
    },
  );

  it.each(['22131', '22136'])('%s: what is not in the inventory yet is being ported', (code) => {
    expect(notPortable(said(code), true).reason).toBe('already_ours');
    expect(notPortable(said(code), false).reason).toBe('duplicate_port');
    expect(notPortable(said(code, 'The number is being ported into this account')).reason).toBe(
      'duplicate_port',
    );
  });

  it('leaves other reasons alone, whatever the inventory', () => {
    expect(notPortable(said('22132'), false).reason).toBe('other_owner');
  });
});

it('knows the answers that are not about the number', () => {
  expect(isFailedCheck(said('22135'))).toBe(true);
  expect(isFailedCheck(said(undefined, 'ERROR_INTERNAL_SERVER_ERROR'))).toBe(true);
  expect(isFailedCheck(said('22130'))).toBe(false);
  expect(isFailedCheck(said())).toBe(false);
  expect(isUnauthorized(said('20003'))).toBe(true);
  expect(isUnauthorized(said('22132'))).toBe(false);
});

it('reads the code of an error answer only where it is about the port', () => {
  expect(
    ['22155', '22102', '22131', '22137', '22172', '400', '410', '20001', undefined].map(reasonOfError),
  ).toEqual([
    'pin_wrong_or_expired',
    'invalid_number',
    'already_ours',
    'duplicate_port',
    'mixed_countries',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('%s is a code like any other', (code) => {
  expect(carrierRejection(said(code)).reason).toBe('other');
  expect(notPortable(said(code)).reason).toBe('other');
  expect(reasonOfError(code)).toBeUndefined();
});
