import type { OrderItem } from '../../../src/domain/model/item';
import type { Port } from '../../../src/domain/model/port';
import { DAY, HOUR, MINUTE, SECOND, type Milliseconds } from '../../../src/domain/model/time';
import { InvalidRun, type Line, runPlan, type Plan } from './random-run';
import { BEGIN } from './instants';
import { numberList } from './snapshots';

/**
 * A run as text, to read why an invariant is broken: how the port began, then a line for each event and each step,
 * and under it the items that it changed. Numbers are `#0`, `#1`, instants the time since the port began.
 */
export function storyOf(plan: Plan): string {
  const { numbers, request, policy, capabilities, missing } = plan.given;
  const beginning = { numbers: numbers?.length, ...request, policy, capabilities, missing };
  const lines = linesOf(plan);
  return [brief(beginning), ...lines.flatMap((line, index) => textOf(line, lines[index - 1]))].join('\n');
}

function linesOf(plan: Plan): readonly Line[] {
  try {
    return runPlan(plan).lines;
  } catch (error) {
    if (error instanceof InvalidRun) return error.lines;
    throw error;
  }
}

function textOf(line: Line, before: Line | undefined): string[] {
  const at = since(line.at - BEGIN);
  if (line.kind === 'step') {
    const { kind, ...step } = line.step;
    return before?.kind === 'step' ? [] : [`${at} → ${kind} ${brief(step)}`];
  }
  const { kind, at: _, ...event } = line.event;
  const known = new Set(line.before.items.map(itemAsText));
  const changed = line.port.items.map(itemAsText).filter((text) => !known.has(text));
  const answers =
    line.port.recentDecisions.length > line.before.recentDecisions.length
      ? [brief(line.port.recentDecisions.at(-1))]
      : [];
  return [`${at} ${kind} ${brief(event)}`, ...[...changed, ...answers, ...attemptLines(line)].map(indented)];
}

function attemptLines({ before, port }: { readonly before: Port; readonly port: Port }): string[] {
  const known = new Set(before.attempts.map((attempt) => JSON.stringify(attempt)));
  return port.attempts
    .filter((attempt) => !known.has(JSON.stringify(attempt)))
    .map(
      ({ number, numbers, state, search }) =>
        `attempt ${String(number)} ${brief({ numbers, state, search })}`,
    );
}

function itemAsText({
  phoneNumber,
  attempt,
  status,
  orderRef,
  changedAt: _c,
  providerStatus: _w,
  ref: _r,
  ...facts
}: OrderItem): string {
  return `${brief(phoneNumber)}/${String(attempt)} ${orderRef ?? '-'} ${status} ${brief(facts)}`;
}

const indented = (text: string): string => `             ${text}`;

const PLACES = new Map(numberList(9).map((number, index) => [number, `#${String(index)}`]));

/** JSON without most of its quotes. */
function brief(value: unknown): string {
  const text = JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'message' || key === 'evidence') return undefined;
    if (typeof inner === 'string') return PLACES.get(inner) ?? inner;
    if (typeof inner === 'number' && inner > BEGIN / 2) return since(inner - BEGIN);
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, each]) => [PLACES.get(name) ?? name, each]));
  });
  return (text as string | undefined)?.replaceAll('"', '') ?? '';
}

function since(length: Milliseconds): string {
  const size = Math.abs(length);
  const part = (unit: Milliseconds, whole: number) =>
    String(Math.floor(size / unit) % whole).padStart(2, '0');
  const days = Math.floor(size / DAY);
  const rest = size % SECOND === 0 ? '' : `.${String(size % SECOND).padStart(3, '0')}`;
  return `${length < 0 ? '-' : '+'}${String(days)}d${part(HOUR, 24)}:${part(MINUTE, 60)}:${part(SECOND, 60)}${rest}`;
}
