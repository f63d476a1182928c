import { lazyModules } from '../../lazy-modules';
import { portabilityLines } from '../../render/portability';
import { addOperation, type DefineOperation, type OperationOptions } from './define-operation';

interface PortabilityOptions extends OperationOptions {
  readonly targetAccount?: string;
}

export const definePortability: DefineOperation = (parent, provider, context) => {
  addOperation(parent, {
    usage: 'portability <numbers...>',
    summary: 'ask whether numbers (E.164) can be moved to the provider, and what it would want for them',
    examples: [`portkeeper provider ${provider} portability +12125550100 +12125550101`],
    json: 'print an array of {phoneNumber, portable, rejection?, pinAndAccountNumberRequired?, type?, country?}',
  })
    .option(
      '--target-account <id>',
      "the provider's id of the account that will own them, where it is another",
    )
    .action(async (numbers: string[], { account, json, targetAccount }: PortabilityOptions) => {
      await lazyModules.temporalSession().withTemporal(context.env, async ({ porting }) => {
        const answers = await porting.provider(provider, account).portability(numbers, { targetAccount });
        if (json) context.output.json(answers);
        else for (const line of portabilityLines(answers)) context.output.line(line);
      });
    });
};
