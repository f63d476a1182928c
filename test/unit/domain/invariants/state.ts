import { portView } from '../../../../src/contract/view';
import { handoverOf, slimmed, takenOver, type Handover } from '../../../../src/domain/handover/handover';
import type { Port } from '../../../../src/domain/model/port';
import { proceed } from '../../../../src/domain/lifecycle/proceed';
import { type Line, live } from '../random-run';
import { proceedOrThrow } from '../port-under-test';
import { Broken, demandSame, type Invariants } from './invariant';

export const STATE: Invariants = {
  // A sample of the lives, and the states in which a run can hand over to the next: to copy costs more than to live.
  'a port that was handed over is the same port, but for what nobody reads, and goes on in the same way': (
    life,
  ) => {
    if (!life.isSample) return;
    for (const { at, port, step } of life.rests.filter((_, index) => index % 3 === 0)) {
      const again = handedOver(port);
      demandSame(again, byNumber(slimmed(port)), 'the port that was handed over');
      const wake = step.until ?? at;
      const next = proceed(again, wake);
      const wanted = proceedOrThrow(port, wake);
      demandSame(next.step, wanted.step, 'its next step');
      demandSame(slimmed(next.port), slimmed(wanted.port), 'how it goes on');
    }
    demandSame(portView(handedOver(life.port)), portView(life.port), 'its view');
  },

  'a port that is handed over between any two steps lives the same life': (life, plan) => {
    if (!life.isSample) return;
    const again = live(plan, (port) => (port.pendingCommands.length > 0 ? port : handedOver(port)));
    demandSame(again.lines.map(toldIn), life.lines.map(toldIn), 'what happened');
    demandSame(again.port.timeline, life.port.timeline, 'its timeline');
    demandSame(portView(again.port), portView(life.port), 'its view');
  },

  'time does not go back': (life) => {
    for (const { before, port } of life.happenings) {
      if (port.asOf < before.asOf) throw new Broken('as of an earlier instant');
    }
  },
};

function handedOver(port: Port): Port {
  return takenOver(JSON.parse(JSON.stringify(handoverOf(port))) as Handover);
}

/** Items of a small port stand in the order of the request, and so do those of a slimmed one again. */
function byNumber(port: Port): Port {
  const place = (phoneNumber: string) =>
    port.request.numbers.findIndex((number) => number.phoneNumber === phoneNumber);
  return { ...port, items: [...port.items].sort((a, b) => place(a.phoneNumber) - place(b.phoneNumber)) };
}

function toldIn(line: Line): unknown {
  return line.kind === 'step' ? [line.at, line.step] : [line.at, line.event];
}
