import { request } from 'undici';
import type { FaultRule } from '../../src/sandbox/faults';
import type { ControlOrder } from '../../src/sandbox/provider';
import type { LoggedRequest } from '../../src/sandbox/request-log';

/** The control API of a sandbox that runs as a process of its own. */
export class SandboxControl {
  /** @param url - where the sandbox listens; the simulated providers are below it */
  constructor(readonly url: string) {}

  /** The orders that a number is in, or ever was. */
  async ordersFor(phoneNumber: string): Promise<ControlOrder[]> {
    const { orders } = await this.#ask<{ orders: ControlOrder[] }>('orders');
    return orders.filter((order) => order.numbers.some((number) => number.phoneNumber === phoneNumber));
  }

  /** Every request that reached a provider, in order of arrival. */
  async requests(): Promise<LoggedRequest[]> {
    return (await this.#ask<{ requests: LoggedRequest[] }>('requests')).requests;
  }

  /** Every create that reached the provider. */
  async creates(): Promise<LoggedRequest[]> {
    return (await this.requests()).filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/Porting/PortIn'),
    );
  }

  /** Lets the next create meet a fault. */
  async faultOnCreate(fault: Pick<FaultRule, 'kind' | 'delayMs'>): Promise<void> {
    await this.fault({ method: 'POST', pathPattern: '/Porting/PortIn$', ...fault });
  }

  /** Lets the next requests of a kind meet a fault; one of Twilio's, when nothing else is said. */
  async fault(
    fault: Omit<FaultRule, 'provider' | 'times'> & Partial<Pick<FaultRule, 'provider' | 'times'>>,
  ): Promise<void> {
    await this.#ask('faults', { provider: 'twilio', times: 1, ...fault });
  }

  /** Pushes an order to its good end; the provider then says so by webhook. */
  async port({ ref }: ControlOrder): Promise<void> {
    await this.advance(ref, { to: 'ported' });
  }

  /** Pushes an order: what `POST /_control/orders/{ref}/advance` takes. */
  async advance(ref: string, push: object): Promise<void> {
    await this.#ask(`orders/${ref}/advance`, push);
  }

  async #ask<T>(what: string, body?: object): Promise<T> {
    const { statusCode, body: answer } = await request(`${this.url}/_control/${what}`, {
      method: body === undefined ? 'GET' : 'POST',
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (statusCode !== 200) throw new Error(`${what}: ${String(statusCode)} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}
