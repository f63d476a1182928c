import type { TemporalSession } from '../../../src/cli/temporal-session';
import type { PortingClient } from '../../../src/client/porting-client';

/** In place of `src/cli/temporal-session`: no connection, and a client that a test gives. */
export const session: { porting: Partial<PortingClient> } = { porting: {} };

export function withTemporal<T>(_env: unknown, work: (session: TemporalSession) => Promise<T>): Promise<T> {
  return work(session as TemporalSession);
}
