import type { DryRun } from '../../contract/provider-operations';
import { columns } from './columns';
import { andMore, few } from './few';
import { missingLines } from './missing';
import { rejectionInWords } from './portability';
import { section } from './section';

/** The most numbers that are listed one by one. */
const MOST_NUMBERS = 20;

/** What a port request would come to, for people; the last line says what a start would do. */
export function dryRunLines(answer: DryRun): string[] {
  const refused = answer.portability.filter(({ portable }) => !portable);
  const { shown, rest } = few(refused, MOST_NUMBERS);
  const why = shown.map(({ phoneNumber, rejection }) => [
    phoneNumber,
    rejection === undefined ? '' : rejectionInWords(rejection),
  ]);
  return [
    ...section('Missing', missingLines(answer.missing)),
    ...section('Cannot be moved', [...columns(why), ...andMore(rest, '--json')]),
    ...section('Not sent, because the provider has no field for it', answer.untaken),
    ...section('Warnings', warningLines(answer.warnings)),
    verdict(answer),
  ];
}

/** One line for each warning. A worker of an older release gives none. */
function warningLines(warnings: DryRun['warnings'] | undefined): string[] {
  return (warnings ?? []).map(({ field, message }) => `${field}: ${message}`);
}

function verdict({ missing, portability, orders, wouldSubmit }: DryRun): string {
  const all = portability.length;
  const going = orders.flat().length;
  const numbers = all === 1 ? '1 number' : `${all} numbers`;
  if (wouldSubmit) {
    const which = going === all ? numbers : `${going} of ${numbers}`;
    return `A start would submit ${which} at once${orders.length > 1 ? `, as ${orders.length} orders` : ''}.`;
  }
  if (going > 0)
    return 'A start would stay a draft until `portkeeper submit`, as the request says; nothing else is missing.';
  if (missing.length > 0) return 'A start would stay a draft until somebody gives what is missing.';
  if (portability.every(({ portable }) => !portable))
    return 'A start would submit nothing: there is no number that can be moved.';
  return 'A start would submit nothing at once: the numbers that cannot be moved are in the way.';
}
