import { startDevDrillServer } from './dev-drill-server';
import type { StartDrillServer } from './drill-server';

/** The servers that `--server` names. */
export const DRILL_SERVERS = {
  dev: startDevDrillServer,
} satisfies Readonly<Record<string, StartDrillServer>>;
