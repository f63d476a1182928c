import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProvider, createWebhooks } from '../../../src/providers/registry';
import { USER_AGENT } from '../../../src/providers/http/user-agent';
import { account, call, KW, portInJson, scripted } from './twilio/examples';

describe('the registry', () => {
  it('builds the provider of an account on the given transport', async () => {
    const { transport, sent } = scripted({ json: portInJson() });
    const provider = createProvider(account, { transport });
    expect(provider.name).toBe('twilio');
    await provider.read([KW], call);
    expect(sent).toHaveLength(1);
  });

  it('builds a provider without a transport', () => {
    expect(createProvider(account).capabilities.numbersPerOrder).toBe(1_000);
  });

  it('builds the webhooks of an account', () => {
    const webhooks = createWebhooks(account)!;
    const verdict = webhooks.verify({
      method: 'POST',
      url: 'https://h.example/',
      headers: {},
      body: Buffer.from(''),
    });
    expect(verdict).toMatchObject({ ok: false, refusal: 'signature_missing' });
  });
});

it('tells providers the version of the package', () => {
  const manifest = readFileSync(join(__dirname, '../../../package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  expect(USER_AGENT).toBe(`portkeeper/${version}`);
});
