import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { FastifyInstance } from 'fastify';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type KeyLike } from 'jose';
import { admission } from '../../../src/codec-server/caller';
import { buildCodecServer } from '../../../src/codec-server/codec-server';
import { readCodecServerSettings } from '../../../src/config/codec-server-settings';
import { temporalConfig } from '../../../temporal.config';
import { CodecClient } from '../../../src/encryption/codec-client';
import { EncryptionCodec } from '../../../src/encryption/encryption-codec';
import { payloadFromJson, payloadToJson, type PayloadJson } from '../../../src/encryption/payload-json';

const UI = 'https://temporal.example.com';
const TOKEN = 'token-of-a-command-line-0123456789';
const k1 = { id: 'k1', key: Buffer.alloc(32, 'one') };
const isolated = { XDG_CONFIG_HOME: '/nonexistent' };
const keys = { PORTKEEPER_ENCRYPTION_KEYS: `k1:${k1.key.toString('base64')}` };
const origins = { PORTKEEPER_CODEC_SERVER_ORIGINS: `${UI}, http://localhost:8233` };
const payload = defaultPayloadConverter.toPayload({ pin: '0042' });

const servers: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function server(env: Record<string, string> = {}, codecs = [new EncryptionCodec([k1])]) {
  const settings = readCodecServerSettings({ ...isolated, ...keys, ...origins, ...env });
  const lines: string[] = [];
  const log = (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }));
  const app = buildCodecServer({
    ...settings,
    codecs,
    admit: admission(settings.access),
    logger: { info: log, warn: log },
  });
  servers.push(app);
  const post = (
    operation: string,
    payloads: readonly Payload[],
    headers: Record<string, string> = {},
    remoteAddress = '127.0.0.1',
  ) =>
    app.inject({
      method: 'POST',
      url: `/${operation}?preserveStorageRefs=true`,
      headers: { 'x-namespace': 'default', ...headers },
      payload: { payloads: payloads.map(payloadToJson) },
      remoteAddress,
    });
  return { app, post, lines };
}

function payloadsIn(answer: { json(): unknown }): Payload[] {
  return (answer.json() as { payloads: PayloadJson[] }).payloads.map(payloadFromJson);
}

describe('encode and decode', () => {
  it('are each other’s inverse, and log nothing of what they do', async () => {
    const { post, lines } = server();
    const encoded = await post('encode', [payload, payload]);
    expect(encoded.statusCode).toBe(200);
    expect(encoded.body).not.toContain(Buffer.from('0042').toString('base64'));
    const decoded = payloadsIn(await post('decode', payloadsIn(encoded)));
    expect(decoded.map((each) => defaultPayloadConverter.fromPayload(each))).toEqual([
      { pin: '0042' },
      { pin: '0042' },
    ]);
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toMatch(/0042|eyJ|data/);
  });

  it('leave a payload as it is that has no key here, and say why', async () => {
    const [foreign] = await new EncryptionCodec([{ id: 'k0', key: Buffer.alloc(32, 'old') }]).encode([
      payload,
    ]);
    const { post, lines } = server();
    const answer = await post('decode', [foreign ?? {}, payload]);
    expect(answer.statusCode).toBe(200);
    expect(payloadsIn(answer).map(({ data }) => Buffer.from(data ?? []).toString('base64'))).toEqual(
      [foreign, payload].map((each) => Buffer.from(each?.data ?? []).toString('base64')),
    );
    expect(decodeURIComponent(String(answer.headers['x-portkeeper-unreadable']))).toContain(
      'encryption_key_missing',
    );
    expect(lines.join()).toContain('The encryption key k0 is missing');
  });

  it.each([
    ['no JSON', 'payloads'],
    ['a list', '[]'],
    ['payloads that are none', '{"payloads":[7]}'],
    ['data that is no text', '{"payloads":[{"data":{}}]}'],
    ['metadata that is no text', '{"payloads":[{"metadata":{"encoding":{}}}]}'],
    ['nothing', ''],
  ])('refuse what is none: %s', async (_, body) => {
    const { app, lines } = server();
    const headers = { 'content-type': 'application/json' };
    const answer = await app.inject({ method: 'POST', url: '/decode', headers, payload: body });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual({ code: 'malformed_request' });
    expect(lines).toEqual([]);
  });

  it('are all there is', async () => {
    const { app } = server();
    for (const url of ['/download', '/', '/encode/', '/decoded'])
      expect((await app.inject({ method: 'POST', url, payload: {} })).statusCode).toBe(404);
    expect((await app.inject({ method: 'GET', url: '/decode' })).statusCode).toBe(404);
    expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok' });
  });
});

