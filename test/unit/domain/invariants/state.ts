import { portView } from '../../../../src/contract/view';
import { handoverOf, slimmed, takenOver, type Handover } from '../../../../src/domain/handover/handover';
import type { Port } from '../../../../src/domain/model/port';
import { proceed } from '../../../../src/domain/lifecycle/proceed';
import { type Line, runPlan } from '../random-run';
import { proceedOrThrow } from '../port-under-test';
import { Broken, expectSame, type Invariants } from './invariant';

export const STATE: Invariants = {
  // A sample of the runs, and the states in which a run can hand over to the next: copies cost more than steps.
  'a port that was handed over is the same port, but for what is not read any more, and goes on in the same way':
    (run) => {
      if (!run.isSample) return;
      for (const { at, port, step } of run.rests.filter((_, index) => index % 3 === 0)) {
        const again = handedOver(port);
        expectSame(again, byNumber(slimmed(port)), 'the port that was handed over');
        const wake = step.until ?? at;
        const next = proceed(again, wake);
        const wanted = proceedOrThrow(port, wake);
        expectSame(next.step, wanted.step, 'its next step');
        expectSame(slimmed(next.port), slimmed(wanted.port), 'how it goes on');
      }
      expectSame(portView(handedOver(run.port)), portView(run.port), 'its view');
    },

  'a port that is handed over between any two steps has the same run': (run, plan) => {
    if (!run.isSample) return;
    const again = runPlan(plan, (port) => (port.pendingCommands.length > 0 ? port : handedOver(port)));
    expectSame(again.lines.map(contentOf), run.lines.map(contentOf), 'what happened');
    expectSame(again.port.timeline, run.port.timeline, 'its timeline');
    expectSame(portView(again.port), portView(run.port), 'its view');
  },

  'time does not go back': (run) => {
    for (const { before, port } of run.happenings) {
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

function contentOf(line: Line): unknown {
  return line.kind === 'step' ? [line.at, line.step] : [line.at, line.event];
}
