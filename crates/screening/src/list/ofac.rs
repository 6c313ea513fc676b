//! What OFAC's CSV and XML have in common: names, the kinds of identifiers, and wallets.

use super::{Gathered, Refused, words};
use crate::{entity::Entity, schema::Schema};

/// What identifies whom, as OFAC calls it, and the property it becomes. Longer names stand before their beginnings.
const IDENTIFIERS: [(&str, &str); 98] = [
    ("Afghan Money Service Provider License Number", "licenseNumber"),
    (
        "Aircraft Construction Number (also called L/N or S/N or F/N)",
        "serialNumber",
    ),
    ("Aircraft Manufacturer's Serial Number (MSN)", "serialNumber"),
    ("Aircraft Mode S Transponder Code", "icaoCode"),
    ("Aircraft Tail Number", "registrationNumber"),
    ("BIK (RU)", "bikCode"),
    ("Birth Certificate Number", "idNumber"),
    ("Bosnian Personal ID No.", "idNumber"),
    ("Branch Unit Number", "registrationNumber"),
    ("British National Overseas Passport", "passportNumber"),
    ("Business Number", "registrationNumber"),
    ("Business Registration Document #", "registrationNumber"),
    ("Business Registration Number", "registrationNumber"),
    ("C.I.F.", "taxNumber"),
    ("C.R. No.", "registrationNumber"),
    ("C.U.I.P.", "idNumber"),
    ("C.U.I.T.", "taxNumber"),
    ("C.U.I.", "taxNumber"),
    ("C.U.R.P.", "idNumber"),
    ("CNP (Personal Numerical Code)", "idNumber"),
    ("Cartilla de Servicio Militar Nacional", "idNumber"),
    ("Cedula No.", "idNumber"),
    ("Central Registration Number", "registrationNumber"),
    ("Central Registration System Number", "registrationNumber"),
    ("Certificate of Incorporation Number", "registrationNumber"),
    ("Chamber of Commerce Number", "registrationNumber"),
    ("Citizen's Card Number", "idNumber"),
    ("Commercial Registry Number", "registrationNumber"),
    ("Company Number", "registrationNumber"),
    ("Credencial electoral", "idNumber"),
    ("D-U-N-S Number", "dunsCode"),
    ("D.N.I.", "idNumber"),
    ("Diplomatic Passport", "passportNumber"),
    ("Driver's License No.", "idNumber"),
    ("Dubai Chamber of Commerce Membership No.", "registrationNumber"),
    ("Economic Register Number (CBLS)", "registrationNumber"),
    ("Electoral Registry No.", "idNumber"),
    ("Email Address", "email"),
    ("Enterprise Number", "registrationNumber"),
    ("Equity Ticker", "ticker"),
    ("File Number", "registrationNumber"),
    ("Fiscal Code", "taxNumber"),
    ("Folio Mercantil No.", "registrationNumber"),
    ("Government Gazette Number", "okpoCode"),
    ("I.F.E.", "idNumber"),
    ("ISIN", "isinCode"),
    ("Identification Number", "idNumber"),
    ("Istanbul Chamber of Comm. No.", "registrationNumber"),
    ("Italian Fiscal Code", "taxNumber"),
    ("Kenyan ID No.", "idNumber"),
    ("LE Number", "idNumber"),
    ("Legal Entity Number", "leiCode"),
    ("License", "licenseNumber"),
    ("MMSI", "mmsi"),
    ("MSB Registration Number", "registrationNumber"),
    ("Matricula Mercantil No", "registrationNumber"),
    ("N.I.E.", "idNumber"),
    ("NIT #", "taxNumber"),
    ("National Foreign ID Number", "idNumber"),
    ("National ID No.", "idNumber"),
    ("National ID Number", "idNumber"),
    ("Numero Unico de Identificacao Tributaria (NUIT)", "taxNumber"),
    ("Numero de Identidad", "idNumber"),
    ("Organization Code", "registrationNumber"),
    ("Other Vessel Call Sign", "callSign"),
    ("Passport", "passportNumber"),
    ("Personal ID Card", "idNumber"),
    ("Phone No.", "phone"),
    ("Phone Number", "phone"),
    ("Public Registration Number", "registrationNumber"),
    ("R.F.C.", "taxNumber"),
    ("RFC", "taxNumber"),
    ("RIF #", "taxNumber"),
    ("RTN", "taxNumber"),
    ("RUC #", "taxNumber"),
    ("Refugee ID Card", "idNumber"),
    ("Registered Charity No.", "registrationNumber"),
    ("Registration ID", "registrationNumber"),
    ("Registration Number", "registrationNumber"),
    ("Residency Number", "idNumber"),
    ("SSN", "socialSecurityNumber"),
    ("SWIFT/BIC", "swiftBic"),
    ("Seafarer's Identification Document", "idNumber"),
    ("Stateless Person ID Card", "idNumber"),
    ("Tax ID No.", "taxNumber"),
    ("Tazkira National ID Card", "idNumber"),
    ("Telephone No.", "phone"),
    ("Telephone", "phone"),
    ("Trade License No.", "licenseNumber"),
    ("Travel Document Number", "passportNumber"),
    ("Turkish Identification Number", "idNumber"),
    ("UK Company Number", "registrationNumber"),
    ("US FEIN", "taxNumber"),
    ("Unified Social Credit Code (USCC)", "registrationNumber"),
    (
        "United Social Credit Code Certificate (USCCC)",
        "registrationNumber",
    ),
    ("V.A.T. Number", "vatCode"),
    ("Vessel Registration Identification", "imoNumber"),
    ("Website", "website"),
];

