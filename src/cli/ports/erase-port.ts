import {
  type Client,
  type WorkflowExecutionDescription,
  type WorkflowExecutionInfo,
} from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { NumberClaims } from '../../claims/number-claims';
import { Problems } from '../../config/configuration-error';
import { readNumberKey } from '../../config/number-key';
import { MORE_ORDERS_MEMO } from '../../contract/indexed-orders';
import { unlessGone } from '../../contract/unless-gone';
import { ordersErased } from '../../contract/messages';
import {
  accountWorkflowId,
  ERASED_PORT,
  portWorkflowId,
  PROVIDER_CALL,
  REQUEST_DIGEST_MEMO,
} from '../../contract/names';
import { PortAccount, PortOrderIds, PortProvider } from '../../contract/search-attributes';
import { lenient } from '../../encryption/data-converter';
import type { CommandContext } from '../command';
import { CliError } from '../failure';
import { withTemporal } from '../temporal-session';

/** What `erase` deleted. */
export interface Erased {
  readonly requestId: string;
  readonly runs: number;
  readonly providerCalls: number;
  readonly claims: number;
}

/** The visibility index may lag for some seconds behind what was deleted. */
const MAX_PASSES = 20;
const PASS_PAUSE_MS = 500;

/** How many provider calls are read between two progress messages. */
const PROGRESS_EVERY = 200;

/** Longer than any retention: the execution that stays never runs. */
const NEVER = '36500 days';

/** Deletes everything that Temporal stores about an ended port, and keeps its id from being used again. */
export async function erasePort(requestId: string, json: boolean, context: CommandContext): Promise<void> {
  const problems = new Problems();
  const key = readNumberKey(context.env, problems);
  problems.throwIfAny();
  await withTemporal(context.env, async ({ client, config: { taskQueue } }) => {
    const claims = key && new NumberClaims({ taskQueue, key }, client.workflow);
    const erased = await new Erasure(client, taskQueue, requestId, claims, context).run();
    if (json) context.output.json(erased);
    else
      context.output.line(
        `Port ${requestId} is erased: ${erased.runs} runs, ${erased.providerCalls} provider calls, ${erased.claims} claims. ` +
          'Its id cannot be used again. Temporal removes the data within minutes; backups, archives and logs have their own.',
      );
  });
}

/** One erasure. Every step may be repeated: an interrupted erasure is completed by running it again. */
class Erasure {
  readonly #client: Client;
  readonly #taskQueue: string;
  readonly #requestId: string;
  readonly #workflowId: string;
  readonly #claims: NumberClaims | undefined;
  readonly #context: CommandContext;

  constructor(
    client: Client,
    taskQueue: string,
    requestId: string,
    claims: NumberClaims | undefined,
    context: CommandContext,
  ) {
    this.#client = client;
    this.#taskQueue = taskQueue;
    this.#requestId = requestId;
    this.#workflowId = portWorkflowId(requestId);
    this.#claims = claims;
    this.#context = context;
  }

