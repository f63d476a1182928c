import type { JsonOption } from '../command-context';
import { addCommand, type DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';
import { viewLines } from '../render/port-view';

export const defineShow: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'show <id>',
    summary: 'show where a port stands: its numbers, dates, orders, and what a person must do',
    examples: ['portkeeper show acme-42'],
    json: 'print the whole view as JSON',
  }).action(async (id: string, { json }: JsonOption) => {
    const { viewOf } = lazyModules.portViewOf();
    await lazyModules.temporalSession().withTemporal(context.env, async ({ client, porting }) => {
      const view = await viewOf(client, porting.get(id));
      if (json) context.output.json(view);
      else for (const line of viewLines(view)) context.output.line(line);
    });
  });
};
