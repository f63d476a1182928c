import { lazyModules } from '../../lazy-modules';
import { draftDetailLines } from '../../render/draft-detail';
import {
  addGroup,
  addOperation,
  answerWith,
  type DefineOperation,
  type OperationOptions,
} from './define-operation';

export const defineDraft: DefineOperation = (parent, descriptor, context) => {
  const { name: provider } = descriptor;
  const draft = addGroup(parent, provider, {
    name: 'draft',
    summary: 'one draft of an order at the provider: show; a port with the same numbers goes on with it',
    example: 'draft show <draft>',
  });

  addOperation(draft, descriptor, {
    operation: 'draft.get',
    usage: 'show <draft>',
    summary: 'show a draft with its groups, and what was filled in',
    examples: [`portkeeper provider ${provider} draft show 7d1c`],
    json: 'print {ref, status, created?, orderRef?, groups: [{ref, isComplete, numbers, said}], unassigned}',
  }).action(async (draftRef: string, options: OperationOptions) => {
    const { stringify } = lazyModules.yaml();
    await answerWith(
      context,
      options,
      provider,
      (client) => client.draft({ draftRef }),
      (detail) => draftDetailLines(detail, stringify),
    );
  });
};
