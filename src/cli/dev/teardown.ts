/** Closes what was opened, the newest first, whatever happens in between. */
export class Teardown {
  readonly #closers: (() => Promise<void>)[] = [];
  #isDone = false;

  /** What was opened after the end has begun is closed at once. */
  async add(close: () => Promise<void>): Promise<void> {
    if (this.#isDone) await close();
    else this.#closers.push(close);
  }

  /** Safe to repeat. @returns what went wrong; the rest was closed all the same */
  async run(): Promise<unknown[]> {
    this.#isDone = true;
    const errors: unknown[] = [];
    for (let close = this.#closers.pop(); close !== undefined; close = this.#closers.pop()) {
      await close().catch((error: unknown) => errors.push(error));
    }
    return errors;
  }
}
