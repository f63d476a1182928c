import { join, relative } from 'node:path';
import { packageRoot } from '../../../tools/package-root';
import type { DemoStack } from './demo-stack';
import { sampleNumber, sampleRequest, type DemoProvider } from './sample-port';

/** What to try after the sample port: command lines to copy into another terminal. */
export function nextSteps(stack: DemoStack, provider: DemoProvider, orderRef: string | undefined): string[] {
  const portkeeper = `node ${relative(process.cwd(), join(packageRoot(), 'bin', 'portkeeper.js')) || 'portkeeper.js'}`;
  const number = sampleNumber(provider, '02');
  const request = sampleRequest(provider, 'my-first-port', number);
  const { correction } = provider.sample;
  return [
    'Everything keeps running until Ctrl-C. In another terminal, first:',
    '',
    ...Object.entries(stack.exports).map(([name, value]) => `  export ${name}='${value}'`),
    '',
    ...(stack.codecServerUrl === undefined
      ? []
      : ['set PORTKEEPER_ENCRYPTION_KEYS there to the same keys as here,', '']),
    'then look around:',
    '',
    `  ${portkeeper} list`,
    `  ${portkeeper} doctor`,
    '',
    'start a port of your own. The last two digits choose its scenario: 02 is rejected for its PIN, 05 gets another date,',
    '08 is canceled by the carrier, 10 has no webhooks (docs/sandbox.md has all):',
    '',
    `  echo '${JSON.stringify(request)}' | ${portkeeper} start -`,
    `  ${portkeeper} watch my-first-port`,
    '',
    ...(correction === undefined
      ? []
      : [
          `correct the data that it was rejected for (${correction.what}):`,
          '',
          ...correction.commands('my-first-port', number).map((command) => `  ${portkeeper} ${command}`),
          '',
        ]),
    'cancel it while that is possible; a late cancel is refused with the time until which it was possible:',
    '',
    `  ${portkeeper} cancel my-first-port --reason "customer stays"`,
    '',
    ...webhookStep(stack, provider, orderRef),
    ...(provider.capabilities.webhookScope === 'none'
      ? []
      : [
          `Webhooks that came late, or for an order that no port holds, are listed by the workflow account:${provider.name}:default`,
          '(tab User Metadata).',
        ]),
    'For days long enough to act in: PORTKEEPER_DAY_SECONDS=20 npm start.',
  ];
}

/** A webhook in the provider's format. It names the order of the sample port, which has ended. */
function webhookStep(
  stack: DemoStack,
  { name, sample }: DemoProvider,
  orderRef: string = sample.orderRef,
): string[] {
  const url = stack.webhookUrls[name];
  const body = sample.webhookBody?.(orderRef);
  if (url === undefined || body === undefined) return [];
  return [
    'or send a webhook as a provider would. 204 means that it is stored; this one comes after the end of its port:',
    '',
    `  curl -i -H 'Content-Type: application/json' -d '${body}' \\`,
    `    ${url}`,
    '',
  ];
}

/** The pages of one port in the Temporal Web UI. */
export interface PortPages {
  /** The timeline of the run. */
  readonly uiUrl: string;
  /** The tab with the status card, which the first page does not show. */
  readonly cardUrl: string;
}

/** The pages of a port's run; undefined without a Web UI. */
export function portPages(
  ui: string | undefined,
  port: { readonly namespace: string; readonly workflowId: string; readonly runId: string },
): PortPages | undefined {
  if (ui === undefined) return undefined;
  const [namespace, workflowId] = [port.namespace, port.workflowId].map(encodeURIComponent);
  const page = `${ui}/namespaces/${namespace ?? ''}/workflows/${workflowId ?? ''}/${port.runId}`;
  return { uiUrl: `${page}/timeline`, cardUrl: `${page}/user-metadata` };
}
