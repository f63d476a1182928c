import type { AmendOptions } from '../amend-input';
import { addPortCommand, type PortCommandOptions } from '../define-port-command';
import type { DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';
import { amendedLines } from '../render/amended';

export const defineAmend: DefineCommand = (program, context) => {
  addPortCommand(program, {
    usage: 'amend <id> [file]',
    summary:
      'mend the request by a JSON merge patch from a file (- for standard input): null removes a field, numbers are ' +
      'matched by phoneNumber; single fields may be options',
    examples: [
      'portkeeper amend acme-42 patch.json --by ada',
      'portkeeper amend acme-42 --set subscriber.name="Acme Inc" --unset subscriber.taxId',
      'portkeeper amend acme-42 --pin +12125550100=4242',
      'echo \'{"numbers": [{"phoneNumber": "+12125550100", "pin": "4242"}]}\' | portkeeper amend acme-42 -',
    ],
  })
    .option('--set <field=value>', 'give a field this text; may be repeated', repeated)
    .option('--unset <field>', 'remove a field; may be repeated', repeated)
    .option('--pin <number=pin>', 'the PIN of a number; may be repeated; in a file it stays unseen', repeated)
    .action(
      async (id: string, file: string | undefined, given: PortCommandOptions & Omit<AmendOptions, 'by'>) => {
        const { set, unset, pin, by, ...options } = given;
        const changes = {
          ...(set !== undefined && { set }),
          ...(unset !== undefined && { unset }),
          ...(pin !== undefined && { pin }),
          ...(by !== undefined && { by }),
        };
        const input = await lazyModules.amendInput().amendInputOf(file, changes, context);
        await lazyModules
          .portCommand()
          .runPortCommand(
            id,
            (port, key) => port.amend({ ...input, ...key }),
            { ...options, notesOn: amendedLines },
            context,
          );
      },
    );
};

function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
