/**
 * What a folder of simulators/ exports as `load` (load.ts): its platform under load and faults, for reconciling what customers wrote with what became of it.
 * Types only.
 */

/** How the platform carries one message. */
export type Carriage = { /** delivered twice, at once */ twice: boolean; /** changes places with the customer's next message */ late: boolean }

export type RunningLoad = {
  /** Settings of the desk's account, as a configuration file would hold them. */
  settings: Readonly<Record<string, string>>
  /** True when the desk acknowledged the message to the platform, which will then not bring it again. */
  send(customer: string, text: string, carriage: Carriage): Promise<boolean>
  /** From now on this share (0..1) of the desk's sends fails, in the platform's own ways. */
  fail(share: number): void
  /** How many messages of the desk each customer has been shown. */
  shown(): ReadonlyMap<string, number>
  close(): Promise<void>
}
export type Load = {
  channel: string
  /** @param deskUrl the desk's own address, without a trailing slash; the account is called `main` */
  start(deskUrl: string): Promise<RunningLoad>
}