describe('pages', () => {
  it('of a configured origin get answers, and may send what the Web UI sends', async () => {
    const { app, post } = server({ PORTKEEPER_CODEC_SERVER_TOKENS: TOKEN });
    const preflight = await app.inject({ method: 'OPTIONS', url: '/decode', headers: { origin: UI } });
    expect(preflight).toMatchObject({
      statusCode: 204,
      headers: {
        'access-control-allow-origin': UI,
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': 'Authorization, Authorization-Extras, Content-Type, X-Namespace',
        'access-control-allow-methods': 'POST',
        vary: 'Origin',
      },
    });
    const answer = await post('decode', [payload], { origin: UI, authorization: `Bearer ${TOKEN}` });
    expect(answer).toMatchObject({ statusCode: 200, headers: { 'access-control-allow-origin': UI } });
    // The page can read that it must sign in.
    const unauthorized = await post('decode', [payload], { origin: UI });
    expect(unauthorized).toMatchObject({ statusCode: 401, headers: { 'access-control-allow-origin': UI } });
  });

  it.each([
    'https://evil.example',
    `${UI}.evil.example`,
    `${UI}:444`,
    'http://temporal.example.com',
    'null',
    `${UI}/`,
  ])('of %s get none, signed in or not', async (origin) => {
    const { app, post } = server();
    for (const answer of [
      await app.inject({ method: 'OPTIONS', url: '/decode', headers: { origin } }),
      await post('decode', [payload], { origin }),
    ]) {
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toEqual({ code: 'origin_not_allowed' });
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });
});

describe('ways in', () => {
  const wrong = { authorization: `Bearer ${TOKEN}x` };

  it('a token', async () => {
    const { post, lines } = server({ PORTKEEPER_CODEC_SERVER_TOKENS: `${'o'.repeat(32)},${TOKEN}` });
    expect((await post('decode', [payload], { authorization: `Bearer ${TOKEN}` })).statusCode).toBe(200);
    for (const headers of [{}, wrong, { authorization: TOKEN }, { authorization: 'Bearer ' }] as Record<
      string,
      string
    >[])
      expect((await post('decode', [payload], headers)).statusCode).toBe(401);
    expect(lines.join()).not.toContain(TOKEN);
  });

  it('a header, only from the proxy', async () => {
    const { post, lines } = server({
      PORTKEEPER_CODEC_SERVER_PROXY_HEADER: 'X-Forwarded-User',
      PORTKEEPER_CODEC_SERVER_PROXY_ADDRESSES: '10.1.0.0/16, 192.0.2.7, fd00::/8',
    });
    const headers = { 'x-forwarded-user': 'ada' };
    for (const from of ['10.1.2.3', '192.0.2.7', '::ffff:10.1.2.3', 'fd00::1'])
      expect((await post('decode', [payload], headers, from)).statusCode).toBe(200);
    for (const from of ['10.2.0.1', '192.0.2.8', '127.0.0.1', '::1', '::ffff:10.2.0.1'])
      expect((await post('decode', [payload], headers, from)).statusCode).toBe(401);
    expect((await post('decode', [payload], { 'x-forwarded-user': ' ' }, '10.1.2.3')).statusCode).toBe(401);
    expect((await post('decode', [payload], {}, '10.1.2.3')).statusCode).toBe(401);
    expect(lines[0]).toContain('"by":"proxy","name":"ada"');
  });

  describe('an access token', () => {
    const ISSUER = 'https://id.example.com/';
    const AUDIENCE = 'portkeeper-codec';
    let privateKey: KeyLike;
    let otherKey: KeyLike;
    let jwks: ReturnType<typeof createServer>;
    let env: Record<string, string>;

    beforeAll(async () => {
      const pair = await generateKeyPair('RS256');
      ({ privateKey } = pair);
      otherKey = (await generateKeyPair('RS256')).privateKey;
      const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'a', alg: 'RS256', use: 'sig' };
      jwks = createServer((_request, response) => void response.end(JSON.stringify({ keys: [jwk] })));
      await new Promise<void>((resolve) => jwks.listen(0, '127.0.0.1', resolve));
      env = {
        PORTKEEPER_CODEC_SERVER_JWT_ISSUER: ISSUER,
        PORTKEEPER_CODEC_SERVER_JWT_AUDIENCE: AUDIENCE,
        PORTKEEPER_CODEC_SERVER_JWKS_URL: `http://127.0.0.1:${String((jwks.address() as AddressInfo).port)}/keys`,
      };
    });
    afterAll(() => {
      jwks.closeAllConnections();
      jwks.close();
    });

    const token = (
      change: { iss?: string; aud?: string; exp?: string | number | null; key?: KeyLike } = {},
    ) => {
      const { iss = ISSUER, aud = AUDIENCE, exp = '5m', key = privateKey } = change;
      const unsigned = new SignJWT({ sub: 'ada' })
        .setProtectedHeader({ alg: 'RS256', kid: 'a' })
        .setIssuer(iss)
        .setAudience(aud);
      return (exp === null ? unsigned : unsigned.setExpirationTime(exp)).sign(key);
    };
    const statusWith = async (jwt: string, settings = env) =>
      (await server(settings).post('decode', [payload], { authorization: `Bearer ${jwt}` })).statusCode;

    it('of this issuer and audience', async () => {
      const { post, lines } = server(env);
      const answer = await post('decode', [payload], {
        authorization: `Bearer ${await token()}`,
        origin: UI,
      });
      expect(answer.statusCode).toBe(200);
      expect(lines.join()).toContain('"by":"access token","name":"ada"');
      expect(lines.join()).not.toContain('eyJ');
    });

    it('of no other', async () => {
      expect(await statusWith(await token({ iss: 'https://other.example.com/' }))).toBe(401);
      expect(await statusWith(await token({ aud: 'other' }))).toBe(401);
      expect(await statusWith(await token({ exp: Math.floor(Date.now() / 1_000) - 60 }))).toBe(401);
      expect(await statusWith(await token({ exp: null }))).toBe(401);
      expect(await statusWith(await token({ key: otherKey }))).toBe(401);
      expect(await statusWith('nonsense')).toBe(401);
      const unsecured = new UnsecuredJWT({ sub: 'ada' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setExpirationTime('5m');
      expect(await statusWith(unsecured.encode())).toBe(401);
      const shared = new SignJWT({ sub: 'ada' })
        .setProtectedHeader({ alg: 'HS256', kid: 'a' })
        .setIssuer(ISSUER);
      const forged = await shared.setAudience(AUDIENCE).setExpirationTime('5m').sign(Buffer.alloc(32, 'x'));
      expect(await statusWith(forged)).toBe(401);
    });

    it('is not refused while the keys of its issuer are not available', async () => {
      const away = { ...env, PORTKEEPER_CODEC_SERVER_JWKS_URL: 'http://127.0.0.1:1/keys' };
      expect(await statusWith(await token(), away)).toBe(503);
    });
  });
});

describe('settings', () => {
  const problems = (env: Record<string, string | undefined>) => {
    try {
      readCodecServerSettings({ ...isolated, ...keys, ...env });
      return [];
    } catch (error) {
      return (error as { problems: string[] }).problems;
    }
  };

  it('without a way in, it listens on this machine only', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ PORTKEEPER_CODEC_SERVER_HOST: '0.0.0.0' })).toEqual([
      expect.stringMatching(/^PORTKEEPER_CODEC_SERVER_HOST: is 0\.0\.0\.0, which other machines reach/),
    ]);
    expect(
      problems({ PORTKEEPER_CODEC_SERVER_HOST: '0.0.0.0', PORTKEEPER_CODEC_SERVER_TOKENS: TOKEN }),
    ).toEqual([]);
  });

  it.each<[string, Record<string, string | undefined>, RegExp]>([
    [
      'no keys',
      { PORTKEEPER_ENCRYPTION_KEYS: undefined, PORTKEEPER_ALLOW_PLAINTEXT: '1' },
      /^PORTKEEPER_ENCRYPTION_KEYS: is not set/,
    ],
    ['any origin', { PORTKEEPER_CODEC_SERVER_ORIGINS: '*' }, /ORIGINS: must be origins like/],
    ['a path in an origin', { PORTKEEPER_CODEC_SERVER_ORIGINS: `${UI}/` }, /ORIGINS: must be origins like/],
    ['a short token', { PORTKEEPER_CODEC_SERVER_TOKENS: 'secret' }, /TOKENS: must be tokens of at least 32/],
    ['half a proxy', { PORTKEEPER_CODEC_SERVER_PROXY_HEADER: 'x-user' }, /PROXY_ADDRESSES: is not set/],
    [
      'a proxy anywhere',
      { PORTKEEPER_CODEC_SERVER_PROXY_HEADER: 'x-user', PORTKEEPER_CODEC_SERVER_PROXY_ADDRESSES: 'proxy' },
      /PROXY_ADDRESSES: must be IP addresses/,
    ],
    [
      'a header of everybody',
      { PORTKEEPER_CODEC_SERVER_PROXY_HEADER: 'Origin', PORTKEEPER_CODEC_SERVER_PROXY_ADDRESSES: '10.0.0.1' },
      /PROXY_HEADER: must be a header that the proxy alone sets/,
    ],
    [
      'keys on an open way',
      {
        PORTKEEPER_CODEC_SERVER_JWT_ISSUER: 'i',
        PORTKEEPER_CODEC_SERVER_JWT_AUDIENCE: 'a',
        PORTKEEPER_CODEC_SERVER_JWKS_URL: 'http://id.example.com/keys',
      },
      /JWKS_URL: is http/,
    ],
  ])('are refused: %s', (_, env, problem) => {
    expect(problems(env)).toEqual([expect.stringMatching(problem)]);
  });
});

