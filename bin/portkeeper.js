#!/usr/bin/env node
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
if (existsSync(join(root, 'src', 'cli', 'main.ts'))) {
  // A checkout runs its source. Its own settings, not those of the folder in which it is called.
  process.env.TSX_TSCONFIG_PATH = join(root, 'tsconfig.json');
  require('tsx/cjs');
  require('../src/cli/main.ts');
} else {
  require('../dist/src/cli/main.js');
}
