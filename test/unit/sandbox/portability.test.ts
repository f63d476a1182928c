import { TwilioHarness } from './support';

describe('the portability check of the simulated Twilio', () => {
  let twilio: TwilioHarness;
  beforeEach(() => {
    twilio = new TwilioHarness();
  });
  const check = (number: string, query = '') =>
    twilio.twilio('GET', `/Portability/PhoneNumber/${encodeURIComponent(number)}${query}`);

  it.each([
    ['+12125550100', true, 'LOCAL', 'US', null],
    ['+12125550900', true, 'MOBILE', 'US', null],
    ['+18005550100', false, 'TOLL-FREE', 'US', 22133],
    ['+442071838750', false, 'UNKNOWN', null, 22130],
    ['+12125550101', false, 'LOCAL', 'US', 22130],
    ['+12125550117', true, 'LOCAL', 'US', null],
  ])('of %s: portable %p, %s', (number, portable, type, country, code) => {
    const answer = check(number);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      phone_number: number,
      portable,
      number_type: type,
      country,
      not_portable_reason_code: code,
      pin_and_account_number_required: type === 'MOBILE',
      account_sid: null,
    });
  });

  it('takes a plus that is not encoded', () => {
    expect(twilio.twilio('GET', '/Portability/PhoneNumber/+12125550100').json.portable).toBe(true);
  });

  it.each(['12125550100', '+1', 'abc'])('refuses %s, which is no E.164 number', (number) => {
    expect(check(number)).toMatchObject({ status: 400, json: { code: 22102 } });
  });

  it('shows a number in an order only after a lag, by whose account it is in', () => {
    twilio.create('+12125550100');
    twilio.now += 59_999;
    expect(check('+12125550100').json.portable).toBe(true);
    twilio.now += 1;
    expect(check('+12125550100').json).toMatchObject({ portable: false, not_portable_reason_code: 22131 });
    expect(check('+12125550100', `?TargetAccountSid=AC${'1'.repeat(32)}`).json.not_portable_reason_code).toBe(
      22136,
    );
    expect(check('+12125550100', '?TargetAccountSid=me').status).toBe(400);
  });

  it('frees a number whose cancel was accepted, and keeps one that is ported', () => {
    const sid = twilio.create('+12125550118');
    twilio.create('+12125550100');
    twilio.untilDay(3.5);
    expect(check('+12125550118').json.portable).toBe(false);
    twilio.twilio('DELETE', `/PortIn/${sid}`);
    expect(check('+12125550118').json.portable).toBe(true);
    twilio.untilDay(11);
    expect(check('+12125550100').json).toMatchObject({
      portable: false,
      not_portable_reason: 'ALREADY_IN_THE_TARGET_ACCOUNT',
      account_sid: expect.stringMatching(/^AC0{32}$/),
    });
  });
});
