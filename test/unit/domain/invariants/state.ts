import { portView } from '../../../../src/contract/view';
import type { Port } from '../../../../src/domain/port';
import { proceed } from '../../../../src/domain/proceed';
import { proceedOrThrow } from '../life';
import { Broken, demandSame, type Laws } from './law';

/** Tried on a sample of the lives: to copy every state costs more than to live. */
export const STATE: Laws = {
  'a port that was carried over as JSON is the same port, and goes on in the same way': (life) => {
    if (!life.isSample) return;
    for (const { at, before, port } of life.happenings) {
      demandSame(carried(port), port, 'the port that was carried over');
      demandSame(
        proceed(carried(before), at, () => true),
        proceedOrThrow(before, at),
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