const WALLET: &str = "Digital Currency Address - ";

/// A fact of a record in OFAC's words: what it is, its value, and the country that says so.
pub(super) struct Fact<'record> {
    pub kind: &'record str,
    pub value: &'record str,
    pub country: Option<&'record str>,
}

impl<'record> Fact<'record> {
    /// Reads one remark, such as `alt. Passport A10 (Malaysia) issued 14 Dec 2005`; nothing where it starts with no
    /// known kind of fact.
    pub fn parse(remark: &'record str) -> Option<Self> {
        let remark = without_alternative(remark);
        let after = |kind: &str| {
            let rest = remark.strip_prefix(kind)?;
            rest.starts_with([' ', ':'])
                .then(|| rest.trim_start_matches([' ', ':']))
        };
        if let Some(rest) = remark.strip_prefix(WALLET) {
            let length = rest.find(' ')?;
            let (kind, value) = (&remark[..WALLET.len() + length], rest[length..].trim());
            return Some(Self {
                kind,
                value,
                country: None,
            });
        }
        let kinds = IDENTIFIERS.iter().map(|(kind, _)| *kind).chain(PLAIN_KINDS);
        let (kind, rest) = kinds.filter_map(|kind| Some((kind, after(kind)?))).next()?;
        if PLAIN_KINDS.contains(&kind) {
            return Some(Self {
                kind,
                value: rest,
                country: None,
            });
        }
        let end = [" (", " issued ", " expires "]
            .iter()
            .filter_map(|mark| rest.find(mark));
        let value = &rest[..end.min().unwrap_or(rest.len())];
        let country = rest.split_once(" (").and_then(|(_, rest)| rest.split(')').next());
        Some(Self { kind, value, country })
    }
}

/// The remark without the word that says there are several of its kind.
pub(super) fn without_alternative(remark: &str) -> &str {
    let rest = remark.strip_prefix("alt. ").or(remark.strip_prefix("Alt. "));
    rest.unwrap_or(remark)
}

/// Kinds of remarks whose whole rest is the value.
const PLAIN_KINDS: [&str; 14] = [
    "DOB",
    "POB",
    "nationality",
    "citizen",
    "Gender",
    "Nationality of Registration",
    "Organization Established Date",
    "Former Vessel Flag",
    "Vessel Flag",
    "Vessel Type",
    "Vessel Year of Build",
    "Aircraft Model",
    "Aircraft Manufacture Date",
    "Title",
];

/// The kind of entity by OFAC's word for it. An "entity" is a company, a group or an office alike, so that it is an
/// Organization; an empty word in the CSV means the same.
pub(super) fn schema(word: &str) -> Option<Schema> {
    Schema::parse(match word.trim().to_lowercase().as_str() {
        "individual" => "Person",
        "entity" | "-0-" | "" => "Organization",
        "vessel" => "Vessel",
        "aircraft" => "Airplane",
        _ => return None,
    })
}

/// Adds a name; a person's is written `LAST, First` and becomes `First LAST`.
pub(super) fn add_name(entity: &mut Entity, property: &str, name: &str) {
    let name = words::squeeze(name);
    match name.split_once(", ") {
        Some((last, first)) if entity.schema.is_called("Person") => {
            add_person_name(entity, property, Some(first), last);
        }
        _ => {
            entity.add(property, name);
        }
    }
}

/// Adds a person's name of two parts; the parts too where it is the main name.
pub(super) fn add_person_name(entity: &mut Entity, property: &str, first: Option<&str>, last: &str) {
    let first = first.map(words::squeeze).unwrap_or_default();
    let last = words::squeeze(last);
    if property == "name" && entity.schema.is_called("Person") {
        entity.add("firstName", first.clone());
        entity.add("lastName", last.clone());
    }
    entity.add(property, words::squeeze(&format!("{first} {last}")));
}

