import { answerableAttentionsOf, attentionsOf } from '../../../../src/domain/attentions/attentions';
import { evolve } from '../../../../src/domain/lifecycle/evolve';
import { isFinal } from '../../../../src/domain/facts/items';
import type { Port } from '../../../../src/domain/model/port';
import { DAY, type Instant } from '../../../../src/domain/model/time';
import { proceedOrThrow } from '../random-run';
import { quietAnswer } from '../quiet-model';
import { Broken, expectThat, demandNone, demandSame, type Invariants } from './invariant';

export const WAITING: Invariants = {
  // Whoever lives a plan sees to it: a port that does not come to rest ends its life.
  'the port never turns in place': () => undefined,

  'a port that rests waits for an instant ahead, and does something when it comes': (life) => {
    for (const { at, step, port } of life.rests) {
      if (step.until === undefined) continue;
      expectThat(step.until > at, () => 'it waits for an instant that is past');
      const woken = proceedOrThrow(port, step.until);
      const isSame = woken.step.kind === 'wait' && woken.step.until === step.until;
      expectThat(!isSame, () => `it wakes for nothing, ${step.why}`);
    }
  },

  'a port that waits for nobody but people has nothing in flight and nothing open': (life) => {
    for (const { port, step } of life.rests) {
      if (step.until !== undefined) continue;
      const moving = port.items.filter(
        (item) => (item.orderRef !== undefined && !isFinal(item.status)) || item.contradiction !== undefined,
      );
      demandNone(moving, 'open items');
      const state = port.attempts.at(-1)?.state;
      expectThat(state !== 'ready' && state !== 'delayed', () => `a submission is ${String(state)}`);
    }
  },

  'a port that rests has a wake planned, or asks a person, or is a draft that nobody has submitted': (
    life,
  ) => {
    for (const { port, step } of life.rests) {
      const isPolled = step.until !== undefined || attentionsOf(port).length > 0 || !port.isSubmitApproved;
      expectThat(isPolled, () => 'it waits for nothing');
    }
  },

  'with a provider that never says anything new and no people, it ends, or asks for a command': (life) => {
    if (!life.isSample) return;
    liveInSilence(life.port, Math.max(life.port.asOf, life.lines.at(-1)!.at));
  },

  'the same port at the same instant does the same': (life) => {
    if (!life.isSample) return;
    for (const { at, port, step } of life.rests) {
      demandSame(proceedOrThrow(port, at).step, step, 'the step');
    }
  },
};

/** Wakes and calls that are patience enough: an attention without a time to answer comes within weeks. */
const PATIENCE = 400;

function liveInSilence(port: Port, since: Instant): void {
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
    // It stands until somebody acts; one with a time to answer ends by itself.
    const stands = answerableAttentionsOf(current).filter(({ answerBy }) => answerBy === undefined);
    if (stands.some(({ commands }) => commands.length > 0)) return;
    if (step.until === undefined) throw new Broken(`it waits for ever, ${step.why}`);
    now = step.until;
  }
  throw new Broken(`after ${String((now - since) / DAY)} days it neither ended nor asks for a command`);
}
