import { InvalidArgumentError, Option } from 'commander';
import type { ListedPort, ListFilter } from '../../client/list-ports';
import { ATTENTION_CAUSES } from '../../domain/model/attention';
import type { Phase } from '../../domain/model/port';
import { addCommand, type DefineCommand, type JsonOption } from '../command';
import { lazyModules } from '../lazy-modules';
import { listedLines } from '../render/port';
import type { TemporalSession } from '../temporal-session';

export const defineList: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'list',
    summary:
      'list ports, open ones first, then the newest; of several filters all must be true; it needs no worker, and the newest ' +
      'changes may show a moment later',
    examples: [
      'portkeeper list --phase action_required',
      'portkeeper list --attention any',
      'portkeeper list --attention rejected --tenant acme',
      'portkeeper list --phase foc_confirmed --cancel-by-before 2026-12-10   # the last days to cancel',
      'portkeeper list --cancel-by-after 2026-12-10 --cancel-by-before 2026-12-11   # the last hours to cancel are in that day',
    ],
    json: 'print an array of {requestId, workflowId, phase, provider, account, actionRequired, attentions, focAt?, cancelBy?, orders, startedAt}',
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
    .option(
      '--cancel-by-after <instant>',
      'only ports whose next cancel-by is at or after: a date (00:00 UTC) or an instant (RFC 3339)',
      instantOf,
    )
    .action(async ({ json, ...filter }: JsonOption & ListFilter) => {
      const show = async ({ porting }: TemporalSession) => {
        const ports: ListedPort[] = [];
        for await (const port of porting.list(filter)) ports.push(port);
        if (json) context.output.json(ports);
        else for (const line of listedLines(ports)) context.output.line(line);
      };
      await lazyModules.temporalSession().withTemporal(context.env, show, { worksWithoutKeys: true });
    });
};

/** Every phase, in the order in which a port passes through them. */
export const PHASES = keysOf<Phase>({
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
});

/** The keys of a complete record. The compiler reports a missing value. */
function keysOf<Value extends string>(complete: Readonly<Record<Value, true>>): Value[] {
  return Object.keys(complete) as Value[];
}

const FORMAT = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/**
 * Parses an instant in RFC 3339. A date alone is the start of that day in UTC, because all output is in UTC.
 *
 * @returns RFC 3339 in UTC
 * @throws InvalidArgumentError
 */
export function instantOf(text: string): string {
  const [, date = ''] = FORMAT.exec(text) ?? [];
  const at = Date.parse(text);
  if (!isDay(date) || Number.isNaN(at))
    throw new InvalidArgumentError(
      'It must be a date or an instant, like 2026-12-10 or 2026-12-10T15:00:00Z.',
    );
  return new Date(at).toISOString();
}

/** `Date.parse` accepts February 30 as March 2. */
function isDay(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
}
