import { readFile } from 'node:fs/promises';
import { CliError } from './cli-error';
import type { CommandContext } from './command-context';
import { firstJsonError } from './json-error';

/**
 * Reads JSON from a file, or from standard input for `-`.
 *
 * @throws CliError `input_unreadable`, naming the place of the error
 */
export async function readJsonInput(
  file: string,
  { input }: Pick<CommandContext, 'input'>,
): Promise<unknown> {
  const name = file === '-' ? 'standard input' : file;
  const text = withoutByteOrderMark(file === '-' ? await readAll(input) : await readText(file));
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const { line, column, problem } = firstJsonError(text);
    const message = `${name}: line ${line}, column ${column}: this is not JSON: ${problem}`;
    throw new CliError('input_unreadable', message, 2, { cause: error });
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message;
    throw new CliError('input_unreadable', `${file}: ${reason}`, 2, { cause: error });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder; name a file, or - for standard input',
  EACCES: 'this file may not be read; check its permissions',
};

async function readAll(input: CommandContext['input']): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
