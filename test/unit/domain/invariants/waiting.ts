import { answerableAttentionsOf, attentionsOf } from '../../../../src/domain/attentions/attentions';
import { evolve } from '../../../../src/domain/lifecycle/evolve';
import { isFinal } from '../../../../src/domain/facts/items';
import type { Port } from '../../../../src/domain/model/port';
import { DAY, type Instant } from '../../../../src/domain/model/time';
import { proceedOrThrow } from '../port-under-test';
import { quietAnswer } from '../quiet-model';
import { Broken, expectThat, expectNone, expectSame, type Invariants } from './invariant';

export const WAITING: Invariants = {
  // `runPlan` checks it: a port that does not come to rest fails its run.
  'the port never loops': () => undefined,

  'a port that rests waits for an instant ahead, and does something when it comes': (run) => {
    for (const { at, step, port } of run.rests) {
      if (step.until === undefined) continue;
      expectThat(step.until > at, () => 'it waits for an instant that is past');
      const woken = proceedOrThrow(port, step.until);
      const isSame = woken.step.kind === 'wait' && woken.step.until === step.until;
      expectThat(!isSame, () => `it wakes for nothing, ${step.why}`);
    }
  },

  'a port that waits only for an operator has nothing in flight and nothing open': (run) => {
    for (const { port, step } of run.rests) {
      if (step.until !== undefined) continue;
      const moving = port.items.filter(
        (item) => (item.orderRef !== undefined && !isFinal(item.status)) || item.contradiction !== undefined,
      );
      expectNone(moving, 'open items');
      const state = port.attempts.at(-1)?.state;
      expectThat(state !== 'ready' && state !== 'delayed', () => `a submission is ${String(state)}`);
    }
  },

  'a port that rests has a wake planned, or asks a person, or is a draft that is not submitted': (run) => {
    for (const { port, step } of run.rests) {
      const isPolled = step.until !== undefined || attentionsOf(port).length > 0 || !port.isSubmitApproved;
      expectThat(isPolled, () => 'it waits for nothing');
    }
  },

  'with a provider that never says anything new and no people, it ends, or asks for a command': (run) => {
    if (!run.isSample) return;
    runInSilence(run.port, Math.max(run.port.asOf, run.lines.at(-1)!.at));
  },

  'the same port at the same instant does the same': (run) => {
    if (!run.isSample) return;
    for (const { at, port, step } of run.rests) {
      expectSame(proceedOrThrow(port, at).step, step, 'the step');
    }
  },
};

/** More wakes and calls than a port may need: an attention without a time to answer comes within weeks. */
const PATIENCE = 400;

function runInSilence(port: Port, since: Instant): void {
  // Nothing comes of a daily look, so a look in a month will do.
  let current: Port = { ...port, policy: { ...port.policy, watchEvery: 30 * DAY } };
  let now = since;
  for (let steps = 0; steps < PATIENCE; steps++) {
    const next = proceedOrThrow(current, now);
    const { step } = next;
    current = next.port;
    if (step.kind === 'done') return;
    if (step.kind !== 'wait') {
      current = evolve(current, quietAnswer(step, current, now));
      continue;
    }
    // It stands until an operator acts; one with a time to answer ends by itself.
    const stands = answerableAttentionsOf(current).filter(({ answerBy }) => answerBy === undefined);
    if (stands.some(({ commands }) => commands.length > 0)) return;
    if (step.until === undefined) throw new Broken(`it waits for ever, ${step.why}`);
    now = step.until;
  }
  throw new Broken(`after ${String((now - since) / DAY)} days it neither ended nor asks for a command`);
}
