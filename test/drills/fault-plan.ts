import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from './fault';

/** The variable with the folder of the plan, for the worker. */
export const PLAN_VARIABLE = 'DRILL_FAULT_PLAN';

/** The drills' worker serves accounts of this ending only by the account's queue: their ports begin without them. */
export const REMOTE_SUFFIX = '-remote';

/** A call that is to meet a fault, once. */
export interface PlannedCall {
  readonly activityType: string;
  /** The workflow that calls it, or a provider whose account does. */
  readonly caller: string;
}

/**
 * The faults that a drill's worker injects: a file for each in a folder, because the worker is killed on the way. A file
 * is renamed at the moment of its fault, so each is injected once, and the drill knows that it was.
 */
export class FaultPlan {
  constructor(private readonly folder: string) {}

  /** The next such call meets the fault. */
  add(call: PlannedCall, fault: Fault): void {
    rmSync(this.#path(call, 'injected'), { force: true });
    writeFileSync(this.#path(call, 'planned'), fault);
  }

  /** The fault that a call is to meet; undefined: none, or it has met it. */
  faultOf(call: PlannedCall): Fault | undefined {
    const path = this.#path(call, 'planned');
    return existsSync(path) ? (readFileSync(path, 'utf8') as Fault) : undefined;
  }

  /** The fault happens now. */
  inject(call: PlannedCall): void {
    renameSync(this.#path(call, 'planned'), this.#path(call, 'injected'));
  }

  isInjected(call: PlannedCall): boolean {
    return existsSync(this.#path(call, 'injected'));
  }

  #path({ activityType, caller }: PlannedCall, state: 'planned' | 'injected'): string {
    return join(this.folder, `${activityType}@${encodeURIComponent(caller)}.${state}`);
  }
}