  async run(): Promise<Erased> {
    const runs = await this.#runs();
    const port = await this.#endedPort(runs);
    const kept = await this.#keepId(port);
    const numbers = await this.#numbersOf(runs);
    const claims = await this.#releaseClaims(numbers);
    const orderRefs = ordersOf(runs);
    await this.#forgetHints(runs, orderRefs);
    const providerCalls = await this.#deleteCalls(new Set([...numbers, ...orderRefs, this.#requestId]));
    // The runs come last: until then, a repeated erasure finds in them what else there is.
    return { requestId: this.#requestId, runs: await this.#deleteRuns(kept), providerCalls, claims };
  }

  async #runs(): Promise<WorkflowExecutionInfo[]> {
    const runs: WorkflowExecutionInfo[] = [];
    for await (const run of this.#client.workflow.list({ query: `WorkflowId = '${this.#workflowId}'` }))
      runs.push(run);
    return runs;
  }

  /** @throws CliError if the port runs, or if its order may still move a number */
  async #endedPort(runs: readonly WorkflowExecutionInfo[]): Promise<WorkflowExecutionDescription> {
    const port = await this.#client.workflow.getHandle(this.#workflowId).describe();
    if (port.status.name === 'RUNNING' && port.type !== ERASED_PORT)
      throw new CliError(
        'port_not_ended',
        `port ${this.#requestId} has not ended; cancel or abandon it first`,
        2,
      );
    const hasCompleted = port.type === ERASED_PORT || port.status.name === 'COMPLETED';
    if (hasCompleted) return port;
    for (const number of await this.#numbersOf(runs))
      if ((await this.#claims?.find(number))?.requestId === this.#requestId)
        throw new CliError(
          'port_not_ended',
          `port ${this.#requestId} did not complete, so its order may still move ${number}: ask the provider, then ` +
            `\`portkeeper release ${number} --evidence …\` for each of its numbers`,
          2,
        );
    return port;
  }

  /** An ended execution with the digest of the request stays under the id, so that a repeated start orders nothing. */
  async #keepId(port: WorkflowExecutionDescription): Promise<string> {
    const workflow = this.#client.workflow;
    let { runId } = port;
    if (port.type !== ERASED_PORT) {
      const digest = port.memo?.[REQUEST_DIGEST_MEMO];
      const started = await workflow.start(ERASED_PORT, {
        workflowId: this.#workflowId,
        taskQueue: `${this.#taskQueue}-erased`,
        startDelay: NEVER,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'FAIL',
        ...(digest !== undefined && { memo: { [REQUEST_DIGEST_MEMO]: digest } }),
      });
      runId = started.firstExecutionRunId;
    }
    if (port.type !== ERASED_PORT || port.status.name === 'RUNNING')
      await unlessGone(() => workflow.getHandle(this.#workflowId, runId).terminate('erased'));
    return runId;
  }

  /** The numbers of the requests with which the runs began, and of their outcomes. */
  async #numbersOf(runs: readonly WorkflowExecutionInfo[]): Promise<string[]> {
    const stored = await Promise.all(
      runs
        .filter(({ type }) => type !== ERASED_PORT)
        .map(({ runId }) =>
          this.#valuesOf(this.#workflowId, runId, (events) => [...events.slice(0, 1), ...events.slice(-1)]),
        ),
    );
    return [...new Set(stored.flat().flatMap(phoneNumbersIn))];
  }

  async #releaseClaims(numbers: readonly string[]): Promise<number> {
    let released = 0;
    for (const number of numbers) {
      const claim = await this.#claims?.find(number);
      if (claim?.requestId !== this.#requestId) continue;
      if (await this.#claims?.end(number, claim, 'erased')) released++;
    }
    return released;
  }

  async #forgetHints(runs: readonly WorkflowExecutionInfo[], orderRefs: readonly string[]): Promise<void> {
    const [provider, account] = [PortProvider, PortAccount].map((attribute) =>
      runs.map(({ typedSearchAttributes }) => typedSearchAttributes.get(attribute)).find(Boolean),
    );
    if (provider === undefined || account === undefined || orderRefs.length === 0) return;
    const handle = this.#client.workflow.getHandle(accountWorkflowId(provider, account));
    await unlessGone(() => handle.signal(ordersErased, { orderRefs }));
  }

  /** Deletes every call whose input or answer contains one of these texts. */
  async #deleteCalls(texts: ReadonlySet<string>): Promise<number> {
    let read = 0;
    let deleted = 0;
    const query = `WorkflowType = '${PROVIDER_CALL}' AND TaskQueue = '${this.#taskQueue}' AND ExecutionStatus != 'Running'`;
    for await (const { workflowId, runId } of this.#client.workflow.list({ query })) {
      if (++read % PROGRESS_EVERY === 0) this.#context.output.note(`${read} provider calls read`);
      const stored = JSON.stringify(await this.#valuesOf(workflowId, runId));
      if (![...texts].some((text) => stored.includes(text))) continue;
      await this.#delete(workflowId, runId);
      deleted++;
    }
    return deleted;
  }

  async #deleteRuns(kept: string): Promise<number> {
    const deleted = new Set<string>();
    for (let pass = 0; pass < MAX_PASSES; pass++) {
      const others = (await this.#runs()).filter(({ runId }) => runId !== kept);
      if (others.length === 0) return deleted.size;
      for (const { runId } of others) {
        await this.#delete(this.#workflowId, runId);
        deleted.add(runId);
      }
      await new Promise((resolve) => setTimeout(resolve, PASS_PAUSE_MS));
    }
    this.#context.output.note(
      'Temporal still lists some runs that it was told to delete; run the command again later.',
    );
    return deleted.size;
  }

  async #delete(workflowId: string, runId: string): Promise<void> {
    const { namespace } = this.#client.options;
    await unlessGone(() =>
      this.#client.workflowService.deleteWorkflowExecution({
        namespace,
        workflowExecution: { workflowId, runId },
      }),
    );
  }

  /** The decoded payloads of a run: of all its events, or of some. */
  async #valuesOf(
    workflowId: string,
    runId: string,
    choose: (events: readonly object[]) => readonly object[] = (events) => events,
  ): Promise<unknown[]> {
    const history = await unlessGone(() => this.#client.workflow.getHandle(workflowId, runId).fetchHistory());
    const payloads = payloadsIn(choose(history?.events ?? []));
    return Promise.all(payloads.map((payload) => this.#decoded(payload)));
  }

  /** Undefined if another installation of the namespace encrypts with other keys. */
  async #decoded(payload: Payload): Promise<unknown> {
    const { payloadConverter, payloadCodecs } = this.#client.options.loadedDataConverter;
    const [decoded] = await lenient(payloadCodecs).decode([payload]);
    return decoded && payloadConverter.fromPayload(decoded);
  }
}

/** Every payload inside some events, however deep. */
function payloadsIn(value: unknown): Payload[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  const { metadata, data } = value as Partial<Payload>;
  if (metadata != null && data != null) return [value];
  return Object.values(value).flatMap(payloadsIn);
}

/** The numbers of a request or an outcome. */
function phoneNumbersIn(value: unknown): string[] {
  const { numbers } = (value ?? {}) as { readonly numbers?: unknown };
  if (!Array.isArray(numbers)) return [];
  return numbers.flatMap((number: { readonly phoneNumber?: unknown } | null) =>
    typeof number?.phoneNumber === 'string' ? [number.phoneNumber] : [],
  );
}

/** The references of the port's orders, from the index. */
function ordersOf(runs: readonly WorkflowExecutionInfo[]): string[] {
  const refs = runs.flatMap(({ typedSearchAttributes, memo }) => [
    ...(typedSearchAttributes.get(PortOrderIds) ?? []).map((key) => key.split('/').slice(2).join('/')),
    ...((memo?.[MORE_ORDERS_MEMO] as readonly string[] | undefined) ?? []),
  ]);
  return [...new Set(refs)];
}
