//! Internet addresses: the networks of an allow-list, and which addresses an outgoing call must never reach.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use values::ParseError;

/// An address with a prefix length (RFC 4632), or a single address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Reads `203.0.113.0/24`, `2001:db8::/32` or a single address.
    ///
    /// # Errors
    /// When the text is neither.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        const EXPECTED: ParseError =
            ParseError::expected("an IP address or a network such as 203.0.113.0/24");
        let (address, prefix) = match text.trim().split_once('/') {
            Some((address, prefix)) => (address, Some(prefix.parse::<u8>().map_err(|_| EXPECTED)?)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| EXPECTED)?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.unwrap_or(longest);
        if prefix > longest {
            Err(EXPECTED)
        } else {
            Ok(Self { address, prefix })
        }
    }

    /// Whether `address` lies in this network. An IPv4 address in IPv6 clothing counts as the IPv4 address.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address.to_canonical(), address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => same_prefix(
                network.to_bits().into(),
                address.to_bits().into(),
                self.prefix.min(32),
                32,
            ),
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                same_prefix(network.to_bits(), address.to_bits(), self.prefix, 128)
            }
            _ => false,
        }
    }
}

fn same_prefix(left: u128, right: u128, prefix: u8, width: u32) -> bool {
    let shift = width - u32::from(prefix);
    left.checked_shr(shift).unwrap_or(0) == right.checked_shr(shift).unwrap_or(0)
}

/// Whether an address is on the public internet: not loopback, private, link-local, shared, multicast, documentation or otherwise
/// special (IANA special-purpose registries). Outgoing calls to tenant-given addresses go only to these.
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    const SPECIAL: [&str; 15] = [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    ];
    !in_any(&SPECIAL, IpAddr::V4(address))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // Only global unicast is assigned to the public; within it, tunnels and NAT64 could lead back inside.
    const SPECIAL: [&str; 6] = [
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
    ];
    let global = Network::parse("2000::/3").is_ok_and(|network| network.contains(IpAddr::V6(address)));
    global && !in_any(&SPECIAL, IpAddr::V6(address))
}

fn in_any(networks: &[&str], address: IpAddr) -> bool {
    networks
        .iter()
        .any(|network| Network::parse(network).is_ok_and(|network| network.contains(address)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_contain_their_addresses() {
        for (network, address, expected) in [
            ("203.0.113.0/24", "203.0.113.9", true),
            ("203.0.113.0/24", "203.0.114.9", false),
            ("203.0.113.7", "203.0.113.7", true),
            ("0.0.0.0/0", "8.8.8.8", true),
            ("2001:db8::/32", "2001:db8:1::1", true),
            ("::/0", "8.8.8.8", false),
            ("10.0.0.0/8", "::ffff:10.1.2.3", true),
        ] {
            assert_eq!(
                Network::parse(network)
                    .unwrap()
                    .contains(address.parse().unwrap()),
                expected,
                "{network} {address}"
            );
        }
        for text in ["", "10.0.0.0/33", "10.0.0/8", "host", "::/129", "10.0.0.0/-1"] {
            assert!(Network::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn inner_addresses_are_not_public() {
        for inner in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
        ] {
            assert!(!is_public(inner.parse().unwrap()), "{inner}");
        }
        for public in [
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "2606:4700::1111",
            "::ffff:8.8.8.8",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }
}
