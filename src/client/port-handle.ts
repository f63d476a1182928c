import { setTimeout } from 'node:timers/promises';
import {
  WorkflowFailedError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import type {
  AbandonInput,
  AddCommentInput,
  AddDocumentInput,
  AmendInput,
  CancelInput,
  ChangeDateInput,
  ExtendInput,
  RateInput,
  ResubmitInput,
  SettleInput,
} from '../contract/command-inputs';
import {
  portQuery,
  timelineQuery,
  type CommandInput,
  type CommandRefusal,
  type CommandResult,
} from '../contract/messages';
import { portWorkflowId } from '../contract/names';
import { PortPhase } from '../contract/search-attributes';
import type { PortOutcome, PortView, TimelineEntryView } from '../contract/port-view';
import type { CommandName, InputOf } from '../domain/model/port-commands';
import { PortingError, type PortingErrorCode } from './porting-error';
import { hasStopped, portFailed } from './closed-port';
import { isBeingPrepared, isUnanswered, withPortingErrors } from './translate';
import { whyNoAnswer } from './why-no-answer';

/** How long a query or a command waits for a worker before it fails as unanswered. */
const ACCEPT_TIMEOUT_MS = 10_000;

/** How long an accepted command may take: one poll of a slow provider. */
const DECISION_TIMEOUT_MS = 300_000;

/** A port that was just started finishes its first step after some milliseconds. */
const FIRST_RETRY_MS = 25;

/** Options of a command. */
export interface CommandOptions extends CommandInput {
  /** A repeated key is the same command, which is carried out once. */
  readonly idempotencyKey?: string;
}

/**
 * A handle of one port: read it, send it commands, wait for its end. It has a method for each command, with
 * its name.
 */
export class PortHandle {
  /** Your id of the port. */
  readonly requestId: string;
  /** The id of its workflow: `port:<requestId>`. */
  readonly workflowId: string;
  readonly #client: Client;
  readonly #workflow: WorkflowHandle;

  constructor(client: Client, requestId: string) {
    this.requestId = requestId;
    this.workflowId = portWorkflowId(requestId);
    this.#client = client;
    this.#workflow = client.workflow.getHandle(this.workflowId);
  }

  /**
   * Returns the whole port as it is now. It needs a worker.
   *
   * @throws PortingError `port_not_found`, `port_failed`, `port_stuck`, `no_worker`, `no_answer`
   */
  async view(): Promise<PortView> {
    return this.#query(() => this.#workflow.query(portQuery));
  }

  /** Returns the port's timeline, the newest entry last (at most 200 entries). */
  async timeline(): Promise<TimelineEntryView[]> {
    return this.#query(() => this.#workflow.query(timelineQuery));
  }

  /**
   * Waits until the port has ended, which can take days or weeks.
   *
   * @throws PortingError `port_failed` if it was started with an invalid request, or was stopped from outside
   */
  async result(): Promise<PortOutcome> {
    return withPortingErrors(this.requestId, async () => {
      try {
        return (await this.#workflow.result()) as PortOutcome;
      } catch (error) {
        if (!(error instanceof WorkflowFailedError)) throw error;
        throw await portFailed(this.requestId, this.#workflow, await this.#workflow.describe());
      }
    });
  }

  /**
   * Reads the orders at the provider now.
   *
   * @throws PortingError `no_worker`, `port_ended`
   */
  async refresh(options: CommandOptions = {}): Promise<CommandResult> {
    return this.#command('refresh', options);
  }

  /**
   * Cancels numbers; without `numbers`, all that are still open. An accepted cancel is sent to the provider
   * until it answers; the provider's status decides the outcome.
   *
   * @throws PortingError with the code of the refusal, `cancellation_window_closed` for example, if nothing
   * was accepted
   */
  async cancel(options: CommandOptions & CancelInput = {}): Promise<CommandResult> {
    return this.#command('cancel', options);
  }

  /**
   * Submits a complete draft of a request with `submit: "manual"`.
   *
   * @throws PortingError `missing_fields`, …
   */
  async submit(options: CommandOptions = {}): Promise<CommandResult> {
    return this.#command('submit', options);
  }

  /**
   * Changes the request by a JSON merge patch; numbers are matched by `phoneNumber`. An order at the provider
   * keeps the data that was sent; `resubmit` sends the new data.
   *
   * @throws PortingError `invalid_request`, naming every wrong field in `refused`; nothing was changed
   */
  async amend(options: CommandOptions & AmendInput): Promise<CommandResult> {
    return this.#command('amend', options);
  }

  /**
   * Submits numbers again as a new order, with the amended data; without `numbers`, all that wait for a
   * person. Numbers that the old order still holds are canceled there first.
   *
   * @throws PortingError with the code of the refusal if nothing was accepted
   */
  async resubmit(options: CommandOptions & ResubmitInput = {}): Promise<CommandResult> {
    return this.#command('resubmit', options);
  }

  /** Records the outcome of numbers if the provider does not report it. */
  async settle(options: CommandOptions & SettleInput): Promise<CommandResult> {
    return this.#command('settle', options);
  }

  /** Abandons the port: what can be canceled is canceled, the rest is left open at the provider. */
  async abandon(options: CommandOptions & AbandonInput = {}): Promise<CommandResult> {
    return this.#command('abandon', options);
  }

  /**
   * Extends the time before numbers are given up, or a draft expires: `until` a moment or `for` a duration
   * from now.
   *
   * @throws PortingError `no_answer_awaited`, `not_later`, `out_of_range`
   */
  async extend(options: CommandOptions & ExtendInput): Promise<CommandResult> {
    return this.#command('extend', options);
  }

  /**
   * Writes a comment on the order to the provider.
   *
   * @throws PortingError `not_supported` if the provider takes no comments
   */
  async addComment(options: CommandOptions & AddCommentInput): Promise<CommandResult> {
    return this.#command('addComment', options);
  }

  /**
   * Adds a document after the submission.
   *
   * @throws PortingError `not_supported` if the provider takes none
   */
  async addDocument(options: CommandOptions & AddDocumentInput): Promise<CommandResult> {
    return this.#command('addDocument', options);
  }

  /**
   * Rates the finished order at the provider.
   *
   * @throws PortingError `not_supported` if the provider takes no ratings
   */
  async rate(options: CommandOptions & RateInput): Promise<CommandResult> {
    return this.#command('rate', options);
  }

  /**
   * Changes the wanted date of numbers that are drafts, or that are amended before they are submitted again.
   *
   * @throws PortingError `not_supported` if the provider has all numbers
   */
  async changeDate(options: CommandOptions & ChangeDateInput): Promise<CommandResult> {
    return this.#command('changeDate', options);
  }

  /**
   * A worker accepts a command within seconds or not at all. The decision then takes at most one poll of the
   * provider.
   */
  async #command<Name extends CommandName>(
    name: Name,
    { idempotencyKey, ...input }: CommandOptions & InputOf<Name>,
  ): Promise<CommandResult> {
    let isAccepted = false;
    return withPortingErrors(this.requestId, async () => {
      try {
        const update = await this.#client.withDeadline(Date.now() + ACCEPT_TIMEOUT_MS, () =>
          this.#workflow.startUpdate<CommandResult, [object]>(name, {
            args: [input],
            waitForStage: 'ACCEPTED',
            ...(idempotencyKey !== undefined && { updateId: idempotencyKey }),
          }),
        );
        isAccepted = true;
        return await this.#client.withDeadline(Date.now() + DECISION_TIMEOUT_MS, () => update.result());
      } catch (error) {
        if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isUnanswered(error))
          throw await this.#whyNoAnswer(error, isAccepted);
        if (error instanceof WorkflowNotFoundError || isEndedByPort(error)) throw await this.#endedOr(error);
        if (error instanceof WorkflowUpdateFailedError) throw refusalOf(error);
        throw error;
      }
    });
  }

  async #query<T>(runQuery: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + ACCEPT_TIMEOUT_MS;
    return withPortingErrors(this.requestId, async () => {
      try {
        return await this.#client.withDeadline(deadline, async () => {
          for (let waitMs = FIRST_RETRY_MS; ; waitMs *= 2) {
            try {
              return await this.#queryUnlessStopped(runQuery);
            } catch (error) {
              if (!isBeingPrepared(error) || Date.now() + waitMs > deadline) throw error;
              await setTimeout(waitMs);
            }
          }
        });
      } catch (error) {
        throw isUnanswered(error) ? await this.#whyNoAnswer(error) : error;
      }
    });
  }

  /** A workflow that was stopped from outside still answers queries. This reports that it has stopped. */
  async #queryUnlessStopped<T>(runQuery: () => Promise<T>): Promise<T> {
    const [answer, description] = await Promise.allSettled([runQuery(), this.#workflow.describe()]);
    if (description.status === 'rejected') throw description.reason;
    if (hasStopped(description.value))
      throw await portFailed(this.requestId, this.#workflow, description.value);
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  }

  #whyNoAnswer(cause: unknown, isAccepted = false): Promise<unknown> {
    return whyNoAnswer(this.#client, {
      requestId: this.requestId,
      workflow: this.#workflow,
      cause,
      isAccepted,
    });
  }

  /** Temporal reports an ended workflow as not found. This returns `port_ended` instead. */
  async #endedOr(error: unknown): Promise<unknown> {
    const description = await this.#workflow.describe();
    const { status, typedSearchAttributes } = description;
    if (status.name === 'RUNNING') return error;
    if (hasStopped(description)) return portFailed(this.requestId, this.#workflow, description);
    const phase = typedSearchAttributes.get(PortPhase) ?? status.name;
    const message = `Port ${this.requestId} has ended (${phase}): no command can change it any more. See \`portkeeper show ${this.requestId}\`.`;
    return new PortingError('port_ended', message, { cause: error });
  }
}

/** Whether the port ended while the command waited for its decision. */
function isEndedByPort(error: unknown): boolean {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  return cause instanceof ApplicationFailure && cause.type === 'AcceptedUpdateCompletedWorkflow';
}

/** The workflow's refusal: the failure's type is the code, its details say what is allowed. */
function refusalOf(error: WorkflowUpdateFailedError): PortingError {
  const { cause } = error;
  if (!(cause instanceof ApplicationFailure)) {
    return new PortingError('port_failed', cause?.message ?? error.message, { cause: error });
  }
  return new PortingError((cause.type ?? 'port_failed') as PortingErrorCode, cause.message, {
    refused: (cause.details ?? []) as CommandRefusal[],
    cause: error,
  });
}
