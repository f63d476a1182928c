import type { PortHandle } from '../../client/port-handle';
import { PortingError } from '../../client/porting-error';
import type { PortRequestInput } from '../../contract/port-request-input';
import type { PortView } from '../../contract/port-view';
import type { DryRun } from '../../contract/provider-operations';
import type { CommandContext } from '../command';
import { andMore, columns, truncate, section } from '../render/layout';
import { listedLines, missingLines, viewLines } from '../render/port';
import { describeRejection } from '../render/format';
import { withTemporal, type TemporalSession } from '../temporal-session';
import { listedPartOf, summaryOf, viewOf } from './read-port';

/** How long a worker may take to show the new port. The port is already started, with or without a worker. */
const VIEW_TIMEOUT_MS = 5_000;

/**
 * Starts a port and prints its view; without a worker, it prints what Temporal's visibility shows.
 *
 * @throws PortingError `invalid_request`, `request_conflict`
 */
export async function startPort(
  input: PortRequestInput,
  json: boolean,
  { env, output }: CommandContext,
): Promise<void> {
  await withTemporal(env, async (session) => {
    const port = await session.porting.start(input);
    const view = await viewInTime(session, port);
    if (view !== undefined) {
      if (json) output.json(view);
      else for (const line of viewLines(view)) output.line(line);
      return;
    }
    const listed = listedPartOf(await summaryOf(session.client, port.requestId));
    if (json) output.json(listed);
    else for (const line of listedLines([listed])) output.line(line);
    output.note(
      `Port ${port.requestId} is started and safe in Temporal, but no worker answers on task queue ${session.config.taskQueue}: ` +
        'it goes on as soon as one runs (`portkeeper worker`).',
    );
  });
}

/** The view, or undefined if no worker answers in time. */
async function viewInTime({ client }: TemporalSession, port: PortHandle): Promise<PortView | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), VIEW_TIMEOUT_MS);
  });
  const view = viewOf(client, port).catch((error: unknown) => {
    if (error instanceof PortingError && (error.code === 'no_worker' || error.code === 'no_answer'))
      return timeout;
    throw error;
  });
  try {
    return await Promise.race([view, timeout]);
  } finally {
    clearTimeout(timer);
    // A query that is open when the connection closes rejects; its result is not needed.
    view.catch(() => undefined);
  }
}

/**
 * Prints what a start of this port request would do, and starts nothing. Exit code 2: something is missing,
 * or a number cannot be moved.
 *
 * @throws PortingError as `PortingClient.dryRun`
 */
export async function dryRunPort(
  input: PortRequestInput,
  json: boolean,
  context: CommandContext,
): Promise<void> {
  const { env, output } = context;
  await withTemporal(env, async ({ porting }) => {
    const answer = await porting.dryRun(input);
    if (json) output.json(answer);
    else for (const line of dryRunLines(answer)) output.line(line);
    const isSubmittable = answer.missing.length === 0 && answer.portability.every(({ portable }) => portable);
    if (!isSubmittable) context.exitCode = 2;
  });
}

/** The maximum number of phone numbers listed one by one. */
const MAX_NUMBERS = 20;

/** The result of a dry run; the last line says what a start would do. */
export function dryRunLines(answer: DryRun): string[] {
  const refused = answer.portability.filter(({ portable }) => !portable);
  const { shown, rest } = truncate(refused, MAX_NUMBERS);
  const why = shown.map(({ phoneNumber, rejection }) => [
    phoneNumber,
    rejection === undefined ? '' : describeRejection(rejection),
  ]);
  return [
    ...section('Missing', missingLines(answer.missing)),
    ...section('Cannot be moved', [...columns(why), ...andMore(rest, '--json')]),
    ...section('Not sent, because the provider has no field for it', answer.unsupportedFields),
    ...section('Warnings', warningLines(answer.warnings)),
    result(answer),
  ];
}

/** One line for each warning. A worker of an older release returns no warnings. */
function warningLines(warnings: DryRun['warnings'] | undefined): string[] {
  return (warnings ?? []).map(({ field, message }) => `${field}: ${message}`);
}

function result({ missing, portability, orders, wouldSubmit }: DryRun): string {
  const all = portability.length;
  const submittable = orders.flat().length;
  const numbers = all === 1 ? '1 number' : `${all} numbers`;
  if (wouldSubmit) {
    const which = submittable === all ? numbers : `${submittable} of ${numbers}`;
    return `A start would submit ${which} at once${orders.length > 1 ? `, as ${orders.length} orders` : ''}.`;
  }
  if (submittable > 0)
    return 'A start would stay a draft until `portkeeper submit`, as the request says; nothing else is missing.';
  if (missing.length > 0) return 'A start would stay a draft until the missing fields are given.';
  if (portability.every(({ portable }) => !portable))
    return 'A start would submit nothing: there is no number that can be moved.';
  return 'A start would submit nothing yet: the numbers that cannot be moved hold the order.';
}
