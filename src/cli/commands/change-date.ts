import { addPortCommand, type PortCommandOptions } from '../define-port-command';
import type { DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';

interface ChangeDateOptions extends PortCommandOptions {
  readonly date?: string;
  readonly timeZone?: string;
  readonly timeRange?: { readonly start: string; readonly end: string };
}

export const defineChangeDate: DefineCommand = (program, context) => {
  addPortCommand(program, {
    usage: 'change-date <id> [file]',
    summary:
      'wish for another date, free before the port is submitted; a JSON file (- for standard input) may say the same',
    examples: [
      'portkeeper change-date acme-42 --date 2026-12-10',
      'portkeeper change-date acme-42 --date 2026-12-10 --time-range 10:00-12:00 --time-zone America/New_York',
      'echo \'{"schedule": {"date": "asap"}}\' | portkeeper change-date acme-42 -',
    ],
  })
    .option('--date <date>', 'the wanted date, for example 2026-12-10, or asap')
    .option('--time-zone <zone>', 'the IANA zone of date and times, for example America/New_York')
    .option('--time-range <range>', 'from when to when, for example 10:00-12:00', timeRange)
    .action(async (id: string, file: string | undefined, given: ChangeDateOptions) => {
      const { date, timeZone, timeRange: range, by, ...options } = given;
      const schedule = {
        ...(date !== undefined && { date }),
        ...(timeZone !== undefined && { timeZone }),
        ...(range !== undefined && { timeRange: range }),
      };
      const wish = Object.keys(schedule).length > 0 ? schedule : undefined;
      const { commandInput, changeDateInput } = lazyModules.commandInput();
      const input = await commandInput(changeDateInput, file, { schedule: wish, by }, context);
      await lazyModules
        .portCommand()
        .runPortCommand(id, (port, key) => port.changeDate({ ...input, ...key }), options, context);
    });
};

/** The schema looks at the two times. */
function timeRange(text: string): ChangeDateOptions['timeRange'] {
  const [start = '', ...rest] = text.split('-');
  return { start, end: rest.join('-') };
}
