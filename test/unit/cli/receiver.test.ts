import { runReceiver } from '../../../src/cli/processes/receiver';
import { outputTo } from '../../../src/cli/output';

const SECRET = Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7));
const env = {
  XDG_CONFIG_HOME: '/nonexistent',
  LOG_LEVEL: 'silent',
  PORT: '0',
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  PORTKEEPER_ALLOW_PLAINTEXT: '1',
  PORTKEEPER_WEBHOOK_SECRETS: `k1:${SECRET.toString('base64')}`,
  WEBHOOK_PUBLIC_URL: 'https://hooks.example.com',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'twilio-auth-token',
};

/** What the process prints from its start to its stop. */
async function printed(json: boolean): Promise<string> {
  const texts: string[] = [];
  const stream = { write: (text: string) => texts.push(text) };
  await runReceiver(json, {
    env,
    output: outputTo(stream, stream),
    // eslint-disable-next-line @typescript-eslint/require-await -- a stream is asynchronous
    input: (async function* () {
      yield '';
    })(),
    stopped: AbortSignal.abort(),
    exitCode: 0,
  });
  return texts.join('');
}

test.each([false, true])('standard output shows no token, for it is a log (JSON: %s)', async (json) => {
  const text = await printed(json);
  expect(text).toContain('https://hooks.example.com/webhooks/twilio/default/k1.…');
  expect(text).not.toMatch(/k1\.[\w-]/);
});
