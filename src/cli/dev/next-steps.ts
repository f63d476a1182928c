import { join, relative } from 'node:path';
import { packageRoot } from '../../../tools/package-root';
import type { ProviderName } from '../../contract/names';
import type { DemoStack } from './demo-stack';
import { sampleRequest } from './sample-port';

/** What to try after the sample port: lines that work as they stand in another terminal. */
export function nextSteps(stack: DemoStack, provider: ProviderName, orderRef: string | undefined): string[] {
  const portkeeper = `node ${relative(process.cwd(), join(packageRoot(), 'bin', 'portkeeper.js')) || 'portkeeper.js'}`;
  const request = sampleRequest(provider, 'my-first-port', '+12125550102');
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
    'or send a webhook as a provider would; 204 means that it is stored, or that its port has ended:',
    '',
    `  curl -i -H 'Content-Type: application/json' -d '{"port_in_request_sid":"${orderRef ?? `KW${'0'.repeat(32)}`}"}' \\`,
    `    ${stack.webhookUrl}`,
  ];
}
