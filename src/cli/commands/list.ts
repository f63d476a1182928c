import { Option } from 'commander';
import type { ListedPort } from '../../client/list-ports';
import type { Phase } from '../../domain/phase';
import type { JsonOption } from '../command-context';
import { addCommand, type DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';
import { listedLines } from '../render/port-list';

/** Every phase, in the order of a port's life; the compiler names one that is missing. */
const PHASES = Object.keys({
  draft: true,
  submitting: true,
  awaiting_signature: true,
  waiting_for_foc: true,
  foc_confirmed: true,
  window_closed: true,
  canceling: true,
  action_required: true,
  completed: true,
  partially_completed: true,
  canceled: true,
  rejected: true,
  expired: true,
} satisfies Record<Phase, true>);

export const defineList: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'list',
    summary: 'list ports, the newest first; it needs no worker',
    examples: ['portkeeper list --phase action_required'],
    json: 'print an array of {requestId, workflowId, phase, provider, account, actionRequired, focAt?, cancelBy?, startedAt}',
  })
    .addOption(new Option('--phase <phase>', 'only ports in this phase').choices(PHASES))
    .action(async ({ json, phase }: JsonOption & { phase?: Phase }) => {
      await lazyModules.temporalSession().withTemporal(context.env, async ({ porting }) => {
        const ports: ListedPort[] = [];
        for await (const port of porting.list(phase === undefined ? {} : { phase })) ports.push(port);
        if (json) context.output.json(ports);
        else for (const line of listedLines(ports)) context.output.line(line);
      });
    });
};
