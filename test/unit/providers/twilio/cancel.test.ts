import { MockAgent } from 'undici';
import { createHttpTransport } from '../../../../src/providers/http/transport';
import { TwilioProvider } from '../../../../src/providers/twilio/provider';
import { failureOf } from '../scripted';
import { account, call, KW, NUMBER, numberJson, portInJson, PU } from './examples';

const ORDER = `/v1/Porting/PortIn/${KW}`;
const OTHER = '+12125550101';

/** Twilio as a mock agent: what is not expected is not answered, and what was expected must have been asked. */
function setUp() {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const twilio = agent.get(account.baseUrl);
  const provider = new TwilioProvider(account, createHttpTransport({ dispatcher: agent }));
  return { twilio, provider, agent };
}

it('cancels a whole order with one request', async () => {
  const { twilio, provider, agent } = setUp();
  twilio.intercept({ method: 'DELETE', path: ORDER }).reply(204);
  await provider.cancel({ orderRef: KW }, call);
  agent.assertNoPendingInterceptors();
});

it('cancels one number by its own id', async () => {
  const { twilio, provider, agent } = setUp();
  twilio.intercept({ method: 'DELETE', path: `${ORDER}/PhoneNumber/${PU}` }).reply(204);
  await provider.cancel({ orderRef: KW, number: { phoneNumber: NUMBER, ref: PU } }, call);
  agent.assertNoPendingInterceptors();
});

it('asks the order for the id of a number that it does not know', async () => {
  const { twilio, provider, agent } = setUp();
  const other = numberJson({ phone_number: OTHER, port_in_phone_number_sid: `PU${'9'.repeat(32)}` });
  twilio
    .intercept({ method: 'GET', path: ORDER })
    .reply(200, portInJson({ phone_numbers: [other, numberJson()] }));
  twilio.intercept({ method: 'DELETE', path: `${ORDER}/PhoneNumber/${PU}` }).reply(204);
  await provider.cancel({ orderRef: KW, number: { phoneNumber: NUMBER } }, call);
  agent.assertNoPendingInterceptors();
});

it('refuses for certain when the order does not name the number: nothing was canceled', async () => {
  const { twilio, provider } = setUp();
  twilio.intercept({ method: 'GET', path: ORDER }).reply(200, portInJson());
  const error = await failureOf(provider.cancel({ orderRef: KW, number: { phoneNumber: OTHER } }, call));
  expect(error.problem).toMatchObject({ code: 'provider_refused', outcome: 'refused' });
});

it.each([
  [400, 'refused', 'provider_refused'],
  [401, 'refused', 'provider_unauthorized'],
  [429, 'unavailable', 'provider_rate_limited'],
  [500, 'unknown', 'provider_unavailable'],
])('HTTP %i means %s', async (status, outcome, code) => {
  const { twilio, provider } = setUp();
  twilio.intercept({ method: 'DELETE', path: ORDER }).reply(status, { code: 20001, message: 'no', status });
  const { problem } = await failureOf(provider.cancel({ orderRef: KW }, call));
  expect(problem).toMatchObject({ outcome, code });
});
