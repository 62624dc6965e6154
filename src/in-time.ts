/** What is promised; rejects when it says nothing for `timeoutMs`. */
export function inTime<Value>(promise: Promise<Value>, timeoutMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const late = (): void => reject(new Error(`no answer in ${timeoutMs} ms`));
    const timer = setTimeout(late, timeoutMs);
    void promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