/// The property for another name by OFAC's word for its kind.
pub(super) fn alias_property(kind: &str, weak: bool) -> &'static str {
    match kind.trim().trim_end_matches('.') {
        _ if weak => "weakAlias",
        "f.k.a" | "fka" => "previousName",
        _ => "alias",
    }
}

/// Adds a fact to an entity; a digital-currency address becomes a wallet that the entity holds.
pub(super) fn add_fact(
    gathered: &mut Gathered,
    entity: &mut Entity,
    fact: &Fact<'_>,
    line: u64,
) -> Result<(), Refused> {
    let value = words::squeeze(fact.value);
    let value = value.trim_end_matches(['.', ';']);
    if let Some(currency) = fact.kind.strip_prefix(WALLET) {
        return add_wallet(gathered, entity, (currency, value), line);
    }
    let country = || words::country(value);
    let every = |property: &str, values: Vec<String>, entity: &mut Entity| {
        for value in values {
            entity.add(property, value);
        }
    };
    match fact.kind {
        "DOB" => every("birthDate", words::dates(value), entity),
        "Organization Established Date" => every("incorporationDate", words::dates(value), entity),
        "Aircraft Manufacture Date" | "Vessel Year of Build" => {
            every("buildDate", words::dates(value), entity)
        }
        "POB" => every("birthPlace", vec![value.to_owned()], entity),
        "nationality" => every("nationality", country().into_iter().collect(), entity),
        "citizen" => every("citizenship", country().into_iter().collect(), entity),
        "Nationality of Registration" => every("jurisdiction", country().into_iter().collect(), entity),
        "Former Vessel Flag" => every("pastFlags", country().into_iter().collect(), entity),
        "Vessel Flag" => every("flag", country().into_iter().collect(), entity),
        "Vessel Type" => every("type", vec![value.to_owned()], entity),
        "Aircraft Model" => every("model", vec![value.to_owned()], entity),
        "Gender" => every(
            "gender",
            words::gender(value).map(str::to_owned).into_iter().collect(),
            entity,
        ),
        "Title" if entity.add("position", value) => {}
        kind => add_identifier(entity, kind, value, fact.country),
    }
    Ok(())
}

/// Adds an identifier; one that the entity's schema has no place for, or of an unknown kind, becomes a note.
fn add_identifier(entity: &mut Entity, kind: &str, value: &str, country: Option<&str>) {
    let mut known = IDENTIFIERS.iter();
    let property = known.find(|(one, _)| *one == kind).map(|(_, property)| *property);
    let digits = value.len() * usize::from(value.bytes().all(|byte| byte.is_ascii_digit()));
    let property = match (property, country, digits) {
        (Some("taxNumber"), Some("Russia"), 10 | 12) => Some("innCode"),
        (Some("registrationNumber" | "taxNumber"), Some("Russia"), 13 | 15) => Some("ogrnCode"),
        // The owner of ships has a number of the ships' register too.
        (Some("idNumber"), ..) if value.starts_with("IMO ") => Some("imoNumber"),
        (property, ..) => property,
    };
    let value_of = |property: &str| match property {
        "imoNumber" => value.replacen("IMO ", "IMO", 1),
        _ => value.to_owned(),
    };
    let placed = property.is_some_and(|property| {
        entity.add(property, value_of(property))
            || (property != "ticker" && entity.add("registrationNumber", value_of(property)))
            || (property != "ticker" && entity.add("idNumber", value_of(property)))
    });
    if !placed && !value.is_empty() {
        entity.add("notes", words::squeeze(&format!("{kind} {value}")));
    }
}

fn add_wallet(
    gathered: &mut Gathered,
    holder: &Entity,
    (currency, key): (&str, &str),
    line: u64,
) -> Result<(), Refused> {
    if key.is_empty() {
        return Err(Refused::new(
            line,
            "a digital currency address without an address",
        ));
    }
    let id = format!("ofac-wallet-{key}");
    if let Some(wallet) = gathered.get_mut(&id) {
        wallet.add("currency", currency);
        wallet.add("holder", holder.id.as_str());
        return Ok(());
    }
    let schema = Schema::parse("CryptoWallet").expect("the model has wallets");
    let mut wallet = Entity::new(id, schema);
    wallet.add("publicKey", key);
    wallet.add("currency", currency);
    wallet.add("holder", holder.id.as_str());
    wallet.add("topics", "sanction");
    wallet.listings.clone_from(&holder.listings);
    gathered.push(wallet, line)
}