describe('a codec server for the command line, instead of keys', () => {
  async function listening(env: Record<string, string> = {}, codecs?: EncryptionCodec[]) {
    const { app } = server(env, codecs);
    return app.listen({ host: '127.0.0.1', port: 0 });
  }

  it('encrypts and decrypts by the server', async () => {
    const url = await listening({ PORTKEEPER_CODEC_SERVER_TOKENS: TOKEN });
    const codec = new CodecClient({ url, token: TOKEN, namespace: 'default' });
    const encrypted = await codec.encode([payload]);
    expect(await new EncryptionCodec([k1]).decode(encrypted)).toHaveLength(1);
    const [decrypted] = await codec.decode(encrypted);
    expect(defaultPayloadConverter.fromPayload(decrypted ?? {})).toEqual({ pin: '0042' });
    expect(await codec.decode([])).toEqual([]);
  });

  describe('behind an egress proxy', () => {
    let asked: string[] = [];
    const proxy = createServer((_request, response) => response.writeHead(500).end()).on(
      'connect',
      (request, socket) => {
        asked.push(request.url ?? '');
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      },
    );
    beforeAll(() => new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve)));
    beforeEach(() => (asked = []));
    afterAll(() => proxy.close());

    /** The codec of a command line with these settings. */
    const codecOf = (endpoint: string) => {
      const { dataConverter } = temporalConfig({
        ...isolated,
        PORTKEEPER_CODEC_ENDPOINT: endpoint,
        PORTKEEPER_CODEC_TOKEN: TOKEN,
        HTTPS_PROXY: `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`,
      });
      return dataConverter!.payloadCodecs![0]!;
    };

    it('asks through the proxy, and tells that it was refused there', async () => {
      await expect(codecOf('https://codec.test').encode([payload])).rejects.toThrow(
        'the proxy opens no connection to the codec server at https://codec.test (HTTP 403)',
      );
      expect(asked).toEqual(['codec.test:443']);
    });

    it('asks a server on this machine directly', async () => {
      const url = await listening({ PORTKEEPER_CODEC_SERVER_TOKENS: TOKEN });
      expect(await codecOf(url).encode([payload])).toHaveLength(1);
      expect(asked).toEqual([]);
    });
  });

  it('hears what is missing', async () => {
    const url = await listening({ PORTKEEPER_CODEC_SERVER_TOKENS: TOKEN }, [new EncryptionCodec([])]);
    const [foreign] = await new EncryptionCodec([k1]).encode([payload]);
    const missing = new CodecClient({ url, token: TOKEN, namespace: 'default' }).decode([foreign ?? {}]);
    await expect(missing).rejects.toMatchObject({
      type: 'encryption_key_missing',
      message: expect.stringContaining('k1') as string,
    });
    const refused = new CodecClient({ url, token: undefined, namespace: 'default' }).decode([payload]);
    await expect(refused).rejects.toThrow(/refuses this caller \(401\); check PORTKEEPER_CODEC_TOKEN/);
    const away = new CodecClient({ url: 'http://127.0.0.1:1', token: undefined, namespace: 'default' });
    await expect(away.decode([payload])).rejects.toThrow(/does not answer; check PORTKEEPER_CODEC_ENDPOINT/);
  });
});
