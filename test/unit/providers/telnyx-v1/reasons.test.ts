import { carrierRejection, notPortable, reasonOfError } from '../../../../src/providers/telnyx-v1/reasons';

it.each([
  ['invalid_phone_number', 'invalid_number'],
  ['lrn_data_not_found', 'unsupported'],
  ['no_coverage', 'unsupported'],
  ['already_being_ported', 'duplicate_port'],
  ['telnyx_number', 'already_ours'],
  ['something_new', 'other'],
  [undefined, 'other'],
])('not portable: %s is %s', (word, reason) => {
  expect(notPortable(word)).toMatchObject({ reason, ...(word !== undefined && { code: word }) });
});

describe('an exception', () => {
  it.each([
    [
      'PASSCODE_PIN_INVALID: ask for the right one',
      'pin_wrong_or_expired',
      'numbers.pin',
      'PASSCODE_PIN_INVALID',
    ],
    [
      'The carrier said BTN_ATN_MISMATCH.',
      'billing_number_mismatch',
      'subscriber.billingPhoneNumber',
      'BTN_ATN_MISMATCH',
    ],
    ['SEE_TICKET, then (80014) service address', 'address_mismatch', 'subscriber.address', '80014'],
  ])('with a code of Telnyx’s in its comment: %s', (comment, reason, field, code) => {
    expect(carrierRejection(comment)).toMatchObject({ reason, field, code, message: comment });
  });

  it.each(['The PIN is wrong.', 'Ticket 80999 for 180014', 'NO_SUCH_CODE'])(
    'is not guessed at from prose: %s',
    (comment) => {
      const rejection = carrierRejection(comment);
      expect(rejection).toMatchObject({ reason: 'other', message: comment });
      expect(rejection).not.toHaveProperty('field');
      expect(rejection).not.toHaveProperty('code');
    },
  );

  it('without a comment says nothing', () => {
    expect(carrierRejection(undefined)).not.toHaveProperty('message');
  });
});

it.each([
  ['80003', 'duplicate_port'],
  ['80018', 'date_refused'],
  ['80005', 'pin_wrong_or_expired'],
  ['10015', undefined],
  [undefined, undefined],
])('error %s is %s', (code, reason) => {
  expect(reasonOfError(code)).toBe(reason);
});

it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('%s is a word like any other', (word) => {
  expect(notPortable(word).reason).toBe('other');
  expect(reasonOfError(word)).toBeUndefined();
  expect(carrierRejection(word).reason).toBe('other');
});
