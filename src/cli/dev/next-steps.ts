import { join, relative } from 'node:path';
import { packageRoot } from '../../../tools/package-root';
import type { ProviderName } from '../../contract/names';
import type { DemoStack } from './demo-stack';
import { sampleNumber, sampleRequest } from './sample-port';

/** What to try after the sample port: lines that work as they stand in another terminal. */
export function nextSteps(stack: DemoStack, provider: ProviderName, orderRef: string | undefined): string[] {
  const portkeeper = `node ${relative(process.cwd(), join(packageRoot(), 'bin', 'portkeeper.js')) || 'portkeeper.js'}`;
  const number = sampleNumber(provider, '02');
  const request = sampleRequest(provider, 'my-first-port', number);
  const mending = mendingOf(provider, number);
  return [
    'Everything keeps running until Ctrl-C. In another terminal, first:',
    '',
    ...Object.entries(stack.exports).map(([name, value]) => `  export ${name}='${value}'`),
    '',
    'then look around:',
    '',
    `  ${portkeeper} list`,
    `  ${portkeeper} doctor`,
    '',
    'start a port of your own. The last two digits choose its fate: 02 is rejected for its PIN, 05 gets another date,',
    '08 is canceled by the carrier, 10 has no webhooks (docs/sandbox.md has all):',
    '',
    `  echo '${JSON.stringify(request)}' | ${portkeeper} start -`,
    `  ${portkeeper} watch my-first-port`,
    '',
    `mend what it was rejected for (${mending.what}):`,
    '',
    ...mending.commands.map((command) => `  ${portkeeper} ${command}`),
    '',
    'take it back while that is possible; too late, and it says until when it was:',
    '',
    `  ${portkeeper} cancel my-first-port --reason "customer stays"`,
    '',
    ...(provider === 'twilio' ? webhookStep(stack, orderRef) : []),
    ...(provider === 'telnyx-v1'
      ? []
      : [
          `Webhooks that came late, or for an order that no port holds, are listed by the workflow account:${provider}:default`,
          '(tab User Metadata).',
        ]),
    'For days long enough to act in: PORTKEEPER_DAY_SECONDS=20 npm start.',
  ];
}

/** How a port is mended that fate 02 has rejected. */
function mendingOf(provider: ProviderName, number: string): { what: string; commands: readonly string[] } {
  const pin = `amend my-first-port --pin ${number}=4242`;
  const resubmit = 'resubmit my-first-port';
  const mended: Readonly<Record<ProviderName, ReturnType<typeof mendingOf>>> = {
    twilio: { what: 'the right PIN is 4242, and it goes out again', commands: [pin, resubmit] },
    'telnyx-v1': { what: 'the right PIN is 4242, and the order that is there gets it', commands: [pin] },
    'fone-dynamics': {
      what: 'the right account number is 4242, and it goes out again as a new order',
      commands: ['amend my-first-port --set subscriber.accountNumber=4242', resubmit],
    },
  };
  return mended[provider];
}

/** A webhook as the provider sends them: this one names the order of the sample port, which has ended. */
function webhookStep(stack: DemoStack, orderRef = `KW${'0'.repeat(32)}`): string[] {
  return [
    'or send a webhook as a provider would. 204 means that it is stored; this one comes after the end of its port:',
    '',
    `  curl -i -H 'Content-Type: application/json' -d '{"port_in_request_sid":"${orderRef}"}' \\`,
    `    ${stack.webhookUrl}`,
    '',
  ];
}
