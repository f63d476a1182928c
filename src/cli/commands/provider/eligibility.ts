import { eligibilityLines } from '../../render/eligibility';
import {
  addGroup,
  addOperation,
  answerWith,
  type DefineOperation,
  type OperationOptions,
} from './define-operation';

interface CheckOptions extends OperationOptions {
  readonly hostingAccount?: string;
  readonly name?: string;
}

const JSON_TEXT =
  'print {requestId?, status, word?, friendlyName?, created?, completed?, results}, each result {phoneNumber, eligible?, ' +
  'status?, subStatus?, reason?, nextStep?, type?, country?, checked?, hostingAccount?}';

export const defineEligibility: DefineOperation = (parent, descriptor, context) => {
  const { name: provider } = descriptor;
  const eligibility = addGroup(parent, provider, {
    name: 'eligibility',
    summary: 'whether numbers can be hosted (messages here, calls where they are): check, get',
    example: 'eligibility check +12125550100',
  });

  addOperation(eligibility, descriptor, {
    operation: 'eligibility',
    usage: 'check <numbers...>',
    summary: 'check numbers (E.164): one is answered at once, for several `get` has the answers',
    examples: [
      `portkeeper provider ${provider} eligibility check +12125550100`,
      `portkeeper provider ${provider} eligibility check +12125550100 +12125550101 --json`,
    ],
    json: JSON_TEXT,
  })
    .option(
      '--hosting-account <id>',
      "the provider's id of the account that will host them, where it is another",
    )
    .option('--name <text>', 'a name for the check at the provider')
    .action(async (numbers: string[], { hostingAccount, name, ...options }: CheckOptions) => {
      const input = { numbers, hostingAccount, friendlyName: name };
      const ask = () =>
        answerWith(context, options, provider, (client) => client.eligibility.check(input), eligibilityLines);
      const { requestId, status } = await ask();
      if (requestId === undefined || status === 'complete') return;
      const command = `portkeeper provider ${provider} eligibility get ${requestId}`;
      const account = options.account === 'default' ? '' : ` --account ${options.account}`;
      context.output.note(`The answers come later: ${command}${account}`);
    });

  addOperation(eligibility, descriptor, {
    operation: 'eligibility.get',
    usage: 'get <request>',
    summary: 'how far a check of several numbers is, with its answers',
    examples: [`portkeeper provider ${provider} eligibility get EC0123456789abcdef0123456789abcdef`],
    json: JSON_TEXT,
  }).action(async (requestId: string, options: OperationOptions) => {
    const ask = { requestId };
    await answerWith(context, options, provider, (client) => client.eligibility.get(ask), eligibilityLines);
  });
};
