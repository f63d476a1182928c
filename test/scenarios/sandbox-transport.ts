import type { ProviderName } from '../support/providers';
import { TransportError, type HttpTransport } from '../../src/providers/http/transport';
import type { Sandbox } from '../../src/sandbox/sandbox';

/** Where the sandbox answers without a network: the base URL of a provider's account in a simulation. */
export function sandboxUrl(provider: ProviderName): string {
  return `http://sandbox.invalid/${provider}`;
}

/** The same of Twilio's. */
export const SANDBOX_BASE_URL = sandboxUrl('twilio');

/** Carries a provider client's requests straight into a sandbox in the same process. */
export function sandboxTransport(sandbox: Sandbox): HttpTransport {
  // eslint-disable-next-line @typescript-eslint/require-await -- a transport answers with a promise
  return async ({ method, url, headers, body }) => {
    const { pathname, searchParams } = new URL(url);
    const answer = sandbox.handle({
      method,
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: lowerCased(headers),
      ...(body !== undefined && { body }),
    });
    if (answer.fault?.kind === 'drop')
      throw new TransportError('connection', 'unknown', 'The connection was reset.');
    return { status: answer.status, headers: lowerCased(answer.headers), body: answer.body };
  };
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
