import { withoutPins } from '../../../src/providers/order-detail';

test('no-plain-secret: whatever is called a PIN is taken out, however deep it lies', () => {
  const said = {
    pin: '0042',
    port_out_pin: 42,
    pin_passcode: '0042',
    PIN: '0042',
    account_pin: '0042',
    phone_numbers: [{ phone_number: '+12125550100', passcode: '0042' }],
    nested: { deeper: { pin_code: '0042' } },
  };
  expect(withoutPins(said)).toEqual({
    phone_numbers: [{ phone_number: '+12125550100' }],
    nested: { deeper: {} },
  });
});

test('what only sounds so stays', () => {
  const said = { pin_and_account_number_required: true, shipping: 'a', opinion: null, list: ['pin'] };
  expect(withoutPins(said)).toEqual(said);
});
