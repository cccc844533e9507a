/** What is used of the npm package `smpp` 0.5.1, which brings no types of its own. Declares nothing that is not used. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Server as NetServer, Socket } from 'node:net'

  export type Pdu = {
    command: string
    command_status: number
    sequence_number: number
    isResponse(): boolean
    response(options?: Record<string, unknown>): Pdu
    [field: string]: unknown
  }
  export type Session = EventEmitter & {
    socket: Socket
    /** False when the connection no longer takes anything. */
    send(pdu: Pdu, answered?: (answer: Pdu) => void): boolean
    destroy(): void
  }
  export type Server = NetServer & { sessions: Session[] }
  type Filter = { encode(value: unknown): unknown; decode(value: unknown): unknown }

  const smpp: {
    connect(options: { host: string; port: number; tls: boolean; servername?: string }): Session
    createServer(listener: (session: Session) => void): Server
    PDU: new (command: string, options?: Record<string, unknown>) => Pdu
    commands: Record<string, { params?: Record<string, { filter?: Filter }> }>
    tlvs: Record<string, { filter?: Filter }>
  }
  export default smpp
}
