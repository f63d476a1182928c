import { randomUUID } from 'node:crypto';
import { WorkflowFailedError, type Client, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { InvalidField } from '../contract/invalid-fields';
import { callWorkflowId, PROVIDER_CALL, type ProviderName } from '../contract/names';
import { callSummary, type ProviderCallInput } from '../contract/provider-call';
import type {
  AllowedDates,
  DraftDetail,
  DraftInput,
  DraftList,
  DraftsInput,
  OrderOrDraftInput,
  OrderRating,
  RateOrderInput,
} from '../contract/order-operations';
import type {
  OperationAnswer,
  OperationInput,
  OperationName,
  OrderList,
  OrdersInput,
  PortabilityInput,
} from '../contract/provider-operations';
import type { Portability, ProviderProblem } from '../domain/model/snapshot';
import { PortingError, type PortingErrorCode } from './porting-error';
import type {
  ProviderComments,
  ProviderDocuments,
  ProviderEligibility,
  ProviderLoa,
  ProviderOrderOperations,
  ProviderWebhookSettings,
} from './provider-operation-groups';
import { isUnreachable, unreadableError } from './translate';

/** How long a call waits for a worker before it fails as unanswered. */
const ACCEPT_TIMEOUT_MS = 10_000;

/** The execution time-out of a call: longer than all attempts at a slow provider. */
const CALL_TIMEOUT = '15 minutes';

/**
 * The history length of a workflow that no worker has taken: it was started, and its first task is scheduled.
 */
const UNACCEPTED_HISTORY_LENGTH = 2;

/**
 * One account at a provider, with operations beside a port. Each runs on a worker, because only workers have
 * the credentials.
 *
 * Every method throws a `PortingError`: `no_worker` and `no_worker_for_account` if no worker takes the call,
 * `invalid_request` if the input is invalid, `not_supported` if the provider lacks the operation, and with
 * the provider's error in `problem` if it refuses or fails (`provider_refused`, `provider_unauthorized`, …).
 *
 * @example
 * ```ts
 * const twilio = porting.provider('twilio');
 * const [answer] = await twilio.portability(['+12125550100']);
 * if (answer?.portable === false) console.log(answer.rejection);
 * ```
 */
export class ProviderClient {
  /** The provider whose API is called. */
  readonly provider: ProviderName;
  /** The account at the provider, by its name in the configuration. */
  readonly account: string;
  readonly #client: Client;
  readonly #taskQueue: string;

  constructor(
    { client, taskQueue }: { readonly client: Client; readonly taskQueue: string },
    provider: ProviderName,
    account: string,
  ) {
    this.provider = provider;
    this.account = account;
    this.#client = client;
    this.#taskQueue = taskQueue;
  }

  /**
   * Checks whether numbers can be moved to the provider: one result for each, in the same order.
   *
   * @param numbers - E.164, at most 1,000
   * @param options - `targetAccount`: the provider's id of the account that will own them, if it is another
   * one; `address`: the provider's id of the account holder's address
   */
  async portability(
    numbers: readonly string[],
    options: Omit<PortabilityInput, 'numbers'> = {},
  ): Promise<readonly Portability[]> {
    return this.call('portability', { numbers, ...options });
  }

  /** Lists the account's orders at the provider, the newest first, including orders that no port made. */
  async orders(filter: OrdersInput = {}): Promise<OrderList> {
    return this.call('orders', filter);
  }

  /** Operations on one order at the provider. */
  readonly order: ProviderOrderOperations = {
    get: (input) => this.call('order.get', input),
    cancel: (input) => this.call('order.cancel', input),
  };

  /** The target of the webhooks of this account's ports. */
  readonly webhooks: ProviderWebhookSettings = {
    get: () => this.call('webhooks.get', {}),
    set: (input) => this.call('webhooks.set', input),
    delete: (input) => this.call('webhooks.delete', input),
  };

  /** Eligibility of numbers for hosting. */
  readonly eligibility: ProviderEligibility = {
    check: (input) => this.call('eligibility', input),
    get: (input) => this.call('eligibility.get', input),
  };

  /** The settings of the LOA e-mail to account holders. */
  readonly loa: ProviderLoa = {
    get: (input = {}) => this.call('loa.get', input),
    set: (input) => this.call('loa.set', input),
  };

  /** Documents at the provider. */
  readonly documents: ProviderDocuments = {
    upload: (input) => this.call('documents.upload', input),
    list: (input) => this.call('documents.list', input),
    link: (input) => this.call('documents.link', input),
  };

  /** Comments on orders at the provider. */
  readonly comments: ProviderComments = {
    list: (input) => this.call('comments.list', input),
    add: (input) => this.call('comments.add', input),
  };

  /** Lists the time spans in which an order, or a group of a draft, could move. (Telnyx) */
  async allowedDates(input: OrderOrDraftInput): Promise<readonly AllowedDates[]> {
    return this.call('allowed-dates', input);
  }

  /** Rates a finished order with 1 to 5 stars. Safe to repeat. (Telnyx) */
  async rate(input: RateOrderInput): Promise<OrderRating> {
    return this.call('rate', input);
  }

  /** Lists the provider's drafts of orders. (Telnyx) */
  async drafts(filter: DraftsInput = {}): Promise<DraftList> {
    return this.call('drafts', filter);
  }

  /** Returns a draft with all its fields. (Telnyx) */
  async draft(input: DraftInput): Promise<DraftDetail> {
    return this.call('draft.get', input);
  }

  /** Runs an operation by its name; the methods above are short forms. */
  async call<Name extends OperationName>(
    operation: Name,
    input: OperationInput<Name>,
  ): Promise<OperationAnswer<Name>> {
    const { provider, account } = this;
    const call: ProviderCallInput = { provider, account, operation, input };
    try {
      const workflow = await this.#client.workflow.start(PROVIDER_CALL, {
        workflowId: callWorkflowId(randomUUID()),
        taskQueue: this.#taskQueue,
        args: [call],
        workflowExecutionTimeout: CALL_TIMEOUT,
        staticSummary: callSummary(call),
      });
      return (await this.#answerOf(workflow)) as OperationAnswer<Name>;
    } catch (error) {
      if (error instanceof WorkflowFailedError) throw failureOf(error, call);
      const unreadable = unreadableError(error);
      if (unreadable !== undefined) throw unreadable;
      if (isUnreachable(error))
        throw new PortingError('temporal_unreachable', 'Temporal cannot be reached; try again later.', {
          cause: error,
        });
      throw error;
    }
  }

  /** Waits for the answer. A call that no worker takes is terminated, so that it cannot run later. */
  async #answerOf(workflow: WorkflowHandle): Promise<unknown> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<'time is up'>((resolve) => {
      timer = setTimeout(() => resolve('time is up'), ACCEPT_TIMEOUT_MS);
    });
    const answer: Promise<unknown> = workflow.result();
    try {
      const first = await Promise.race([answer.then((value) => ({ value })), timeout]);
      if (first !== 'time is up') return first.value;
      if ((await workflow.describe()).historyLength > UNACCEPTED_HISTORY_LENGTH) return await answer;
      answer.catch(() => undefined); // rejects because of the termination
      await workflow.terminate('no worker took the call in time');
      throw new PortingError(
        'no_worker',
        `No worker takes the call on task queue ${this.#taskQueue}. Nothing was done; start one ` +
          '(`portkeeper worker`) and repeat.',
      );
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Turns the failure of a call's workflow into a `PortingError`. */
function failureOf(error: WorkflowFailedError, { provider, operation }: ProviderCallInput): PortingError {
  const { cause } = error;
  if (!(cause instanceof ApplicationFailure) || cause.type == null) {
    const why = cause?.message ?? error.message;
    return new PortingError(
      'call_failed',
      `The call ${provider} ${operation} was ended before its answer: ${why}. It may have been done.`,
      { cause: error },
    );
  }
  const detail: unknown = cause.details?.[0];
  return new PortingError(cause.type as PortingErrorCode, cause.message, {
    cause: error,
    ...(Array.isArray(detail)
      ? { invalid: detail as InvalidField[] }
      : detail != null && { problem: detail as ProviderProblem }),
  });
}
