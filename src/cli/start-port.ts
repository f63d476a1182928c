import { PortingError } from '../client/porting-error';
import type { PortHandle } from '../client/port-handle';
import type { PortRequestInput } from '../contract/port-request-input';
import type { PortView } from '../contract/port-view';
import type { CommandContext } from './command-context';
import { listedPartOf, summaryOf } from './port-summary';
import { viewOf } from './port-view-of';
import { listedLines } from './render/port-list';
import { viewLines } from './render/port-view';
import { withTemporal, type TemporalSession } from './temporal-session';

/** How long a worker may take to show the new port. The port is started by then, with or without one. */
const VIEW_WITHIN_MS = 5_000;

/**
 * Starts a port and prints its view; without a worker, what is known.
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
    const view = await viewSoon(session, port);
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

/** The view, or undefined when nobody gives it in time. */
async function viewSoon({ client }: TemporalSession, port: PortHandle): Promise<PortView | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), VIEW_WITHIN_MS);
  });
  const view = viewOf(client, port).catch((error: unknown) => {
    if (error instanceof PortingError && (error.code === 'no_worker' || error.code === 'no_answer'))
      return timeUp;
    throw error;
  });
  try {
    return await Promise.race([view, timeUp]);
  } finally {
    clearTimeout(timer);
    // A question that is still open when the connection closes fails; nobody waits for it.
    view.catch(() => undefined);
  }
}
