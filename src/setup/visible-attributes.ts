import { setTimeout } from 'node:timers/promises';
import { PORT_SEARCH_ATTRIBUTES } from '../contract/search-attributes';

/** A server reloads its search attributes at least this often. */
const VISIBILITY_TIMEOUT_MS = 60_000;
const POLL_INTERVAL_MS = 500;
const GRPC_INVALID_ARGUMENT = 3;

/** The part of a Temporal client that the wait uses. */
export interface WorkflowCounter {
  readonly workflow: { count(query: string): Promise<unknown> };
}

/**
 * Waits until a server accepts newly registered search attributes: for some seconds it refuses a start as if
 * they were missing. It checks with a count of ports, which changes nothing.
 *
 * @returns false if the server does not accept them within a minute
 */
export async function untilVisible(
  client: WorkflowCounter,
  { withinMs = VISIBILITY_TIMEOUT_MS, everyMs = POLL_INTERVAL_MS } = {},
): Promise<boolean> {
  const query = PORT_SEARCH_ATTRIBUTES.map(({ name }) => `${name} IS NULL`).join(' AND ');
  for (const deadline = Date.now() + withinMs; ;) {
    try {
      await client.workflow.count(query);
      return true;
    } catch (error) {
      if (!isAttributeUnknown(error)) throw error;
    }
    if (Date.now() >= deadline) return false;
    await setTimeout(everyMs);
  }
}

/** Whether Temporal refused a request because of an unknown search attribute. */
export function isAttributeUnknown(error: unknown): boolean {
  const { code, details, cause } = error as { code?: unknown; details?: unknown; cause?: unknown };
  if (code === GRPC_INVALID_ARGUMENT && typeof details === 'string')
    return /search ?attribute/i.test(details);
  return cause instanceof Error && isAttributeUnknown(cause);
}
