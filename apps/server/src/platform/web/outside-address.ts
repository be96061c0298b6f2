import { BlockList, isIP } from 'node:net';

/**
 * Networks that are not the public internet (IANA special-purpose registries, RFC 6890 and later):
 * own machine, private, link-local with the cloud's metadata, shared, documentation, benchmark,
 * multicast, reserved.
 */
const closedIpv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** Only 2000::/3 is handed out; of it Teredo, 6to4, documentation and others lead elsewhere. */
const closedIpv6 = [
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
  '3ffe::/16',
];

const closed = new BlockList();
const handedOut = new BlockList();
for (const network of closedIpv4) addNetwork(closed, network, 'ipv4');
for (const network of closedIpv6) addNetwork(closed, network, 'ipv6');
addNetwork(handedOut, '2000::/3', 'ipv6');

function addNetwork(list: BlockList, network: string, family: 'ipv4' | 'ipv6'): void {
  const [address, prefix] = network.split('/');
  list.addSubnet(address!, Number(prefix), family);
}

/**
 * Whether an IP address is a public one that we may fetch from. Forms that carry an IPv4 address
 * inside (mapped, compatible, NAT64, 6to4, Teredo) are refused whatever is inside.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  return handedOut.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}
