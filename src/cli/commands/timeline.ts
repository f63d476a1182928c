import type { JsonOption } from '../command-context';
import { addCommand, type DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';
import { storyLine } from '../render/story';

export const defineTimeline: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'timeline <id>',
    summary: 'tell what happened to a port, the newest last',
    examples: ['portkeeper timeline acme-42'],
    json: 'print an array of {sequence, at, kind, cause, numbers?, data?}',
  }).action(async (id: string, { json }: JsonOption) => {
    await lazyModules.temporalSession().withTemporal(context.env, async ({ porting }) => {
      const entries = await porting.get(id).timeline();
      if (json) context.output.json(entries);
      else for (const entry of entries) context.output.line(storyLine(entry));
    });
  });
};
