import { createReadStream } from 'node:fs';
import { utf8Text } from '../config/utf8-text';
import { CliError } from './cli-error';
import type { CommandContext } from './command-context';
import { firstJsonError } from './json-error';

/** More than any request or command is long, spaces and escapes included. */
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * Reads JSON from a file, or from standard input for `-`.
 *
 * @throws CliError `input_unreadable`, naming the place of the error; `request_too_large`
 */
export async function readJsonInput(
  file: string,
  { input }: Pick<CommandContext, 'input'>,
): Promise<unknown> {
  const name = file === '-' ? 'standard input' : file;
  const decoded = utf8Text(file === '-' ? await readAll(input, name) : await readFile(file));
  if (!decoded.ok) throw new CliError('input_unreadable', `${name}: ${decoded.problem}`, 2);
  const { text } = decoded;
  const wrong = firstJsonError(text);
  if (wrong !== undefined) {
    const { line, column, problem, isJson } = wrong;
    const what = isJson ? problem : `this is not JSON: ${problem}`;
    throw new CliError('input_unreadable', `${name}: line ${line}, column ${column}: ${what}`, 2);
  }
  return JSON.parse(text) as unknown;
}

async function readFile(file: string): Promise<Buffer> {
  try {
    return await readAll(createReadStream(file), file);
  } catch (error) {
    if (error instanceof CliError) throw error;
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message;
    throw new CliError('input_unreadable', `${file}: ${reason}`, 2, { cause: error });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder; name a file, or - for standard input',
  EACCES: 'this file may not be read; check its permissions',
};

async function readAll(input: AsyncIterable<string | Uint8Array>, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > MAX_BYTES) {
      throw new CliError(
        'request_too_large',
        `${name} has more than ${MAX_BYTES / 1024 / 1024} MiB, and is not read to its end; is it the right file?`,
        2,
      );
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
