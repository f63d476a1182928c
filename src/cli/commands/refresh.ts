import { addPortCommand, type PortCommandOptions } from '../define-port-command';
import type { DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';

export const defineRefresh: DefineCommand = (program, context) => {
  addPortCommand(program, {
    usage: 'refresh <id>',
    summary: "read the port's orders at the provider now",
    examples: ['portkeeper refresh acme-42 --by ada'],
  }).action(async (id: string, { by, ...options }: PortCommandOptions) => {
    const { commandInput, plainInput } = lazyModules.commandInput();
    const input = await commandInput(plainInput, undefined, { by }, context);
    await lazyModules
      .portCommand()
      .runPortCommand(id, (port, key) => port.refresh({ ...input, ...key }), options, context);
  });
};
