import { addCommand, type DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';

export const defineSchema: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'schema',
    summary: 'print the JSON Schema of a port request, for editors and other languages',
    examples: ['portkeeper schema > port-request.schema.json'],
    json: 'the schema is JSON in any case',
  }).action(() => {
    const names = lazyModules.providers().providerNames(context.env);
    context.output.json(lazyModules.portRequestSchema().portRequestJsonSchema(names));
  });
};
