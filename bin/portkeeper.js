#!/usr/bin/env node
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const built = join(root, 'dist', 'src', 'cli', 'main.js');
if (!existsSync(join(root, 'src', 'cli', 'main.ts'))) {
  require(built);
} else if (canRunSource() || !existsSync(built)) {
  // A checkout runs its source, with its own settings and not those of the current folder.
  process.env.TSX_TSCONFIG_PATH = join(root, 'tsconfig.json');
  require('tsx/cjs');
  require('../src/cli/main.ts');
} else {
  // A checkout without its development dependencies, for example in an image, runs the built files.
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
