import { Option } from 'commander';
import type { ListedPort, ListFilter } from '../../client/list-ports';
import { ATTENTION_CAUSES, PHASES } from '../choices';
import type { JsonOption } from '../command-context';
import { addCommand, type DefineCommand } from '../define-command';
import { instantOf } from '../instant';
import { lazyModules } from '../lazy-modules';
import { listedLines } from '../render/port-list';

export const defineList: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'list',
    summary:
      'list ports, open ones first, then the newest; of several filters all must be true; it needs no worker, and what has just ' +
      'changed may show a moment later',
    examples: [
      'portkeeper list --phase action_required',
      'portkeeper list --attention any',
      'portkeeper list --attention rejected --tenant acme',
      'portkeeper list --phase foc_confirmed --cancel-by-before 2026-12-10   # the last days to cancel',
    ],
    json: 'print an array of {requestId, workflowId, phase, provider, account, actionRequired, attentions, focAt?, cancelBy?, startedAt}',
  })
    .addOption(new Option('--phase <phase>', 'only ports in this phase').choices(PHASES))
    .addOption(
      new Option('--attention <cause>', 'only ports that need a person for this reason, or for any').choices([
        'any',
        ...ATTENTION_CAUSES,
        'port_stuck',
      ]),
    )
    .option('--tenant <tenant>', 'only ports of this tenant')
    .option('--reference <reference>', 'only ports with this reference')
    .option(
      '--cancel-by-before <instant>',
      'only ports whose next cancel-by is earlier: a date (00:00 UTC) or an instant (RFC 3339)',
      instantOf,
    )
    .action(async ({ json, ...filter }: JsonOption & ListFilter) => {
      await lazyModules.temporalSession().withTemporal(context.env, async ({ porting }) => {
        const ports: ListedPort[] = [];
        for await (const port of porting.list(filter)) ports.push(port);
        if (json) context.output.json(ports);
        else for (const line of listedLines(ports)) context.output.line(line);
      });
    });
};
