import { setTimeout } from 'node:timers/promises';
import {
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError, type QueryDefinition } from '@temporalio/common';
import type { CommandRefusal, CommandResult } from '../contract/messages';
import { portWorkflowId } from '../contract/names';
import { PortPhase } from '../contract/search-attributes';
import type { CommandName } from '../domain/model/port-commands';
import { PortingError, type PortingErrorCode } from './porting-error';
import { hasStopped, portFailed } from './closed-port';
import { isBeingPrepared, isUnanswered, withPortingErrors } from './translate';
import { stuckByReplay, whyNoAnswer } from './why-no-answer';

/** How long a query or a command waits for a worker before it fails as unanswered. */
const ACCEPT_TIMEOUT_MS = 10_000;

/** How long an accepted command may take: one poll of a slow provider. */
const DECISION_TIMEOUT_MS = 300_000;

/** A port that was just started finishes its first step after some milliseconds. */
const FIRST_RETRY_MS = 25;

/** Sends queries and commands to the workflow of one port, and explains a failure as a `PortingError`. */
export class PortConnection {
  readonly workflow: WorkflowHandle;
  readonly #client: Client;
  readonly #requestId: string;

  constructor(client: Client, requestId: string) {
    this.workflow = client.workflow.getHandle(portWorkflowId(requestId));
    this.#client = client;
    this.#requestId = requestId;
  }

  /**
   * A worker accepts a command within seconds or not at all. The decision then takes at most one poll of the
   * provider.
   */
  async command(name: CommandName, input: object, idempotencyKey?: string): Promise<CommandResult> {
    let isAccepted = false;
    return withPortingErrors(this.#requestId, async () => {
      try {
        const update = await this.#client.withDeadline(Date.now() + ACCEPT_TIMEOUT_MS, () =>
          this.workflow.startUpdate<CommandResult, [object]>(name, {
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

  /** A port that was just started answers after some milliseconds. */
  async query<T>(query: QueryDefinition<T>): Promise<T> {
    const deadline = Date.now() + ACCEPT_TIMEOUT_MS;
    return withPortingErrors(this.#requestId, async () => {
      try {
        return await this.#client.withDeadline(deadline, async () => {
          for (let waitMs = FIRST_RETRY_MS; ; waitMs *= 2) {
            try {
              return await this.#queryUnlessStopped(query);
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
  async #queryUnlessStopped<T>(query: QueryDefinition<T>): Promise<T> {
    const [answer, description] = await Promise.allSettled([
      this.workflow.query(query),
      this.workflow.describe(),
    ]);
    if (description.status === 'rejected') throw description.reason;
    if (hasStopped(description.value))
      throw await portFailed(this.#requestId, this.workflow, description.value);
    if (answer.status === 'rejected') throw stuckByReplay(this.#requestId, answer.reason) ?? answer.reason;
    return answer.value;
  }

  #whyNoAnswer(cause: unknown, isAccepted = false): Promise<unknown> {
    return whyNoAnswer(this.#client, {
      requestId: this.#requestId,
      workflow: this.workflow,
      cause,
      isAccepted,
    });
  }

  /** Temporal reports an ended workflow as not found. This returns `port_ended` instead. */
  async #endedOr(error: unknown): Promise<unknown> {
    const description = await this.workflow.describe();
    const { status, typedSearchAttributes } = description;
    if (status.name === 'RUNNING') return error;
    if (hasStopped(description)) return portFailed(this.#requestId, this.workflow, description);
    const phase = typedSearchAttributes.get(PortPhase) ?? status.name;
    const message = `Port ${this.#requestId} has ended (${phase}): no command can change it any more. See \`portkeeper show ${this.#requestId}\`.`;
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
