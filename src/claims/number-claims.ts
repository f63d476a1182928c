/**
 * # claims: one port at a time for each number
 *
 * A number that is in a running port of this installation cannot be submitted by another one, whatever provider or
 * account either uses. Two orders for one number would compete at the losing carrier, and both could move it.
 *
 * A claim is a workflow execution that never runs: its start is delayed by a hundred years. Temporal allows one
 * running execution for each workflow id, so of two starts at the same instant exactly one succeeds, on every server
 * and without a database of our own. The claim's memo names the port that holds it. A claim is released by
 * terminating exactly its run, so that a late release never ends the claim of a later port.
 *
 * The id contains a keyed hash of the number, because ids are readable to everyone with access to Temporal.
 */

import { createHmac } from 'node:crypto';
import {
  WorkflowExecutionAlreadyStartedError,
  type WorkflowClient,
  type WorkflowExecutionStatusName,
} from '@temporalio/client';
import { NUMBER_CLAIM, portWorkflowId } from '../contract/names';
import { unlessGone } from '../contract/unless-gone';

/** The longest delay that Temporal accepts: a claim never runs. */
const DELAY = '36500 days';

/** The memo key of the request id of the port that holds a claim. */
const OWNER_MEMO = 'requestId';

/** How often a claim is tried while other ports release and claim the same number. */
const MAX_TRIES = 5;

/** The claims of one installation. */
export interface ClaimSpace {
  /** The workflow task queue (`PORTKEEPER_TASK_QUEUE`): it identifies the installation. */
  readonly taskQueue: string;
  /** `PORTKEEPER_NUMBER_KEY`: hides the numbers in the ids. */
  readonly key: Buffer;
}

/** A port's claim of a number. */
export interface NumberClaim {
  /** The request id of the port; undefined: the memo of the claim cannot be read. */
  readonly requestId: string | undefined;
  /** The status of the port's workflow; undefined: Temporal no longer has it. */
  readonly portStatus: WorkflowExecutionStatusName | undefined;
  /** When the number was claimed. */
  readonly claimedAt: Date;
  /** The run of the claim, which a release names. */
  readonly runId: string;
}

/** What became of the port of a claim, in words that follow "is": `terminated`, `no longer known to Temporal`. */
export function statusInWords({ portStatus }: NumberClaim): string {
  return portStatus?.toLowerCase().replaceAll('_', ' ') ?? 'no longer known to Temporal';
}

/** The claims of an installation's numbers. */
export class NumberClaims {
  readonly #space: ClaimSpace;
  readonly #workflows: WorkflowClient;

  constructor(space: ClaimSpace, workflows: WorkflowClient) {
    this.#space = space;
    this.#workflows = workflows;
  }

  /**
   * Claims a number for a port. A port that claims its own number again keeps its claim.
   *
   * @returns `isNew`: the claim was made now; `heldBy`: another port has the number. The claim of a completed port is
   * taken over. The claim of a port that ended in another way stays, because its order may still move the number.
   */
  async claim(
    number: string,
    requestId: string,
  ): Promise<{ readonly isNew: boolean } | { readonly heldBy: NumberClaim }> {
    for (let tries = 1; ; tries++) {
      if (await this.#start(number, requestId)) return { isNew: true };
      const claim = await this.find(number);
      if (claim === undefined) {
        // It was released meanwhile.
        if (tries < MAX_TRIES) continue;
        throw new Error('A number was claimed and released again and again.');
      }
      if (claim.requestId === requestId) return { isNew: false };
      if (claim.portStatus !== 'COMPLETED' || tries === MAX_TRIES) return { heldBy: claim };
      await this.end(number, claim, 'Its port has completed.');
    }
  }

  /** The claim of a number; undefined: no port has it. */
  async find(number: string): Promise<NumberClaim | undefined> {
    const described = await unlessGone(() => this.#workflows.getHandle(this.#idOf(number)).describe());
    if (described?.status.name !== 'RUNNING') return undefined;
    const owner = described.memo?.[OWNER_MEMO];
    const requestId = typeof owner === 'string' ? owner : undefined;
    return {
      requestId,
      portStatus: requestId === undefined ? undefined : await this.#statusOf(requestId),
      claimedAt: described.startTime,
      runId: described.runId,
    };
  }

  /** Releases a number of a port. A claim of another port stays. @returns whether the port had the number */
  async release(number: string, requestId: string, reason: string): Promise<boolean> {
    const claim = await this.find(number);
    return claim?.requestId === requestId && this.end(number, claim, reason);
  }

  /**
   * Ends a claim by its run. A claim that was released meanwhile, or that is another port's by now, stays as it is.
   *
   * @returns whether this call ended it
   */
  async end(number: string, { runId }: NumberClaim, reason: string): Promise<boolean> {
    const ended = await unlessGone(async () => {
      await this.#workflows.getHandle(this.#idOf(number), runId).terminate(reason);
      return true;
    });
    return ended === true;
  }

  /** Whether a port has ended, in whatever way, or is no longer known to Temporal. */
  async hasEnded(requestId: string): Promise<boolean> {
    return (await this.#statusOf(requestId)) !== 'RUNNING';
  }

  async #statusOf(requestId: string): Promise<WorkflowExecutionStatusName | undefined> {
    const port = await unlessGone(() => this.#workflows.getHandle(portWorkflowId(requestId)).describe());
    return port?.status.name;
  }

  async #start(number: string, requestId: string): Promise<boolean> {
    try {
      await this.#workflows.start(NUMBER_CLAIM, {
        workflowId: this.#idOf(number),
        // No worker polls for claims.
        taskQueue: `${this.#space.taskQueue}-claims`,
        startDelay: DELAY,
        workflowIdConflictPolicy: 'FAIL',
        memo: { [OWNER_MEMO]: requestId },
      });
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw error;
    }
  }

  #idOf(number: string): string {
    const { taskQueue, key } = this.#space;
    return `number:${taskQueue}:${createHmac('sha256', key).update(number).digest('hex')}`;
  }
}
