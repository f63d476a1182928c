import { z } from 'zod';
import { PROVIDER_NAME, PROVIDER_NAME_FAULT } from '../contract/names';
import type { ProviderDescriptor } from '../providers/descriptor';
import { issueMessage, reportMissing } from './issue-message';
import { loadModule } from './load-module';
import { pathText } from './substitution';

/** The guide for writing a provider. */
const GUIDE = 'docs/write-a-provider.md';

/** The result of loading a module: its descriptor, or the error as the end of a sentence. */
export type LoadedProvider =
  | { readonly ok: true; readonly descriptor: ProviderDescriptor }
  | { readonly ok: false; readonly fault: string };

/**
 * Loads the descriptor that a module exports as its default, or as `module.exports`.
 *
 * @param specifier - a path relative to the file, or the name of a package that is installed for it
 * @param file - the configuration file
 */
export function loadProvider(specifier: string, file: string): LoadedProvider {
  const loaded = loadModule(specifier, file, 'the configuration file');
  return loaded.ok ? describedBy(defaultOf(loaded.exported), specifier) : loaded;
}

function describedBy(value: unknown, specifier: string): LoadedProvider {
  if (typeof value !== 'object' || value === null || !('createProvider' in value)) {
    const fault = `names ${specifier}, which exports no provider; make its default export a descriptor (${GUIDE})`;
    return { ok: false, fault };
  }
  const parsed = descriptorSchema.safeParse(value, { error: reportMissing });
  if (parsed.success) return { ok: true, descriptor: value as ProviderDescriptor };
  const faults = parsed.error.issues.map((issue) => `${pathText(issue.path)} ${issueMessage(issue)}`);
  const fault = `names ${specifier}, whose descriptor is wrong: ${faults.join(', ')}; correct it (${GUIDE})`;
  return { ok: false, fault };
}

/** An ES module that was compiled to CommonJS has its default export under `default` too. */
function defaultOf(exported: unknown): unknown {
  if (typeof exported !== 'object' || exported === null || !('default' in exported)) return exported;
  return exported.default;
}

const aFunction = z.custom((value) => typeof value === 'function', 'must be a function');

/** Checks at run time what the compiler checks in TypeScript. */
const descriptorSchema = z
  .looseObject({
    name: z.string().regex(PROVIDER_NAME, PROVIDER_NAME_FAULT),
    accountSchema: aFunction,
    keys: z.record(z.string(), z.looseObject({ variable: z.string().optional() })),
    sandbox: z.looseObject({ entry: aFunction, isSandbox: aFunction }).optional(),
    capabilities: z.looseObject({
      afterUnknownSend: z.enum(['look_up', 'ask_person']),
      cancel: z.enum(['order_and_number', 'order', 'ticket']),
      numbersPerOrder: z.int().positive('must be at least 1'),
      edits: z.boolean(),
      comments: z.boolean(),
      ratings: z.boolean(),
      mixesAccounts: z.boolean(),
      webhookScope: z.enum(['account', 'order', 'none']),
      list: z.enum(['whole', 'changes']).optional(),
      sweep: z.enum(['statuses', 'dates']).optional(),
      policy: z.record(
        z.string(),
        z.union(
          [z.number().min(0), z.array(z.number().min(0)), z.enum(['hard', 'best_effort'])],
          'must be a length of time in milliseconds',
        ),
      ),
    }),
    createProvider: aFunction,
    createWebhooks: aFunction.optional(),
    operations: z.array(z.string()),
    checkCredentials: aFunction,
  })
  .refine(
    ({ createWebhooks, capabilities }) =>
      (createWebhooks === undefined) === (capabilities.webhookScope === 'none'),
    { path: ['createWebhooks'], message: 'must be there unless capabilities.webhookScope is none' },
  );
