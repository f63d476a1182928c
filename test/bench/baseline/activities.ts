import { request } from 'undici';

/** The calls of the baselines: the same requests to the sandbox as Portkeeper's, and nothing around them. */
export interface BaselineActivities {
  /** Stands for what Portkeeper prepares without a call. */
  prepare(): Promise<string>;
  checkNumber(phoneNumber: string): Promise<string>;
  /** @returns the order's id */
  placeOrder(order: object): Promise<string>;
  readOrder(orderRef: string): Promise<string>;
}

/** @param url - the base URL of the sandbox's Twilio */
export function baselineActivities(url: string): BaselineActivities {
  const ask = async (method: 'GET' | 'POST', path: string, body?: object): Promise<string> => {
    const answer = await request(`${url}${path}`, {
      method,
      headers: { authorization: SIGN_IN, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${path}: ${String(answer.statusCode)} ${text}`);
    return text;
  };
  return {
    prepare: () => Promise.resolve('prepared'),
    checkNumber: (phoneNumber) =>
      ask('GET', `/v1/Porting/Portability/PhoneNumber/${encodeURIComponent(phoneNumber)}`),
    placeOrder: async (order) => {
      const placed = JSON.parse(await ask('POST', '/v1/Porting/PortIn', order)) as {
        port_in_request_sid: string;
      };
      return placed.port_in_request_sid;
    },
    readOrder: (orderRef) => ask('GET', `/v1/Porting/PortIn/${orderRef}`),
  };
}

const SIGN_IN = `Basic ${Buffer.from(`AC${'0'.repeat(32)}:sandbox-token`).toString('base64')}`;
