import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROVIDER_NAME } from '../../../src/contract/names';
import {
  createProvider,
  createWebhooks,
  DescriptorError,
  isSandboxAccount,
  type ProviderDescriptor,
} from '../../../src/providers/descriptor';
import { USER_AGENT } from '../../../src/providers/http/user-agent';
import { BUILT_IN_PROVIDERS } from '../../../src/providers/registry';
import { twilio } from '../../../src/providers/twilio/descriptor';
import { PROVIDERS } from '../../support/providers';
import { scripted } from './scripted';
import { account, call, KW, portInJson } from './twilio/examples';

describe.each(PROVIDERS)('the descriptor of %s', (name) => {
  const descriptor = BUILT_IN_PROVIDERS.get(name)!;
  const entry: Readonly<Record<string, unknown>> = {
    provider: name,
    ...descriptor.sandbox!.entry('http://127.0.0.1:9080/api'),
  };
  const parsed = descriptor.accountSchema('calls').parse(entry);
  const described = { descriptor, account: parsed };

  test('has a name in the form of all names', () => {
    expect(name).toMatch(PROVIDER_NAME);
    expect(descriptor.name).toBe(name);
  });

  test('creates a provider that has the operations it names, and no others', () => {
    const provider = createProvider(described);
    expect(Object.keys(provider.operations).sort()).toEqual([...descriptor.operations].sort());
  });

  test('creates webhooks if its capabilities say who a webhook URL belongs to', () => {
    expect(createWebhooks(described) !== undefined).toBe(descriptor.capabilities.webhookScope !== 'none');
  });

  test('knows the account of the sandbox, and takes no other for it', () => {
    expect(isSandboxAccount(described)).toBe(true);
    const credentials = Object.fromEntries(
      Object.entries(entry['credentials'] as Record<string, string>).map(([key, value]) => [
        key,
        value.replace(/.$/, '1'),
      ]),
    );
    const other = descriptor.accountSchema('calls').parse({ ...entry, credentials });
    expect(isSandboxAccount({ descriptor, account: other })).toBe(false);
  });

  test('names keys that its accounts have, and every secret among them', () => {
    const strangers = Object.keys(descriptor.keys).flatMap((path) => {
      const nested = path
        .split('.')
        .reduceRight<unknown>((value, key) => ({ [key]: value }), { not: 'a value' });
      const issues = descriptor.accountSchema('calls').safeParse(nested).error!.issues;
      return issues.some((issue) => issue.code === 'unrecognized_keys') ? [path] : [];
    });
    expect(strangers).toEqual([]);
    const secrets = Object.keys(descriptor.keys).filter((path) => /token|secret|password/i.test(path));
    expect(secrets.filter((path) => descriptor.keys[path]?.isSecret !== true)).toEqual([]);
    expect(secrets.length).toBeGreaterThan(0);
  });

  test('takes an entry without what is only for calls, for a process that reads webhooks', () => {
    const forCalls = Object.keys(descriptor.keys).filter((path) => descriptor.keys[path]?.isForCalls);
    expect(forCalls.length).toBeGreaterThan(0);
    const without = Object.fromEntries(
      Object.entries(entry['credentials'] as object).filter(
        ([key]) => !forCalls.includes(`credentials.${key}`),
      ),
    );
    const result = descriptor.accountSchema('webhooks').safeParse({ ...entry, credentials: without });
    expect(result.error).toBeUndefined();
  });
});

test('a provider is created over the given transport', async () => {
  const { transport, sent } = scripted({ json: portInJson() });
  const provider = createProvider({ descriptor: twilio, account }, { transport });
  await provider.read([KW], call);
  expect(sent).toHaveLength(1);
});

test('webhooks are created for an account', () => {
  const webhooks = createWebhooks({ descriptor: twilio, account })!;
  const result = webhooks.verify({
    method: 'POST',
    url: 'https://h.example/',
    headers: {},
    body: Buffer.from(''),
  });
  expect(result).toMatchObject({ ok: false, refusal: 'signature_missing' });
});

test.each<[string, Partial<ProviderDescriptor>]>([
  ['name', { name: 'other' }],
  ['capabilities', { capabilities: { ...twilio.capabilities } }],
])('a provider with another %s than its descriptor is refused', (_what, difference) => {
  const descriptor = { ...(twilio as ProviderDescriptor), ...difference };
  expect(() => createProvider({ descriptor, account })).toThrow(DescriptorError);
});

test('providers are told the version of the package', () => {
  const manifest = readFileSync(join(__dirname, '../../../package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  expect(USER_AGENT).toBe(`portkeeper/${version}`);
});
