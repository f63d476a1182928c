import { setTimeout } from 'node:timers/promises';
import { PORT_SEARCH_ATTRIBUTES } from '../contract/search-attributes';

/** A server reads its list of attributes anew at least this often. */
const VISIBLE_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 500;
const GRPC_INVALID_ARGUMENT = 3;

/** What the wait needs of a Temporal client. */
export interface WorkflowCounter {
  readonly workflow: { count(query: string): Promise<unknown> };
}

/**
 * Waits until a server that was just told of the search attributes takes them: for some seconds it refuses a start as
 * if they were not there. Asked by a count of ports, which changes nothing.
 *
 * @returns false when it does not take them within a minute
 */
export async function untilVisible(
  client: WorkflowCounter,
  { withinMs = VISIBLE_WITHIN_MS, everyMs = ASK_EVERY_MS } = {},
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

/** Whether Temporal refused a request because it does not know a search attribute in it. */
export function isAttributeUnknown(error: unknown): boolean {
  const { code, details, cause } = error as { code?: unknown; details?: unknown; cause?: unknown };
  if (code === GRPC_INVALID_ARGUMENT && typeof details === 'string')
    return /search ?attribute/i.test(details);
  return cause instanceof Error && isAttributeUnknown(cause);
}
