import { attributesOf } from '../../../src/contract/port-attributes';
import { portView } from '../../../src/contract/view';
import { proceed } from '../../../src/domain/lifecycle/proceed';
import type { Capabilities } from '../../../src/domain/model/capabilities';
import { FONE_DYNAMICS_CAPABILITIES } from '../../../src/providers/fone-dynamics/provider';
import { TELNYX_V1_CAPABILITIES } from '../../../src/providers/telnyx-v1/capabilities';
import { TWILIO_CAPABILITIES } from '../../../src/providers/twilio/provider';
import { statusCard } from '../../../workflows/port/status-card';
import { after } from '../../unit/domain/port-under-test';
import { numberList } from '../../unit/domain/snapshots';
import { troubled } from '../../unit/domain/troubled-port';
import { median, type Measure, type Round } from '../measure';

/** The steps of a round, after as many that warm up. */
const STEPS = 20;
const NUMBERS = 1_000;

/** The longest step that a port may take, milliseconds. */
const MAX_STEP = 30;

const PROVIDERS: Readonly<Record<string, Capabilities>> = {
  twilio: TWILIO_CAPABILITIES,
  'telnyx-v1': TELNYX_V1_CAPABILITIES,
  'fone-dynamics': FONE_DYNAMICS_CAPABILITIES,
};

/** One for each provider: its capabilities decide what a port says of its numbers. */
export const STEPS_OF_LARGE_PORTS: readonly Measure[] = Object.entries(PROVIDERS).map(
  ([provider, capabilities]): Measure => ({
    name: `step-${provider}`,
    what: `a step of a port of ${NUMBERS.toLocaleString('en')} numbers with three attentions, all that is shown of it included`,
    unit: 'ms a step',
    goal: { atMost: MAX_STEP },
    run: ({ rounds }) => {
      const measured = Array.from({ length: rounds + 1 }, (): Round => ({
        value: stepOf(capabilities, NUMBERS),
      }));
      return Promise.resolve(measured.slice(1));
    },
  }),
);

/** A step of a port of a thousand numbers, beside one of a tenth of them. */
export const STEPS_ARE_LINEAR: Measure = {
  name: 'step-linear',
  what: 'how much a step takes for ten times the numbers, divided by ten',
  unit: 'ms for 100 numbers',
  goal: { atMost: 1.5 },
  run: ({ rounds }) => {
    const measured = Array.from({ length: rounds + 1 }, (): Round => ({
      value: stepOf(TWILIO_CAPABILITIES, NUMBERS) / 10,
      baseline: stepOf(TWILIO_CAPABILITIES, NUMBERS / 10),
    }));
    return Promise.resolve(measured.slice(1));
  },
};

/** The CPU time of a step, milliseconds: applied, decided, and shown in the card, the attributes and the view. */
function stepOf(capabilities: Capabilities, count: number): number {
  const { port, event } = troubled(numberList(count), capabilities);
  const costs = Array.from({ length: STEPS }, (_, turn) => {
    const begun = process.cpuUsage();
    // Another object each time: what was computed for the one before is not remembered for it.
    const seen = after({ ...port, items: [...port.items] }, { ...event, at: event.at + turn });
    const next = proceed(seen, event.at + turn);
    statusCard(next.port);
    attributesOf(next.port);
    portView(next.port);
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1_000;
  });
  return median(costs);
}
