import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/** The exports of a user's module, or its fault, as the end of a sentence. */
export type LoadedModule =
  { readonly ok: true; readonly exported: unknown } | { readonly ok: false; readonly fault: string };

/**
 * Loads a module that the configuration names. Loading is synchronous, so that configuration is read in one pass; Node's
 * `require` loads ES modules without top-level `await` too.
 *
 * @param specifier - a path relative to the file, or the name of a package installed for it
 * @param file - the file to which paths are relative
 * @param base - its description for messages
 */
export function loadModule(specifier: string, file: string, base: string): LoadedModule {
  const require = createRequire(resolve(file));
  let path: string;
  try {
    path = require.resolve(specifier);
  } catch (error) {
    const why =
      isNotFound(error) && /^\.{0,2}\//.test(specifier)
        ? `there is no such file; write its path relative to ${base}`
        : isNotFound(error)
          ? `there is no such package; install it beside ${base}, or begin the path of a file with ./`
          : `it cannot be found (${reasonOf(error)}); correct its package.json`;
    return { ok: false, fault: `names ${specifier}, and ${why}` };
  }
  try {
    return { ok: true, exported: require(path) };
  } catch (error) {
    const fault = `names ${specifier}, which cannot be loaded (${reasonOf(error)}); correct the module`;
    return { ok: false, fault };
  }
}

function isNotFound(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'MODULE_NOT_FOUND';
}

const MAX_REASON = 200;

/** Only the first line: further lines may quote the module. */
function reasonOf(error: unknown): string {
  const { message } = (error ?? {}) as { readonly message?: unknown };
  const [line = ''] = (typeof message === 'string' ? message : String(error)).split('\n');
  return line.length > MAX_REASON ? `${line.slice(0, MAX_REASON)}…` : line;
}
