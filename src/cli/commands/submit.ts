import { addPortCommand, type PortCommandOptions } from '../define-port-command';
import type { DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';

export const defineSubmit: DefineCommand = (program, context) => {
  addPortCommand(program, {
    usage: 'submit <id>',
    summary: 'send a complete draft; only requests with "submit": "manual" need it',
    examples: ['portkeeper submit acme-42 --by ada'],
  }).action(async (id: string, { by, ...options }: PortCommandOptions) => {
    const { commandInput, plainInput } = lazyModules.commandInput();
    const input = await commandInput(plainInput, undefined, { by }, context);
    await lazyModules
      .portCommand()
      .runPortCommand(id, (port, key) => port.submit({ ...input, ...key }), options, context);
  });
};
