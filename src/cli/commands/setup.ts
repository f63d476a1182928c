import type { JsonOption } from '../command-context';
import { addCommand, type DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';

export const defineSetup: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'setup',
    summary: 'register the search attributes on the configured namespace; safe to repeat',
    examples: ['TEMPORAL_NAMESPACE=porting portkeeper setup'],
    json: 'print {namespace, address, added, present}',
  }).action(async ({ json }: JsonOption) => {
    const { registerSearchAttributes } = lazyModules.searchAttributes();
    await lazyModules.temporalSession().withTemporal(context.env, async ({ connection, config }) => {
      const { namespace, address } = config;
      const { added, present } = await registerSearchAttributes(connection, namespace);
      if (json) {
        context.output.json({ namespace, address, added, present });
        return;
      }
      const where = `namespace ${namespace} at ${address}`;
      context.output.line(
        added.length === 0
          ? `All ${present.length} search attributes are registered on ${where} already.`
          : `Registered ${added.join(', ')} on ${where}${present.length === 0 ? '' : `; ${present.length} were there already`}.`,
      );
    });
  });
};
