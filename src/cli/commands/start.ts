import type { JsonOption } from '../command-context';
import { addCommand, type DefineCommand } from '../define-command';
import { readJsonInput } from '../json-input';
import { lazyModules } from '../lazy-modules';

export const defineStart: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'start <file>',
    summary:
      'start a port request from a JSON file (- for standard input); the same content again is the same port',
    examples: ['portkeeper start port.json', 'portkeeper schema   # what may be in the file'],
    json: "print the port's view as JSON",
  }).action(async (file: string, { json }: JsonOption) => {
    const input = await readJsonInput(file, context);
    await lazyModules.startPort().startPort(input, { name: file, json: json === true }, context);
  });
};
