import { portView } from '../../../../src/contract/view';
import type { Port } from '../../../../src/domain/port';
import { proceed } from '../../../../src/domain/proceed';
import { proceedOrThrow } from '../life';
import { Broken, demandSame, type Laws } from './law';

export const STATE: Laws = {
  // A sample of the lives, and the states in which a run can hand over to the next: to copy costs more than to live.
  'a port that was carried over as JSON is the same port, and goes on in the same way': (life) => {
    if (!life.isSample) return;
    for (const { at, port, step } of life.rests.filter((_, index) => index % 3 === 0)) {
      const again = carried(port);
      demandSame(again, port, 'the port that was carried over');
      const wake = step.until ?? at;
      demandSame(
        proceed(again, wake, () => true),
        proceedOrThrow(port, wake),
        'how it goes on',
      );
    }
    demandSame(portView(carried(life.port)), portView(life.port), 'its view');
  },

  'time does not go back': (life) => {
    for (const { before, port } of life.happenings) {
      if (port.asOf < before.asOf) throw new Broken('as of an earlier instant');
    }
  },
};

function carried(port: Port): Port {
  return JSON.parse(JSON.stringify(port)) as Port;
}
