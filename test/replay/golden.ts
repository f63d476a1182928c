import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../tools/package-root';

/** The folder of the recorded histories. Its files are exports of real servers, never edited. */
export const HISTORIES = join(packageRoot(), 'test', 'replay', 'histories');

/** A recorded history: which release made it, and by which path the port went. */
export interface Golden {
  readonly file: string;
  readonly release: string;
  readonly path: string;
}

/** `0.1.0-scenario-00.json` */
export function goldenFile(release: string, path: string): string {
  return `${release}-${path}.json`;
}

export function goldens(): Golden[] {
  const files = existsSync(HISTORIES) ? readdirSync(HISTORIES) : [];
  return files.sort().map((file) => {
    const [, release, path] = /^(\d+\.\d+\.\d+(?:-[a-z]+\.\d+)?)-([a-z][a-z0-9-]*)\.json$/.exec(file) ?? [];
    if (release === undefined || path === undefined) throw new Error(`${file} is not <release>-<path>.json`);
    return { file, release, path };
  });
}

/** One event of an export, as far as tests look into it. */
export interface RecordedEvent {
  readonly eventType: string;
  readonly workflowExecutionStartedEventAttributes?: { readonly workflowId: string };
  readonly workflowTaskCompletedEventAttributes?: {
    readonly sdkMetadata?: { readonly coreUsedFlags?: readonly number[] };
  };
  readonly activityTaskScheduledEventAttributes?: { readonly activityType: { readonly name: string } };
  readonly markerRecordedEventAttributes?: {
    /** Each payload's data in base64. */
    readonly details: Readonly<Record<string, { readonly payloads: readonly { readonly data: string }[] }>>;
  };
}

export interface RecordedHistory {
  readonly events: readonly RecordedEvent[];
}

/** The id of the recorded workflow: a port derives from it when it looks at its provider. */
export function workflowIdOf({ events }: RecordedHistory): string {
  const id = events[0]?.workflowExecutionStartedEventAttributes?.workflowId;
  if (id === undefined) throw new Error('The export does not begin with the start of a workflow.');
  return id;
}

export function readGolden({ file }: Golden): RecordedHistory {
  return JSON.parse(readFileSync(join(HISTORIES, file), 'utf8')) as RecordedHistory;
}
