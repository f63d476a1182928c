import type { JsonOption } from '../command';
import { addCommand, type DefineCommand } from '../command';
import { lazyModules } from '../lazy-modules';

interface StartOptions extends JsonOption {
  readonly dryRun?: true;
}

export const defineStart: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'start <file>',
    summary:
      'start a port request from a JSON file (- for standard input); the same content again is the same port',
    examples: [
      'portkeeper start port.json',
      'portkeeper start port.json --dry-run',
      'portkeeper schema   # what may be in the file',
    ],
    json: "print the port's view as JSON; with --dry-run {missing, untaken, portability, orders, wouldSubmit, warnings}",
  })
    .option('--dry-run', 'have a worker check fields and portability, and start nothing')
    .addHelpText(
      'after',
      '\nExit codes with --dry-run: 0 complete and portable; 2 something is missing or not portable; 1 failure.',
    )
    .action(async (file: string, { json, dryRun }: StartOptions) => {
      const { input, warnings } = await lazyModules.portRequestFile().readPortRequest(file, context);
      if (dryRun) return lazyModules.startPort().dryRunPort(input, json === true, context);
      for (const { field, message } of warnings) context.output.note(`warning: ${field}: ${message}`);
      return lazyModules.startPort().startPort(input, json === true, context);
    });
};
