import type { JsonOption } from '../command-context';
import { addCommand, type DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';

interface RefreshOptions extends JsonOption {
  readonly by?: string;
  readonly idempotencyKey?: string;
}

export const defineRefresh: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'refresh <id>',
    summary: "read the port's orders at the provider now",
    examples: ['portkeeper refresh acme-42 --by ada'],
    json: 'print {accepted, refused, view}',
  })
    .option('--by <name>', 'who asks, for the timeline')
    .option('--idempotency-key <key>', 'the same key again is the same command')
    .action(async (id: string, { json, ...options }: RefreshOptions) => {
      await lazyModules.refreshPort().refreshPort(id, { json: json === true, ...options }, context);
    });
};
