import type { AccountRef } from '../../src/contract/names';
import { metricMeter } from '@temporalio/activity';
import type { SweepOutput } from './sweep-activities';

/** Publishes the result of a pass as metrics. Orphans or missing orders above zero need a person. */
export function measureSweep({ provider, account }: AccountRef, found: SweepOutput): void {
  const measured: readonly (readonly [name: string, what: string, value: number])[] = [
    ['portkeeper_sweep_orders', 'Orders of the account at the provider', found.orders],
    ['portkeeper_sweep_changed', 'Orders of open ports that differ from the pass before', found.changed],
    [
      'portkeeper_sweep_orphans',
      'Open orders at the provider that no open port holds, seen longer ago than a port needs to find them',
      found.orphanCount ?? found.orphans.length,
    ],
    [
      'portkeeper_sweep_missing_orders',
      'Orders of open ports that the provider does not list',
      found.missingOrderCount ?? found.missingOrders.length,
    ],
  ];
  for (const [name, what, value] of measured) {
    metricMeter.createGauge(name, 'int', undefined, what).set(value, { provider, account });
  }
}
