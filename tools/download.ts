import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isNativeError } from 'node:util/types';
import { EnvHttpProxyAgent, fetch } from 'undici';
import { ChecksumError, sha256Of } from './checksum';
import { runCommand, type Environment } from './processes';
import type { Release } from './releases';

/** How long the download service may take to send the first byte. */
const FIRST_BYTE_MS = 15_000;
/** How long a download may make no progress. */
const STALL_MS = 30_000;

/**
 * Downloads a server to `destination`, through the proxy of `HTTPS_PROXY` if there is one. Nothing is unpacked before
 * the archive has the checksum of its release.
 *
 * @returns undefined, or why it failed
 * @throws {@link ChecksumError}
 */
export async function download(
  release: Release | undefined,
  destination: string,
  env: Environment,
): Promise<string | undefined> {
  if (release === undefined) return `no checksum is known for ${process.platform} on ${process.arch}`;
  await mkdir(dirname(destination), { recursive: true });
  // Beside the destination, so that the final rename stays within one file system.
  const folder = await mkdtemp(join(dirname(destination), '.download-'));
  try {
    const archive = join(folder, 'archive.tar.gz');
    const problem = await fetchTo(archive, release.url);
    if (problem !== undefined) return problem;
    const sum = await sha256Of(archive);
    if (sum !== release.sha256)
      throw new ChecksumError(
        `The download of the ${release.name}`,
        [`${release.url}: ${sum}, expected ${release.sha256}`],
        `or install it yourself, and put \`${basename(destination)}\` on PATH`,
      );
    const { code, tail } = await runCommand('tar', ['-xzf', archive, '-C', folder, release.program], { env });
    if (code !== 0) return `tar failed: ${tail}`;
    await rename(join(folder, release.program), destination);
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns undefined, or why it failed */
async function fetchTo(path: string, url: string): Promise<string | undefined> {
  const stalled = new AbortController();
  let stallMs = FIRST_BYTE_MS;
  const stall = (): void => stalled.abort(new Error(`nothing came for ${stallMs / 1000} s`));
  let timer = setTimeout(stall, stallMs);
  const progress = new Transform({
    transform(chunk, _encoding, done) {
      clearTimeout(timer);
      stallMs = STALL_MS;
      timer = setTimeout(stall, stallMs);
      done(null, chunk);
    },
  });
  try {
    const dispatcher = new EnvHttpProxyAgent();
    try {
      const answer = await fetch(url, { dispatcher, signal: stalled.signal });
      if (!answer.ok || answer.body === null) return `HTTP ${answer.status} from ${url}`;
      await pipeline(Readable.fromWeb(answer.body), progress, createWriteStream(path), {
        signal: stalled.signal,
      });
      return undefined;
    } finally {
      await dispatcher.destroy();
    }
  } catch (error) {
    return rootCause(stalled.signal.aborted ? stalled.signal.reason : error);
  } finally {
    clearTimeout(timer);
  }
}

/** The innermost cause: `fetch failed` alone explains nothing. */
function rootCause(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  // A host with several addresses fails with one error for each.
  const [first] = (error as { readonly errors?: readonly unknown[] }).errors ?? [];
  const inner = error.cause ?? first;
  return inner === undefined ? error.message : rootCause(inner);
}
