import { planAtProvider } from '../arbitraries';
import { everyLife } from './laws-in-every-life';

everyLife('that began well', planAtProvider, [
  'an old one moved all the same',
  'a cancel on its way is taken back',
  'a number that was out after its cancel is open again',
  'told: reversed',
  'superseded: awaiting_signature',
  'superseded: foc_confirmed',
  'superseded: in_review',
  'superseded: not_portable',
  'superseded: canceled',
  'superseded: expired',
  'superseded: draft',
  'resubmit is refused: cancellation_window_closed',
]);
