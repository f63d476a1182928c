#!/usr/bin/env node
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const built = join(root, 'dist', 'src', 'cli', 'main.js');
if (!existsSync(join(root, 'src', 'cli', 'main.ts'))) {
  require(built);
} else if (canRunSource() || !existsSync(built)) {
  // A checkout runs its source. Its own settings, not those of the folder in which it is called.
  process.env.TSX_TSCONFIG_PATH = join(root, 'tsconfig.json');
  require('tsx/cjs');
  require('../src/cli/main.ts');
} else {
  // A checkout without its development dependencies runs what was built, an image for example.
  require(built);
}

function canRunSource() {
  try {
    require.resolve('tsx/cjs');
    return true;
  } catch {
    return false;
  }
}
