import type { JsonOption } from '../command-context';
import { addCommand, type DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';

export const defineWatch: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'watch <id>',
    summary: 'tell what happens to a port as it happens, until it has ended',
    examples: ['portkeeper watch acme-42'],
    json: 'print one JSON object per line for each change',
  }).action(async (id: string, { json }: JsonOption) => {
    await lazyModules.watchPort().watchPort(id, json === true, context);
  });
};
