import { startDevDrillServer } from './dev-drill-server';
import type { StartDrillServer } from './drill-server';
import { startPostgresDrillServer } from './postgres-drill-server';

/** The servers that `--server` names. */
export const DRILL_SERVERS = {
  dev: startDevDrillServer,
  postgres: startPostgresDrillServer,
} satisfies Readonly<Record<string, StartDrillServer>>;
