import { Context } from '@temporalio/activity';
import { moreOrdersKey } from '../../src/contract/indexed-orders';
import {
  type AccountRef,
  PORT_REQUEST,
  orderKey,
  portWorkflowId,
  requestIdOf,
} from '../../src/contract/names';
import { moreOrdersOf } from '../../src/contract/order-holders';
import { signalPort } from '../../src/contract/signal-port';
import { PortAccount, PortOrderIds, PortProvider } from '../../src/contract/search-attributes';
import type { OpenPorts } from './sweep-account';

const PAGE_SIZE = 1_000;

/** The open ports of an account, from the visibility index. */
export function openPortsInIndex({ provider, account }: AccountRef): OpenPorts {
  const { client } = Context.current();
  return {
    async holders() {
      const holders = new Map<string, string>();
      const prefix = orderKey(provider, account, '');
      const more = moreOrdersKey(provider, account);
      const query = [
        `WorkflowType = '${PORT_REQUEST}'`,
        "ExecutionStatus = 'Running'",
        `${PortProvider.name} = '${provider}'`,
        `${PortAccount.name} = '${account}'`,
      ].join(' AND ');
      for await (const port of client.workflow.list({ query, pageSize: PAGE_SIZE })) {
        const requestId = requestIdOf(port.workflowId);
        if (requestId === undefined) continue;
        for (const key of port.typedSearchAttributes.get(PortOrderIds) ?? []) {
          if (key.startsWith(prefix) && key !== more) holders.set(key.slice(prefix.length), requestId);
        }
        for (const ref of moreOrdersOf(port.memo)) holders.set(ref, requestId);
      }
      return holders;
    },

    async signalPort(requestId, orderRefs) {
      const receivedAt = Date.now();
      const hints = orderRefs.map((orderRef) => ({ orderRef, receivedAt }));
      await signalPort(client.workflow, portWorkflowId(requestId), hints);
    },
  };
}
