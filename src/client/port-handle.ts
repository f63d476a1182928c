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

/** How long a question or a command waits for a worker before it counts as not heard by anybody. */
const HEARD_WITHIN_MS = 10_000;

/** How long a command that was heard may take: one look at a provider that answers slowly. */
const DECIDED_WITHIN_MS = 300_000;

/** A port that was just started has its first step behind it some milliseconds later. */
const PREPARED_AFTER_MS = 25;

/** Options of a command. */
export interface CommandOptions extends CommandInput {
  /** The same key again is the same command: it is carried out once. */
  readonly idempotencyKey?: string;
}

/** One port: look at it, tell it something, wait for its end. It has a method for every command, of its name. */
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
   * The whole port as it is now. Needs a worker.
   *
   * @throws PortingError `port_not_found`, `port_failed`, `port_stuck`, `no_worker`, `no_answer`
   */
  async view(): Promise<PortView> {
    return this.#asking(() => this.#workflow.query(portQuery));
  }

  /** What happened to the port, the newest last (at most 200 entries). */
  async timeline(): Promise<TimelineEntryView[]> {
    return this.#asking(() => this.#workflow.query(timelineQuery));
  }

  /**
   * Waits until the port has ended: for days or weeks.
   *
   * @throws PortingError `port_failed` when it was started with an invalid request, or was ended from outside
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

  /** Reads the orders at the provider now. @throws PortingError `no_worker`, `port_ended` */
  async refresh(options: CommandOptions = {}): Promise<CommandResult> {
    return this.#command('refresh', options);
  }

  /**
   * Takes numbers out of the port; without `numbers`, all that are still open. What was accepted is sent to the
   * provider until it answers; the end is what the provider says.
   *
   * @throws PortingError with the code of the refusal, `cancellation_window_closed` for example, when nothing was
   * accepted
   */
  async cancel(options: CommandOptions & CancelInput = {}): Promise<CommandResult> {
    return this.#command('cancel', options);
  }

  /** Sends a complete draft of a request with `submit: "manual"`. @throws PortingError `missing_fields`, … */
  async submit(options: CommandOptions = {}): Promise<CommandResult> {
    return this.#command('submit', options);
  }

  /**
   * Mends the request by a JSON merge patch; numbers are matched by `phoneNumber`. What is at the provider keeps what
   * was sent: `resubmit` sends it again.
   *
   * @throws PortingError `invalid_request`, naming every wrong field in `refused`; nothing was changed
   */
  async amend(options: CommandOptions & AmendInput): Promise<CommandResult> {
    return this.#command('amend', options);
  }

  /**
   * Sends numbers again as a new order, with what was mended; without `numbers`, all that wait for a person. What the
   * old order still holds of them is canceled there first.
   *
   * @throws PortingError with the code of the refusal when nothing was accepted
   */
  async resubmit(options: CommandOptions & ResubmitInput = {}): Promise<CommandResult> {
    return this.#command('resubmit', options);
  }

  /** Says what became of numbers, though the provider does not. */
  async settle(options: CommandOptions & SettleInput): Promise<CommandResult> {
    return this.#command('settle', options);
  }

  /** Gives the port up: what can be canceled is canceled, the rest is left open at the provider. */
  async abandon(options: CommandOptions & AbandonInput = {}): Promise<CommandResult> {
    return this.#command('abandon', options);
  }

  /**
   * Asks for more time before numbers are given up, or a draft expires: `until` a moment or `for` a duration from now.
   *
   * @throws PortingError `no_answer_awaited`, `not_later`, `out_of_range`
   */
  async extend(options: CommandOptions & ExtendInput): Promise<CommandResult> {
    return this.#command('extend', options);
  }

  /** Writes a comment to the provider. @throws PortingError `not_supported` where it takes none */
  async addComment(options: CommandOptions & AddCommentInput): Promise<CommandResult> {
    return this.#command('addComment', options);
  }

  /** Hands in a document after the submission. @throws PortingError `not_supported` where the provider takes none */
  async addDocument(options: CommandOptions & AddDocumentInput): Promise<CommandResult> {
    return this.#command('addDocument', options);
  }

  /** Tells the provider how it went. @throws PortingError `not_supported` where it does not ask */
  async rate(options: CommandOptions & RateInput): Promise<CommandResult> {
    return this.#command('rate', options);
  }

  /**
   * Wishes for another date, for what is a draft or is mended before it goes out again.
   *
   * @throws PortingError `not_supported` when the provider has it all
   */
  async changeDate(options: CommandOptions & ChangeDateInput): Promise<CommandResult> {
    return this.#command('changeDate', options);
  }

  /** A command is heard within seconds or not at all; then it is decided at most one look at the provider later. */
  async #command<Name extends CommandName>(
    name: Name,
    { idempotencyKey, ...input }: CommandOptions & InputOf<Name>,
  ): Promise<CommandResult> {
    let isAccepted = false;
    return withPortingErrors(this.requestId, async () => {
      try {
        const update = await this.#client.withDeadline(Date.now() + HEARD_WITHIN_MS, () =>
          this.#workflow.startUpdate<CommandResult, [object]>(name, {
            args: [input],
            waitForStage: 'ACCEPTED',
            ...(idempotencyKey !== undefined && { updateId: idempotencyKey }),
          }),
        );
        isAccepted = true;
        return await this.#client.withDeadline(Date.now() + DECIDED_WITHIN_MS, () => update.result());
      } catch (error) {
        if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isUnanswered(error))
          throw await this.#whyNoAnswer(error, isAccepted);
        if (error instanceof WorkflowNotFoundError || isCutShort(error)) throw await this.#endedOr(error);
        if (error instanceof WorkflowUpdateFailedError) throw refusalOf(error);
        throw error;
      }
    });
  }

  async #asking<T>(ask: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + HEARD_WITHIN_MS;
    return withPortingErrors(this.requestId, async () => {
      try {
        return await this.#client.withDeadline(deadline, async () => {
          for (let wait = PREPARED_AFTER_MS; ; wait *= 2) {
            try {
              return await this.#answerOfLiving(ask);
            } catch (error) {
              if (!isBeingPrepared(error) || Date.now() + wait > deadline) throw error;
              await setTimeout(wait);
            }
          }
        });
      } catch (error) {
        throw isUnanswered(error) ? await this.#whyNoAnswer(error) : error;
      }
    });
  }

  /** A workflow that was stopped from outside still answers as if it went on; who asks should hear that it does not. */
  async #answerOfLiving<T>(ask: () => Promise<T>): Promise<T> {
    const [answer, description] = await Promise.allSettled([ask(), this.#workflow.describe()]);
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

  /** Temporal says of an ended workflow that it is not there; who commands should hear that the port has ended. */
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

/** The port ended while a command waited for its decision. */
function isCutShort(error: unknown): boolean {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  return cause instanceof ApplicationFailure && cause.type === 'AcceptedUpdateCompletedWorkflow';
}

/** What the workflow refused: the failure's type is the code, its details say what is allowed. */
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
