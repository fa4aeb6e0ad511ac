/** The nets failed and no backend is left to go on with; the message is one sentence. */
export class EngineFault extends Error {
  override readonly name = 'EngineFault';
}
