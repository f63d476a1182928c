import type { Command } from 'commander';
import type { CommandContext } from '../../../src/cli/command';
import { outputTo } from '../../../src/cli/output';
import { createProgram } from '../../../src/cli/program';

/** Every command line of a document, in running text and in blocks. `…` stands for what is left out. */
export function commandLines(document: string): string[] {
  const text = document.replaceAll(/\n +/g, '\n').replace(/```js\n.*?```/s, '');
  const blocks = [...text.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = '']) => block.split('\n'));
  const inline = [...text.replaceAll(/```.*?```/gs, '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
  const lines = [...blocks, ...inline]
    .map((line) =>
      line
        .replaceAll('\n', ' ')
        .replace(/^.*\| /, '')
        .trim(),
    )
    .filter((line) => line.startsWith('portkeeper ') && !line.includes('…'));
  return [...new Set(lines)];
}

/** Parses a command line as the program does, and does nothing then. */
export async function parsed(line: string): Promise<boolean> {
  let isReached = false;
  const nowhere = { write: () => undefined };
  const context: CommandContext = {
    env: {},
    output: outputTo(nowhere, nowhere),
    // eslint-disable-next-line @typescript-eslint/require-await -- a stream is asynchronous
    input: (async function* () {
      yield '';
    })(),
    stopped: new AbortController().signal,
    exitCode: 0,
  };
  const program = createProgram(context, { out: () => undefined, err: () => undefined });
  const [, name = '', ...others] = wordsOf(line);
  // In running text a command may be called by its name alone.
  if (others.length === 0) return program.commands.some((command) => command.name() === name);
  disarm(program, () => (isReached = true));
  await program.parseAsync([name, ...others], { from: 'user' });
  return isReached;
}

/** Puts a stand-in in the place of everything that a command does. */
function disarm(command: Command, reached: () => void): void {
  for (const own of command.commands) {
    if (own.commands.length === 0) own.action(reached);
    disarm(own, reached);
  }
}

/** The words of a line as a shell would pass them on: quotes held together and taken off, comments left out. */
function wordsOf(line: string): string[] {
  const words = line.replace(/ #.*$/, '').match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) => word.replaceAll(/["']/g, ''));
}
