//! The FollowTheMoney schemata that lists use: which may match which, and which properties hold names,
//! identifiers, countries and addresses that count in a match.

/// A schema; what is not listed is a `Thing`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Schema {
    Person,
    Company,
    Organization,
    PublicBody,
    LegalEntity,
    Vessel,
    Airplane,
    Address,
    CryptoWallet,
    Security,
    Thing,
}

impl Schema {
    pub(crate) fn named(name: &str) -> Self {
        match name {
            "Person" => Self::Person,
            "Company" => Self::Company,
            "Organization" => Self::Organization,
            "PublicBody" => Self::PublicBody,
            "LegalEntity" => Self::LegalEntity,
            "Vessel" => Self::Vessel,
            "Airplane" => Self::Airplane,
            "Address" => Self::Address,
            "CryptoWallet" => Self::CryptoWallet,
            "Security" => Self::Security,
            _ => Self::Thing,
        }
    }

    /// Whether an entity asked about in this schema may be one listed in the other.
    pub(crate) fn may_match(self, listed: Self) -> bool {
        use Schema::{Company, LegalEntity, Organization, Person, PublicBody};
        match self {
            Self::Thing => false,
            Person => matches!(listed, Person | LegalEntity),
            Company => matches!(listed, Company | Organization | LegalEntity),
            Organization => matches!(listed, Company | Organization | PublicBody | LegalEntity),
            PublicBody => matches!(listed, Organization | PublicBody | LegalEntity),
            LegalEntity => matches!(listed, Person | Company | Organization | PublicBody | LegalEntity),
            _ => self == listed,
        }
    }

    pub(crate) fn is_organization(self) -> bool {
        matches!(self, Self::Company | Self::Organization | Self::PublicBody)
    }

    fn is_legal_entity(self) -> bool {
        self.is_organization() || matches!(self, Self::Person | Self::LegalEntity)
    }

    pub(crate) fn countries(self) -> &'static [&'static str] {
        match self {
            Self::Person => &[
                "birthCountry",
                "citizenship",
                "country",
                "jurisdiction",
                "mainCountry",
                "nationality",
            ],
            Self::Vessel => &["country", "flag", "pastFlags"],
            _ if self.is_legal_entity() => &["country", "jurisdiction", "mainCountry"],
            _ => &["country"],
        }
    }

    pub(crate) fn addresses(self) -> &'static [&'static str] {
        match self {
            Self::Address => &["full", "address"],
            _ => &["address"],
        }
    }

    /// The identifiers that count in a match, by groups of properties.
    pub(crate) fn identifiers(self) -> [&'static [&'static str]; 4] {
        let own: &[&str] = match self {
            Self::Person => &["passportNumber", "socialSecurityNumber"],
            Self::Company => COMPANY,
            Self::Vessel => &["callSign", "crsNumber", "imoNumber", "mmsi", "registrationNumber"],
            Self::Airplane => &["icaoCode", "registrationNumber", "serialNumber"],
            Self::Address => &["googlePlaceId", "osmId"],
            Self::CryptoWallet => &["publicKey"],
            Self::Security => &["figiCode", "isin", "registrationNumber", "ticker"],
            _ => &[],
        };
        let legal: &[&str] = if self.is_legal_entity() { LEGAL_ENTITY } else { &[] };
        let organization: &[&str] = if self.is_organization() { ORGANIZATION } else { &[] };
        [&["wikidataId"], legal, organization, own]
    }

    /// Whether entities of this schema have the identifier property at all.
    pub(crate) fn has_identifier(self, property: &str) -> bool {
        self.identifiers().iter().any(|group| group.contains(&property))
    }
}

const LEGAL_ENTITY: &[&str] = &[
    "bvdId",
    "dunsCode",
    "idNumber",
    "innCode",
    "leiCode",
    "licenseNumber",
    "npiCode",
    "ogrnCode",
    "registrationNumber",
    "swiftBic",
    "taxNumber",
    "uniqueEntityId",
    "vatCode",
];

const ORGANIZATION: &[&str] = &["cageCode", "giiNumber", "imoNumber", "permId"];

const COMPANY: &[&str] = &[
    "cikCode",
    "ibcRuc",
    "irsCode",
    "isinCode",
    "jibCode",
    "mbsCode",
    "pfrNumber",
    "ricCode",
    "ticker",
    "voenCode",
];
