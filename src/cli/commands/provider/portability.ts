import type { Eligibility, EligibilityCheck } from '../../../contract/eligibility';
import type { Portability } from '../../../domain/model/snapshot';
import { columns } from '../../render/layout';
import { describeRejection } from '../../render/format';
import { addGroup, addOperation, answerWith, type DefineOperation, type OperationOptions } from './operation';

interface PortabilityOptions extends OperationOptions {
  readonly targetAccount?: string;
  readonly address?: string;
}

export const definePortability: DefineOperation = (parent, descriptor, context) => {
  const { name: provider, operationOptions } = descriptor;
  const portability = addOperation(parent, descriptor, {
    operation: 'portability',
    usage: 'portability <numbers...>',
    summary: 'ask whether numbers (E.164) can be moved to the provider, and what it would want for them',
    examples: [`portkeeper provider ${provider} portability +12125550100 +12125550101`],
    json:
      'print an array of {phoneNumber, portable, rejection?, pinAndAccountNumberRequired?, type?, country?, carrier?, ' +
      'messagingCarrier?, portabilityStatus?}',
  });
  if (operationOptions?.portabilityTarget === true) {
    portability
      .option(
        '--target-account <id>',
        "the provider's id of the account that will own them, where it is another",
      )
      .option('--address <id>', "the provider's id of the account holder's address");
  }
  portability.action(
    async (numbers: string[], { targetAccount, address, ...options }: PortabilityOptions) => {
      await answerWith(
        context,
        options,
        provider,
        (client) => client.portability(numbers, { targetAccount, address }),
        portabilityLines,
      );
    },
  );
};

interface CheckOptions extends OperationOptions {
  readonly hostingAccount?: string;
  readonly name?: string;
}

const JSON_TEXT =
  'print {requestId?, status, providerStatus?, friendlyName?, created?, completed?, results}, each result {phoneNumber, eligible?, ' +
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
    summary: 'show the progress of a check of several numbers, with its answers',
    examples: [`portkeeper provider ${provider} eligibility get EC0123456789abcdef0123456789abcdef`],
    json: JSON_TEXT,
  }).action(async (requestId: string, options: OperationOptions) => {
    const ask = { requestId };
    await answerWith(context, options, provider, (client) => client.eligibility.get(ask), eligibilityLines);
  });
};

const PORTABILITY_HEAD = ['NUMBER', 'PORTABLE', 'TYPE', 'COUNTRY', 'CARRIER', 'WANTED OR WRONG'];

/** Portability answers, as a table. */
export function portabilityLines(answers: readonly Portability[]): string[] {
  return columns([
    PORTABILITY_HEAD,
    ...answers.map((answer) => [
      answer.phoneNumber,
      answer.portable ? 'yes' : 'no',
      answer.type ?? '-',
      answer.country ?? '-',
      answer.carrier ?? '-',
      remarkOn(answer),
    ]),
  ]);
}

function remarkOn({ rejection, pinAndAccountNumberRequired }: Portability): string {
  if (rejection !== undefined) return describeRejection(rejection);
  return pinAndAccountNumberRequired === true ? 'PIN and account number' : '';
}

const ELIGIBILITY_HEAD = ['NUMBER', 'ELIGIBLE', 'TYPE', 'COUNTRY', 'REASON', 'NEXT STEP'];

const PROGRESS: Readonly<Record<EligibilityCheck['status'], string>> = {
  pending: 'is not answered yet',
  complete: 'is complete',
  unknown: 'has a status that Portkeeper does not know',
};

/** Hosting eligibility, as a table. */
function eligibilityLines({ requestId, status, providerStatus, results }: EligibilityCheck): string[] {
  const rawStatus = providerStatus === undefined ? '' : ` (${providerStatus})`;
  const progress = requestId === undefined ? [] : [`Check ${requestId} ${PROGRESS[status]}${rawStatus}.`];
  return results.length === 0
    ? progress
    : [...progress, ...columns([ELIGIBILITY_HEAD, ...results.map(eligibilityRow)])];
}

function eligibilityRow(result: Eligibility): string[] {
  const { eligible, status = '?' } = result;
  return [
    result.phoneNumber === '' ? '-' : result.phoneNumber,
    eligible === undefined ? status : eligible ? 'yes' : 'no',
    result.type ?? '-',
    result.country ?? '-',
    result.reason ?? (eligible === true ? '-' : (result.subStatus ?? '-')),
    result.nextStep ?? '',
  ];
}
