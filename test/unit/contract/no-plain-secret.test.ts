import fc from 'fast-check';
import { attributesOf } from '../../../src/contract/port-attributes';
import { portOutcome, portView, timelineView } from '../../../src/contract/view';
import type { PortRequest } from '../../../src/domain/model/request';
import { statusCard } from '../../../workflows/port/status-card';
import { plan, RUNS } from '../domain/arbitraries';
import { runPlan } from '../domain/random-run';

/** no-plain-secret: what is the customer's alone is nowhere that people or the index can see it. */

const SECRETS = {
  pin: 'PIN0042',
  accountNumber: 'ACCOUNT991',
  name: 'Acme Secret LLC',
  person: 'Ada Moss',
  email: 'ada@secret.example',
  street: '1 Main St',
};

function withSecrets(numbers: readonly string[]): Partial<PortRequest> {
  const { pin, accountNumber, name, person, email, street } = SECRETS;
  return {
    numbers: numbers.map((phoneNumber) => ({ phoneNumber, pin, accountNumber, address: { street } })),
    subscriber: { name, accountNumber, authorizedPerson: { name: person, email }, address: { street } },
    notificationEmails: [email],
    providerOptions: { twilio: { portOutPin: pin } },
  };
}

const plans = plan.map(({ given, moments }) => ({
  moments,
  given: { ...given, request: { ...given.request, ...withSecrets(given.numbers ?? []) } },
}));

test('no-plain-secret: neither view, outcome, timeline, attributes nor status card hold one', () => {
  fc.assert(
    fc.property(plans, (planned) => {
      const run = runPlan(planned);
      for (const { port } of [...run.rests.slice(-3), run]) {
        const seen = JSON.stringify([
          portView(port),
          portOutcome(port),
          timelineView(port),
          attributesOf(port),
          statusCard(port),
        ]);
        for (const secret of Object.values(SECRETS)) expect(seen).not.toContain(secret);
      }
    }),
    { numRuns: RUNS },
  );
});

test('no-plain-secret: attributes and status card hold no number, beyond its last four digits', () => {
  fc.assert(
    fc.property(plans, (planned) => {
      const { port } = runPlan(planned);
      const seen = JSON.stringify([attributesOf(port), statusCard(port)]);
      for (const number of planned.given.numbers ?? []) expect(seen).not.toContain(number.slice(-5));
    }),
    { numRuns: RUNS },
  );
});
