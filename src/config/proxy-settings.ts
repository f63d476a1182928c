import { z } from 'zod';
import type { ProxySettings } from '../providers/http/egress';
import type { Problems } from './configuration-error';
import { readVariable, textOf, type Environment } from './variables';

/** The message has no part of the value, which may contain a password. */
const proxyUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'must be the URL of a proxy, for example http://proxy.example:3128',
  );

/**
 * Reads the variables of an egress proxy. Other programs spell them in lower case too, and prefer that; so does this.
 */
export function readProxySettings(env: Environment, problems: Problems): ProxySettings {
  const url = (name: string) => {
    const spelled = [name.toLowerCase(), name].find((each) => textOf(env, each) !== undefined);
    return spelled === undefined ? undefined : readVariable(env, spelled, proxyUrl, problems);
  };
  const httpProxy = url('HTTP_PROXY');
  const httpsProxy = url('HTTPS_PROXY');
  const noProxy = textOf(env, 'no_proxy') ?? textOf(env, 'NO_PROXY');
  return {
    ...(httpProxy !== undefined && { httpProxy }),
    ...(httpsProxy !== undefined && { httpsProxy }),
    ...(noProxy !== undefined && { noProxy }),
  };
}
