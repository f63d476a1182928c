import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { PORT_REQUEST, PROVIDER_ACCOUNT } from '../../contract/names';
import { keyIdOf } from '../../encryption/encryption-codec';
import { indexClient } from '../../encryption/index-client';
import { warned, passed, type Finding } from './finding';

/** Only this many of the newest are counted. Each page is one call, and no billed action. */
const MAX_COUNTED = 10_000;

/** The keys of this process. */
export interface KnownKeys {
  /** Undefined: another codec than Portkeeper's decrypts. */
  readonly ids: ReadonlySet<string> | undefined;
  /** Whether readable payloads are acceptable, and so are no finding. */
  readonly allowsPlaintext: boolean;
}

/** All runs of ports and accounts, the newest first. */
export function storedRuns(client: Client): AsyncIterable<WorkflowExecutionInfo> {
  const query = `WorkflowType IN ('${PORT_REQUEST}', '${PROVIDER_ACCOUNT}')`;
  return indexClient(client).workflow.list({ query });
}

/**
 * Counts how the payloads of ports and accounts are stored, by the memo with which each run began. It queries no port,
 * and needs no key. It shows when an old key can be removed.
 */
export async function checkPayloads(
  executions: AsyncIterable<Pick<WorkflowExecutionInfo, 'raw'>>,
  known: KnownKeys,
): Promise<Finding> {
  const counted = new Map<string, number>();
  let readable = 0;
  let all = 0;
  for await (const execution of executions) {
    if (all === MAX_COUNTED) break;
    const form = formOf(execution);
    if (form === undefined) continue;
    all++;
    if (form.keyId === undefined) readable++;
    else counted.set(form.keyId, (counted.get(form.keyId) ?? 0) + 1);
  }
  return findingOf({ counted, readable, isAll: all < MAX_COUNTED }, known);
}

function findingOf(
  {
    counted,
    readable,
    isAll,
  }: { readonly counted: ReadonlyMap<string, number>; readonly readable: number; readonly isAll: boolean },
  { ids, allowsPlaintext }: KnownKeys,
): Finding {
  const check = 'payloads';
  const missing = ids && [...counted.keys()].filter((id) => !ids.has(id));
  const parts = [
    ...[...counted].sort().map(([id, count]) => `${runs(count)} with key ${id}`),
    ...(readable > 0 ? [`${runs(readable)} readable`] : []),
  ];
  const state =
    parts.length === 0
      ? 'none stored yet'
      : `${isAll ? '' : `of the newest ${MAX_COUNTED}: `}${parts.join(', ')}`;
  if (missing !== undefined && missing.length > 0)
    return warned(
      check,
      `${state}; this process lacks key ${missing.sort().join(', ')} (encryption_key_missing)`,
    );
  return readable > 0 && !allowsPlaintext
    ? warned(
        check,
        `${state}: they began before encryption was on, and stay readable until retention removes them`,
      )
    : passed(check, state);
}

/** How the first value of a run's memo is stored; undefined: the run has no memo. */
function formOf({
  raw,
}: Pick<WorkflowExecutionInfo, 'raw'>): { readonly keyId: string | undefined } | undefined {
  const [payload] = Object.values(raw.memo?.fields ?? {});
  return payload && { keyId: keyIdOf(payload) };
}

function runs(count: number): string {
  return count === 1 ? '1 run' : `${count} runs`;
}
