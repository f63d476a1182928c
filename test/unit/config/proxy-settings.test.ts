import { ConfigurationError, Problems } from '../../../src/config/configuration-error';
import { readProxySettings } from '../../../src/config/proxy-settings';
import type { Environment } from '../../../src/config/variables';

function read(env: Environment) {
  const problems = new Problems();
  const settings = readProxySettings(env, problems);
  try {
    problems.throwIfAny();
  } catch (error) {
    if (error instanceof ConfigurationError) return { settings, found: error.problems };
    throw error;
  }
  return { settings, found: [] };
}

test.each<[Environment, object]>([
  [{}, {}],
  [{ HTTPS_PROXY: ' ', NO_PROXY: '' }, {}],
  [{ HTTPS_PROXY: 'http://a.test:3128' }, { httpsProxy: 'http://a.test:3128' }],
  [{ HTTPS_PROXY: 'http://a.test', https_proxy: 'http://b.test' }, { httpsProxy: 'http://b.test' }],
  [
    { http_proxy: 'https://u:p@a.test', NO_PROXY: '.x' },
    { httpProxy: 'https://u:p@a.test', noProxy: '.x' },
  ],
])('%j', (env, settings) => {
  expect(read(env)).toEqual({ settings, found: [] });
});

test.each(['a.test:3128', 'socks5://ada:secret@a.test', 'ada:secret@', 'http://'])(
  'the proxy %s is refused, and not shown',
  (value) => {
    const { found } = read({ HTTPS_PROXY: value });
    expect(found).toEqual(['HTTPS_PROXY: must be the URL of a proxy, for example http://proxy.example:3128']);
  },
);
