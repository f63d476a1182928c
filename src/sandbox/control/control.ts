import { z } from 'zod';
import { parseJson, type Answer, type SandboxRequest } from '../http';
import { ControlRefusal } from '../provider';
import type { Faults } from '../faults';
import { problemsIn } from '../problems';
import type { RequestLog } from '../request-log';
import type { Settings } from '../settings';
import type { SimulatedProvider } from '../provider';
import { DELIVERY_MODES } from '../webhook-delivery';
import type { WebhookOutbox } from '../webhooks';
import { EXAMPLES, pushBody, faultBody, settingsBody } from './bodies';

/** The parts that the control API uses. */
export interface Controlled {
  readonly providers: readonly SimulatedProvider[];
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly settings: Settings;
  readonly outbox: WebhookOutbox;
  reset(): void;
}

type Operation = (sandbox: Controlled, body: string, groups: readonly string[]) => unknown;

const webhooksBody = z.strictObject({ mode: z.enum(DELIVERY_MODES) });

/** The operations of the control API. Every answer is JSON with status 200, or `{"error"}`. */
const OPERATIONS: readonly { method: 'GET' | 'POST'; path: RegExp; run: Operation }[] = [
  {
    method: 'GET',
    path: /^\/_control\/orders$/,
    run: ({ providers }) => ({ orders: providers.flatMap((provider) => provider.orders()) }),
  },
  { method: 'GET', path: /^\/_control\/requests$/, run: ({ log }) => ({ requests: log.entries() }) },
  {
    method: 'POST',
    // A reference may contain slashes, plain or percent-encoded.
    path: /^\/_control\/orders\/(.+)\/advance$/,
    run: ({ providers }, body, [ref = '']) =>
      advance(providers, decoded(ref), read(pushBody, body, EXAMPLES.advance)),
  },
  { method: 'GET', path: /^\/_control\/faults$/, run: ({ faults }) => ({ faults: faults.pending() }) },
  { method: 'POST', path: /^\/_control\/faults$/, run: arm },
  {
    method: 'GET',
    path: /^\/_control\/webhooks$/,
    run: ({ outbox }) => ({ mode: outbox.mode, deliveries: outbox.log() }),
  },
  {
    method: 'POST',
    path: /^\/_control\/webhooks$/,
    run: ({ outbox }, body) => {
      outbox.mode = read(webhooksBody, body, EXAMPLES.webhooks).mode;
      return { mode: outbox.mode };
    },
  },
  { method: 'GET', path: /^\/_control\/settings$/, run: ({ settings }) => describe(settings) },
  {
    method: 'POST',
    path: /^\/_control\/settings$/,
    run: ({ settings }, body) => {
      settings.set(read(settingsBody, body, EXAMPLES.settings));
      return describe(settings);
    },
  },
  {
    method: 'POST',
    path: /^\/_control\/reset$/,
    run: (sandbox) => {
      sandbox.reset();
      return { reset: true };
    },
  },
];

/** Answers a request below `/_control`. */
export function control(sandbox: Controlled, request: SandboxRequest): Answer {
  try {
    let knownPath = false;
    for (const { method, path, run } of OPERATIONS) {
      const match = path.exec(request.path);
      if (match === null) continue;
      knownPath = true;
      if (method === request.method) {
        return { status: 200, json: run(sandbox, request.body ?? '', match.slice(1)) };
      }
    }
    if (knownPath) throw new ControlRefusal(`${request.method} is not possible at ${request.path}`, 405);
    throw new ControlRefusal(
      `There is no control ${request.path}; there are orders, orders/{ref}/advance, requests, faults, webhooks, settings, reset`,
      404,
    );
  } catch (error) {
    if (error instanceof ControlRefusal) return { status: error.status, json: { error: error.message } };
    throw error;
  }
}

function read<T>(schema: z.ZodType<T>, body: string, example: string): T {
  const parsed = schema.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  throw new ControlRefusal(`${problemsIn(parsed.error)}. Example: ${example}`);
}

function decoded(ref: string): string {
  try {
    return decodeURIComponent(ref);
  } catch {
    return ref;
  }
}

function advance(
  providers: readonly SimulatedProvider[],
  ref: string,
  push: z.infer<typeof pushBody>,
): unknown {
  const provider = providers.find((candidate) => candidate.orders().some((order) => order.ref === ref));
  if (provider === undefined) {
    throw new ControlRefusal(`There is no order ${ref}; GET /_control/orders lists them`, 404);
  }
  return provider.advance(ref, {
    to: push.to,
    ...(push.focAt !== undefined && { focAt: Date.parse(push.focAt) }),
    ...(push.code !== undefined && { code: Number(push.code) }),
    ...(push.numbers !== undefined && { numbers: push.numbers }),
  });
}

function arm({ providers, faults }: Controlled, body: string): unknown {
  const rule = read(faultBody, body, EXAMPLES.faults);
  const names = providers.map((provider) => provider.name);
  if (!names.includes(rule.provider)) {
    throw new ControlRefusal(`provider: there is no ${rule.provider} here, only ${names.join(', ')}`);
  }
  try {
    faults.add(rule);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ControlRefusal(`pathPattern: ${reason}. Example: ${EXAMPLES.faults}`);
  }
  return { faults: faults.pending() };
}

function describe({ portabilityLagMs, listLagMs }: Settings): unknown {
  return { portabilityLagMs, listLagMs };
}
