/**
 * Says to which addresses out of an activity the desk may speak: activities name their own service, and whoever is answered there reads the bot's token.
 * It must refuse what it is not sure of.
 */

/** Plain http is for this machine alone, where connectors stand in tests. */
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost'])

/** True when the address stands on one of the hosts; `*.example.com` stands for everything below example.com. */
export function mayVisit(address: string, hosts: readonly string[]): boolean {
  const url = URL.parse(address)
  if (url?.username !== '' || url.password !== '') return false
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.has(url.hostname))) return false
  return hosts.some((host) => (host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host))
}
