/** What an error says of itself, for a message that names what failed. */
export function errorMessage(error: unknown): string {
  // Node tries each address of a host and reports them together, with an empty message.
  if (error instanceof AggregateError && error.errors.length > 0) return errorMessage(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

/** True for what the operating system says: a disk that is full, a folder that is not there. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string';
}
