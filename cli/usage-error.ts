/** Wrong use of a command: one line for the user, exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
