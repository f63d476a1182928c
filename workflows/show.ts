import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { attributesOf } from '../src/contract/port-attributes';
import type { Port } from '../src/domain/port';
import { statusCard } from './status-card';

/** Makes the port's state visible: the status card always (it is free), attributes only when one has changed. */
export function show(port: Port): void {
  setCurrentDetails(statusCard(port));
  const published = workflowInfo().typedSearchAttributes;
  const changed = attributesOf(port).filter(
    ({ key, value }) => !isSame(published.get(key as never) ?? null, value),
  );
  if (changed.length > 0) upsertSearchAttributes(changed);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
