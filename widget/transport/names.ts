/** Names nobody else makes. `crypto.randomUUID` would be shorter, but pages without https do not have it. */
export const newName = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
