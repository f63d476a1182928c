import type { JsonOption } from '../command-context';
import { addCommand, type DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';

export const defineDoctor: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'doctor',
    summary:
      'check Temporal, search attributes, workers, credentials, sweeps and webhooks; each line is ok or says what to do',
    examples: ['portkeeper doctor'],
    json: 'print an array of {check, ok, message}',
  }).action(async ({ json }: JsonOption) => {
    await lazyModules.doctor().doctor(json === true, context);
  });
};
