import type { NumberView, PortView } from '../../../src/contract/port-view';

export const AT = '2026-12-07T15:00:00.123Z';

/** A view of a port about which there is nothing to say, but what a test says. */
export function aView(more: Partial<PortView> = {}): PortView {
  return {
    requestId: 'acme-42',
    provider: 'twilio',
    account: 'default',
    phase: 'waiting_for_foc',
    createdAt: AT,
    attentions: [],
    missing: [],
    numbers: [],
    orders: [],
    attempts: [],
    editable: false,
    comments: [],
    policy: {},
    ...more,
  };
}

/** A number that its provider has. */
export function aNumber(more: Partial<NumberView> = {}): NumberView {
  return {
    phoneNumber: '+12125550100',
    status: 'submitted',
    cancellable: true,
    orderRef: 'KW1',
    ...more,
  };
}
