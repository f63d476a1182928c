import { WorkflowFailedError, type Client } from '@temporalio/client';
import { portQuery, timelineQuery, type CommandInput, type CommandResult } from '../contract/messages';
import type { PortOutcome, PortView, TimelineEntryView } from '../contract/port-view';
import type { CommandName, InputOf, SettledAs } from '../domain/model/port-commands';
import type { Schedule } from '../domain/model/request';
import { portFailed } from './closed-port';
import { PortConnection } from './port-connection';
import { withPortingErrors } from './translate';

// The interface of each command's input is for editors and stands beside its method. Handlers and the command line follow the
// table of commands (src/domain/model/port-commands.ts); the compiler keeps both equal (test/unit/client/port-handle.test.ts).
// The package's entry exports all of this file.

/** Options of a command. */
export interface CommandOptions extends CommandInput {
  /** A repeated key is the same command, which is carried out once. */
  readonly idempotencyKey?: string;
}

/** Cancel numbers; without `numbers`, all that are still open. */
export interface CancelInput extends CommandInput {
  /** E.164. */
  readonly numbers?: readonly string[];
  /** Why, for the timeline. */
  readonly reason?: string;
}

/** Ask for another date. */
export interface ChangeDateInput extends CommandInput {
  /** The wanted date. */
  readonly schedule: Schedule;
}

/** Correct the request. */
export interface AmendInput extends CommandInput {
  /**
   * A JSON merge patch (RFC 7396) of the port request: `null` removes a field. `numbers` are matched by
   * `phoneNumber`; none is added or removed.
   */
  readonly patch: Readonly<Record<string, unknown>>;
}

/** Submit numbers again with the corrected data; without `numbers`, all that wait for a person. */
export interface ResubmitInput extends CommandInput {
  /** E.164. */
  readonly numbers?: readonly string[];
  /** Submit the new order though the provider did not confirm the end of the old one. */
  readonly supersede?: boolean;
  /** You checked at the provider: it has no order of the submission whose outcome is unknown. */
  readonly confirm?: boolean;
}

/** Record the outcome of numbers that the provider does not report. */
export interface SettleInput extends CommandInput {
  /** E.164. */
  readonly numbers: readonly string[];
  /** The outcome. */
  readonly as: SettledAs;
  /** How you know. */
  readonly evidence: string;
}

/** Give the port up: open numbers are canceled where possible, the rest is left open. */
export interface AbandonInput extends CommandInput {
  /** Why, for the timeline. */
  readonly reason?: string;
}

/** Extend the time to answer. */
export interface ExtendInput extends CommandInput {
  /** E.164; without it, all that wait for an answer. */
  readonly numbers?: readonly string[];
  /** RFC 3339, at most a year ahead. */
  readonly until?: string;
  /** Instead of `until`: an ISO 8601 duration from now, for example `P7D`. */
  readonly for?: string;
  /** Why, for the timeline. */
  readonly reason?: string;
}

/** For providers that accept comments. */
export interface AddCommentInput extends CommandInput {
  /** The text, at most 5,000 characters. */
  readonly body: string;
  /** The numbers whose orders the comment is about, E.164; without it, those that wait for a person, else all. */
  readonly numbers?: readonly string[];
}

/** For providers that accept documents after the submission; none does yet. */
export interface AddDocumentInput extends CommandInput {
  /** As in `documents` of the port request. */
  readonly document: Readonly<Record<string, unknown>>;
}

/** For providers that accept ratings. */
export interface RateInput extends CommandInput {
  /** 1 to 5. */
  readonly stars: number;
  /** Why, for the provider. */
  readonly comment?: string;
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
  readonly #connection: PortConnection;

  constructor(client: Client, requestId: string) {
    this.requestId = requestId;
    this.#connection = new PortConnection(client, requestId);
    this.workflowId = this.#connection.workflow.workflowId;
  }

  /**
   * Returns the whole port as it is now. It needs a worker.
   *
   * @throws PortingError `port_not_found`, `port_failed`, `port_stuck`, `no_worker`, `no_answer`
   */
  async view(): Promise<PortView> {
    return this.#connection.query(portQuery);
  }

  /** Returns the port's timeline, the newest entry last (at most 200 entries). */
  async timeline(): Promise<TimelineEntryView[]> {
    return this.#connection.query(timelineQuery);
  }

  /**
   * Waits until the port has ended, which can take days or weeks.
   *
   * @throws PortingError `port_failed` if it was started with an invalid request, or was stopped from outside
   */
  async result(): Promise<PortOutcome> {
    const { workflow } = this.#connection;
    return withPortingErrors(this.requestId, async () => {
      try {
        return (await workflow.result()) as PortOutcome;
      } catch (error) {
        if (!(error instanceof WorkflowFailedError)) throw error;
        throw await portFailed(this.requestId, workflow, await workflow.describe());
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

  #command<Name extends CommandName>(
    name: Name,
    { idempotencyKey, ...input }: CommandOptions & InputOf<Name>,
  ): Promise<CommandResult> {
    return this.#connection.command(name, input, idempotencyKey);
  }
}
