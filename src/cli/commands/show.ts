import { addCommand, type DefineCommand, type JsonOption } from '../command';
import { lazyModules } from '../lazy-modules';
import { viewLines } from '../render/port';
import { timelineLine } from '../render/timeline';

/** Commands that show one port. */

export const defineShow: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'show <id>',
    summary: 'show the state of a port: its numbers, dates, orders, and what a person must do',
    examples: ['portkeeper show acme-42'],
    json: 'print the whole view as JSON',
  }).action(async (id: string, { json }: JsonOption) => {
    const { viewOf } = lazyModules.readPort();
    await lazyModules.temporalSession().withTemporal(context.env, async ({ client, porting }) => {
      const view = await viewOf(client, porting.get(id));
      if (json) context.output.json(view);
      else for (const line of viewLines(view)) context.output.line(line);
    });
  });
};

export const defineTimeline: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'timeline <id>',
    summary: 'print the timeline of a port, the newest entry last',
    examples: ['portkeeper timeline acme-42'],
    json: 'print an array of {sequence, at, kind, cause, numbers?, data?}',
  }).action(async (id: string, { json }: JsonOption) => {
    await lazyModules.temporalSession().withTemporal(context.env, async ({ porting }) => {
      const entries = await porting.get(id).timeline();
      if (json) context.output.json(entries);
      else for (const entry of entries) context.output.line(timelineLine(entry));
    });
  });
};

export const defineWatch: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'watch <id>',
    summary: 'follow the timeline of a port until it has ended',
    examples: ['portkeeper watch acme-42'],
    json: 'print one JSON object per line for each change',
  }).action(async (id: string, { json }: JsonOption) => {
    await lazyModules.watchPort().watchPort(id, json === true, context);
  });
};
