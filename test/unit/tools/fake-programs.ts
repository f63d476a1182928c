import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A machine of its own for a test: a PATH with nothing but a shell, and an empty cache. */
export class FakeMachine {
  readonly root = mkdtempSync(join(tmpdir(), 'portkeeper-machine-'));
  readonly path = join(this.root, 'bin');
  readonly cache = join(this.root, 'cache');
  readonly env = { PATH: this.path, PORTKEEPER_CACHE_DIR: this.cache, HOME: this.root };

  constructor() {
    for (const name of ['sh', 'cp', 'mkdir', 'chmod']) this.link(name);
  }

  /** An executable shell script on PATH. */
  install(name: string, script: string): string {
    return this.write(join(this.path, name), script);
  }

  /** An executable shell script anywhere. */
  write(path: string, script: string): string {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  destroy(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private link(name: string): void {
    mkdirSync(this.path, { recursive: true });
    symlinkSync(join('/bin', name), join(this.path, name));
  }
}

/** What `temporal --version` prints. */
export function temporalOfVersion(version: string): string {
  return `echo "temporal version ${version} (Server 1.31.2, UI 2.50.1)"`;
}
