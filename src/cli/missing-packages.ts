import { createRequire } from 'node:module';

/** What a worker needs beside the client. A service that only starts ports has none of it installed. */
const WORKER_PACKAGES = ['@temporalio/worker', '@temporalio/activity', '@temporalio/workflow'];

/** What else only some commands need, with the version that fits. */
const OTHER_PACKAGES: Readonly<Record<string, string>> = { fastify: '5', jose: '5' };

/**
 * What to install when a command needs a package that a client does without; undefined for any other error.
 *
 * @returns a sentence with the npm command; Temporal's packages belong together, so it names the client's version
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
