import { setTimeout } from 'node:timers/promises';
import { PortingError } from '../../src/client/porting-error';
import type { PortHandle } from '../../src/client/port-handle';
import type { CommandResult } from '../../src/contract/messages';
import type { PortRequestInput } from '../../src/contract/port-request-input';
import type { PortOutcome, PortView } from '../../src/contract/port-view';
import type { Push, ControlOrder } from '../../src/sandbox/provider';
import { requestFor } from '../scenarios/request';
import type { ProviderName } from '../support/providers';
import { eventually, PATIENCE_MS } from './eventually';
import type { Installation } from './installation';

/** How a port says that nobody answered for it: its worker or Temporal is being killed. */
const UNANSWERED: readonly string[] = [
  'no_worker',
  'no_answer',
  'port_stuck',
  'not_decided_yet',
  'temporal_unreachable',
];

const RETRY_MS = 500;

/** A push as the sandbox's control takes it. */
type Pushed = Omit<Push, 'focAt'> & { readonly focAt?: string };

/** A port of one number that a drill drives to its end, whatever dies on the way. */
export class DrilledPort {
  readonly phoneNumber: string;
  readonly handle: PortHandle;
  readonly #installation: Installation;
  readonly #input: PortRequestInput;
  readonly provider: ProviderName;
  #confirmations = 0;

  constructor(
    installation: Installation,
    provider: ProviderName,
    requestId: string,
    {
      scenarioId = '00',
      suffix = '',
      ...more
    }: { readonly scenarioId?: string; readonly suffix?: string } & Partial<PortRequestInput> = {},
  ) {
    this.provider = provider;
    this.#installation = installation;
    this.phoneNumber = installation.newNumber(provider, scenarioId);
    const numbers = [{ phoneNumber: this.phoneNumber }];
    const account = `${installation.stack.account}${suffix}`;
    this.#input = { ...requestFor(provider, { requestId, numbers, ...more }), account };
    this.handle = installation.porting.get(requestId);
  }

  async start(): Promise<void> {
    await untilAnswered(() => this.#installation.porting.start(this.#input));
  }

  /** Gives a command, until it is answered: the key makes it the same one each time. */
  async say(command: (port: PortHandle) => Promise<CommandResult>): Promise<void> {
    await untilAnswered(() => command(this.handle));
  }

  /** Lets the port read now; one that has ended need not. */
  async refresh(): Promise<void> {
    await this.say((port) => port.refresh()).catch((error: unknown) => {
      if (!(error instanceof PortingError) || error.code !== 'port_ended') throw error;
    });
  }

  /** Waits until the view satisfies; meanwhile the operator answers what the port asks. */
  async until(satisfies: (view: PortView) => boolean): Promise<PortView> {
    let newest: PortView | undefined;
    const view = await eventually(
      // A port that does not answer is shown as it last was, which did not satisfy.
      async () => (newest = (await this.#lookAndAnswer()) ?? newest),
      (seen) => seen !== undefined && satisfies(seen),
    );
    return view!;
  }

  /** Waits until the port knows its order, and returns that one as the provider has it. */
  async order(): Promise<ControlOrder> {
    const { orders } = await this.until((view) => view.orders.length > 0);
    const known = orders.at(-1)!.ref;
    return (await this.ordersAtProvider()).find(({ ref }) => ref === known)!;
  }

  /** Pushes its order at the provider. */
  async push(push: Pushed): Promise<void> {
    await this.#installation.stack.control.advance((await this.order()).ref, push);
  }

  /**
   * Waits until the provider has an order, whether or not the port knows of it; meanwhile the operator answers what the
   * port asks, for example whether a submission without an answer made an order.
   */
  async orderAtProvider(): Promise<ControlOrder> {
    const [order] = await eventually(
      async () => {
        const orders = await this.ordersAtProvider();
        if (orders.length === 0) await this.#lookAndAnswer();
        return orders;
      },
      ({ length }) => length > 0,
    );
    return order!;
  }

  /** Every order that the provider ever made for the number. */
  async ordersAtProvider(): Promise<ControlOrder[]> {
    const orders = await this.#installation.stack.control.ordersFor(this.phoneNumber);
    return orders.filter(({ provider }) => provider === this.provider);
  }

  /**
   * Waits for its end; meanwhile the operator answers what the port asks.
   *
   * @throws Error when it is still open after {@link PATIENCE_MS}
   */
  async result(): Promise<PortOutcome> {
    await this.until(({ outcome }) => outcome !== undefined);
    return untilAnswered(() => this.handle.result());
  }

  /** The port's view, after the operator has answered what it asks; undefined: nobody answers for the port. */
  async #lookAndAnswer(): Promise<PortView | undefined> {
    const seen = await answered(() => this.handle.view());
    if (seen !== undefined && seen.outcome === undefined) await this.#answer(seen);
    return seen;
  }

  /** An operator looks at the provider before saying that there is no order. */
  async #answer({ attentions }: PortView): Promise<void> {
    if (!attentions.some(({ cause }) => cause === 'submission_unknown')) return;
    if ((await this.ordersAtProvider()).length > 0) return;
    this.#confirmations += 1;
    const idempotencyKey = `confirm-${String(this.#confirmations)}`;
    await this.handle.resubmit({ confirm: true, idempotencyKey }).catch((error: unknown) => {
      if (!(error instanceof PortingError)) throw error; // it is asked again
    });
  }
}

/** Asks until somebody answers. */
export async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isUnanswered(error) || Date.now() > deadline) throw error;
      await setTimeout(RETRY_MS);
    }
  }
}

/** Undefined when nobody answers. */
async function answered<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!isUnanswered(error)) throw error;
    return undefined;
  }
}

function isUnanswered(error: unknown): boolean {
  return error instanceof PortingError && UNANSWERED.includes(error.code);
}
