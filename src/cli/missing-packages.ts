import { createRequire } from 'node:module';

/** What a worker needs beside the client. A service that only starts ports has none of it installed. */
const WORKER_PACKAGES = ['@temporalio/worker', '@temporalio/activity', '@temporalio/workflow'];

/**
 * What to install when a command needs a Temporal package that is not there; undefined for any other error.
 *
 * @returns a sentence with the npm command; Temporal's packages belong together, so it names the client's version
 */
export function missingPackages(error: unknown): string | undefined {
  if (!(error instanceof Error) || (error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND')
    return undefined;
  const [, missing] = /^Cannot find module '(@temporalio\/[^/']+)/.exec(error.message) ?? [];
  if (missing === undefined) return undefined;
  const needed = WORKER_PACKAGES.includes(missing) ? WORKER_PACKAGES : [missing];
  const version = clientVersion();
  return (
    `this command needs ${missing}, which is not installed; run ` +
    `npm install ${needed.map((name) => (version === undefined ? name : `${name}@${version}`)).join(' ')}`
  );
}

function clientVersion(): string | undefined {
  try {
    const { version } = createRequire(__filename)('@temporalio/client/package.json') as {
      readonly version: string;
    };
    return version;
  } catch {
    return undefined;
  }
}
