/**
 * Addresses of a personal account: a contact, or a contact within a room, where the answer has to call him by name.
 * The only place that makes them and takes them apart.
 */
export type Place = { contact: string; room: string | null }

export const addressOf = (contact: string, room: string | null): string => (room === null ? `contact:${encodeURIComponent(contact)}` : `room:${encodeURIComponent(room)}:${encodeURIComponent(contact)}`)

export function placeOf(address: string): Place | null {
  const [kind, first = '', second = ''] = address.split(':').map(decodeURIComponent)
  if (kind === 'contact' && first) return { contact: first, room: null }
  return kind === 'room' && first && second ? { contact: second, room: first } : null
}
