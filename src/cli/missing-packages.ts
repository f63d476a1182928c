import { createRequire } from 'node:module';

/**
 * The packages that a worker needs in addition to the client. A service that only starts ports installs none
 * of them.
 */
const WORKER_PACKAGES = ['@temporalio/worker', '@temporalio/activity', '@temporalio/workflow'];

/** Other packages that only some commands need, with the matching version. */
const OTHER_PACKAGES: Readonly<Record<string, string>> = { fastify: '5', jose: '5' };

/**
 * Explains a missing package that only some commands need; undefined for any other error.
 *
 * @returns a sentence with the npm command, with the client's version for Temporal's packages
 */
export function missingPackages(error: unknown): string | undefined {
  if (!(error instanceof Error) || (error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND')
    return undefined;
  const [, missing = ''] = /^Cannot find module '((?:@temporalio\/)?[^/']+)/.exec(error.message) ?? [];
  const version =
    OTHER_PACKAGES[missing] ?? (missing.startsWith('@temporalio/') ? clientVersion() : undefined);
  if (version === undefined) return undefined;
  const needed = WORKER_PACKAGES.includes(missing) ? WORKER_PACKAGES : [missing];
  const named = needed.map((name) => `${name}@${version}`).join(' ');
  return `this command needs ${missing}, which is not installed; run npm install ${named}`;
}

function clientVersion(): string {
  const manifest = createRequire(__filename)('@temporalio/client/package.json') as {
    readonly version: string;
  };
  return manifest.version;
}
