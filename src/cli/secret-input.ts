import { createInterface } from 'node:readline';
import type { CommandContext } from './command';
import { readStandardInput } from './json-input';

/**
 * Reads secrets, one for each prompt. At a terminal it asks for each, and what is typed stays hidden; otherwise each is
 * a line of standard input. So a secret is neither in the list of processes nor in the history of the shell.
 *
 * @returns the lines without blanks at their ends, at most one more than there are prompts; fewer when the input ends
 */
export async function readSecrets(
  prompts: readonly string[],
  { input, output }: Pick<CommandContext, 'input' | 'output'>,
): Promise<string[]> {
  const lines = isTerminal(input) ? await asked(prompts, input, output) : await linesOf(input);
  return lines.slice(0, prompts.length + 1).map((line) => line.trim());
}

async function linesOf(input: CommandContext['input']): Promise<string[]> {
  const lines = (await readStandardInput(input)).toString('utf8').split('\n');
  while (lines.at(-1)?.trim() === '') lines.pop();
  return lines;
}

type Terminal = CommandContext['input'] & NodeJS.ReadableStream;

function isTerminal(input: CommandContext['input']): input is Terminal {
  return (input as { readonly isTTY?: boolean }).isTTY === true;
}

async function asked(
  prompts: readonly string[],
  input: Terminal,
  output: CommandContext['output'],
): Promise<string[]> {
  // A terminal interface without an output takes over the echo and writes none.
  const lines = createInterface({ input, terminal: true });
  lines.on('SIGINT', () => lines.close());
  const answers: string[] = [];
  const ask = () => {
    const prompt = prompts[answers.length];
    if (prompt === undefined) lines.close();
    else output.note(prompt);
  };
  lines.on('line', (line) => {
    answers.push(line);
    ask();
  });
  const closed = new Promise<void>((resolve) => lines.on('close', resolve));
  ask();
  await closed;
  return answers;
}
