import type { Eligibility, EligibilityCheck } from '../../contract/eligibility';
import { columns } from './columns';

const HEAD = ['NUMBER', 'ELIGIBLE', 'TYPE', 'COUNTRY', 'REASON', 'NEXT STEP'];

const PROGRESS: Readonly<Record<EligibilityCheck['status'], string>> = {
  pending: 'is not answered yet',
  complete: 'is complete',
  unknown: 'is in a state that only the provider knows',
};

/** Whether numbers can be hosted, as a table for people. */
export function eligibilityLines({ requestId, status, word, results }: EligibilityCheck): string[] {
  const said = word === undefined ? '' : ` (${word})`;
  const progress = requestId === undefined ? [] : [`Check ${requestId} ${PROGRESS[status]}${said}.`];
  return results.length === 0 ? progress : [...progress, ...columns([HEAD, ...results.map(row)])];
}

function row(result: Eligibility): string[] {
  const { eligible, status = '?' } = result;
  return [
    result.phoneNumber === '' ? '-' : result.phoneNumber,
    eligible === undefined ? status : eligible ? 'yes' : 'no',
    result.type ?? '-',
    result.country ?? '-',
    result.reason ?? (eligible === true ? '-' : (result.subStatus ?? '-')),
    result.nextStep ?? '',
  ];
}
