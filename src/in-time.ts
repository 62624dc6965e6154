/** What is promised; rejects, with what `late` makes, when it says nothing for `timeoutMs`. */
export function inTime<Value>(
  promise: Promise<Value>,
  timeoutMs: number,
  late = (): Error => new Error(`no answer in ${timeoutMs} ms`),
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), timeoutMs);
    void promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
