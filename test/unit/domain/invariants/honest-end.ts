import { portOutcome } from '../../../../src/contract/view';
import type { Port } from '../../../../src/domain/model/port';
import { currentOf, expectThat, isPerhapsOpen, type Invariants } from './invariant';

export const HONEST_END: Invariants = {
  'no number ends with another word than left_open while an item of it reads open, unless it moved or a person settled it':
    ({ port }) => {
      if (port.ending === undefined) return;
      for (const { phoneNumber, outcome } of portOutcome(port).numbers) {
        if (isKnown(port, phoneNumber)) continue;
        const open = port.items.filter((item) => item.phoneNumber === phoneNumber && isPerhapsOpen(item));
        expectThat(open.length === 0 || outcome === 'left_open', () => `${phoneNumber} ended as ${outcome}`);
      }
    },

  'a number that is settled ends as the person said, and one that moved as moved': ({ port }) => {
    if (port.ending === undefined) return;
    for (const { phoneNumber, outcome } of portOutcome(port).numbers) {
      const { settled, status } = currentOf(port, phoneNumber);
      if (settled !== undefined)
        expectThat(outcome === settled.as, () => `${phoneNumber} ended as ${outcome}`);
      else if (status === 'ported' || status === 'reversed')
        expectThat(outcome === status, () => `${phoneNumber} ended as ${outcome}`);
    }
  },

  'a number that ported though its cancel was accepted says so in the outcome': ({ port }) => {
    if (port.ending === undefined) return;
    for (const { phoneNumber, outcome, againstCancel } of portOutcome(port).numbers) {
      const { cancel, status } = currentOf(port, phoneNumber);
      const isAgainst = status === 'ported' && cancel !== undefined && cancel.state !== 'refused';
      if (outcome === 'ported')
        expectThat((againstCancel === true) === isAgainst, () => `${phoneNumber} hides it`);
    }
  },
};

function isKnown(port: Port, phoneNumber: string): boolean {
  const { settled, status } = currentOf(port, phoneNumber);
  return settled !== undefined || status === 'ported' || status === 'reversed';
}
