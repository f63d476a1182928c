import type { Capabilities } from '../../../src/domain/model/capabilities';
import type { PortEvent } from '../../../src/domain/model/events';
import type { Port } from '../../../src/domain/model/port';
import { rejectionFor } from '../../../src/domain/model/reasons';
import { day } from './instants';
import { read } from './port-events';
import { after, atProvider } from './port-under-test';
import { dated, focAt, shown } from './snapshots';

/** A port, and what happens to it then. */
export interface Given {
  readonly port: Port;
  readonly event: PortEvent;
}

/** A port with three attentions about a quarter of its numbers each, and a new date for the others. */
export function troubled(numbers: readonly string[], capabilities: Partial<Capabilities>): Given {
  const before = atProvider({ numbers, capabilities });
  const trouble = read(
    day(1),
    numbers.map((number, index) => {
      const rejection = rejectionFor('name_mismatch', '1', 'no');
      if (index % 4 === 0) return shown(number, 'rejected', { rejection });
      if (index % 4 === 1) return shown(number, 'expired');
      return index % 4 === 2
        ? shown(number, 'submitted', { missingFields: true })
        : dated(number, focAt(day(30)));
    }),
    { actionRequired: true },
  );
  const moved = numbers.flatMap((number, index) => (index % 4 === 3 ? [dated(number, focAt(day(31)))] : []));
  return { port: after(before, trouble), event: read(day(2), moved, { actionRequired: true }) };
}
