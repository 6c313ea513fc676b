//! The official files themselves, where they lie beside the repository: how many entities each has, known records
//! among them, and that a file cut anywhere is refused. A file that is not there is named and left out.

use std::collections::BTreeSet;

use screening::{
    Entity,
    list::{Format, List, OfacCsv, read_ofac_csv},
};

use crate::beside::{file, unpacked};

fn read(format: Format, path: &str) -> Option<List> {
    let bytes = file(path)?;
    Some(
        format
            .read("list", bytes.as_slice())
            .unwrap_or_else(|problem| panic!("{path}: {problem}")),
    )
}

fn corpus(path: &str) -> Option<List> {
    Some(
        Format::FollowTheMoney
            .read("list", unpacked(path)?.as_slice())
            .unwrap(),
    )
}

fn entity<'list>(list: &'list List, id: &str) -> &'list Entity {
    let mut all = list.entities.iter();
    all.find(|entity| entity.id == id)
        .unwrap_or_else(|| panic!("{id} is not in the list"))
}

fn count(list: &List, schema: &str) -> usize {
    let all = list.entities.iter();
    all.filter(|entity| entity.schema.name() == schema).count()
}

/// How many entities both lists have, wallets aside, and those whose values of the property differ.
fn differing<'list>(one: &'list List, other: &'list List, property: &str) -> (usize, Vec<&'list str>) {
    let sorted = |entity: &Entity| {
        let values = entity.values(property).iter();
        values.map(|value| value.to_lowercase()).collect::<BTreeSet<_>>()
    };
    let others: std::collections::HashMap<_, _> = other
        .entities
        .iter()
        .map(|entity| (entity.id.as_str(), entity))
        .collect();
    let common = one
        .entities
        .iter()
        .filter(|entity| entity.schema.name() != "CryptoWallet");
    let common = common.filter_map(|entity| {
        let other = others.get(entity.id.as_str())?;
        Some((entity, *other))
    });
    let common: Vec<_> = common.collect();
    let differ = common.iter().filter(|(one, other)| sorted(one) != sorted(other));
    (common.len(), differ.map(|(one, _)| one.id.as_str()).collect())
}

fn ofac(directory: &str, names: [&str; 4]) -> Option<List> {
    let [records, aliases, addresses, comments] = names.map(|name| match name {
        "" => Some(None),
        name => file(&format!("lists/{directory}/{name}")).map(Some),
    });
    let (records, aliases, addresses, comments) = (records??, aliases?, addresses?, comments?);
    let parts = OfacCsv {
        records: records.as_slice(),
        aliases: aliases.as_deref(),
        addresses: addresses.as_deref(),
        comments: comments.as_deref(),
    };
    Some(read_ofac_csv("us_ofac_sdn", parts).unwrap_or_else(|problem| panic!("{directory}: {problem}")))
}

#[test]
fn ofac_csv_of_2021() {
    let Some(list) = ofac("ofac_2021", ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"]) else {
        return;
    };
    assert_eq!(list.entities.len() - count(&list, "CryptoWallet"), 8_976);
    let bank = entity(&list, "ofac-306");
    assert_eq!(bank.values("alias"), ["NATIONAL BANK OF CUBA"]);
    assert_eq!(bank.values("weakAlias"), ["BNC"]);
    assert_eq!(bank.values("country"), ["ch", "es", "jp", "pa"]);
    let person = entity(&list, "ofac-25308");
    assert_eq!(person.values("name"), ["Xiaobing YAN"]);
    assert_eq!(person.values("birthDate"), ["1977-03-25"]);
    let wallet = entity(&list, "ofac-wallet-12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h");
    assert_eq!(wallet.values("holder"), ["ofac-25308"]);
    let vessel = entity(&list, "ofac-4238");
    assert_eq!(
        (vessel.first("type"), vessel.first("flag")),
        (Some("Tug"), Some("cu"))
    );
}

#[test]
fn ofac_consolidated_csv_of_2018() {
    let names = ["cons_prim.csv", "cons_alt.csv", "cons_add.csv", ""];
    let Some(list) = ofac("ofac_2018", names) else {
        return;
    };
    assert_eq!(list.entities.len(), 442);
    assert_eq!(
        entity(&list, "ofac-9639").values("name"),
        ["Ismail Abdul Salah HANIYA"]
    );
}

#[test]
fn ofac_csv_of_2023_agrees_with_the_corpus() {
    let Some(list) = ofac("ofac_2023", ["sdn.csv", "", "sdn_address.csv", ""]) else {
        return;
    };
    assert_eq!(list.entities.len() - count(&list, "CryptoWallet"), 11_443);
    assert_eq!(count(&list, "Person"), 5_890);
    assert_eq!(count(&list, "Vessel"), 685);
    assert_eq!(count(&list, "Airplane"), 293);
    let Some(corpus) = corpus("corpus/ofac.ftm.jsonl.gz") else {
        return;
    };
    assert_eq!(corpus.entities.len(), 11_649);
    let wallets = |list: &List| {
        let all = list.entities.iter();
        let wallets = all.filter(|entity| entity.schema.name() == "CryptoWallet");
        wallets
            .map(|entity| entity.values("publicKey").to_vec())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(wallets(&list), wallets(&corpus));
    for property in [
        "name",
        "nationality",
        "birthDate",
        "passportNumber",
        "imoNumber",
        "gender",
    ] {
        let (common, differ) = differing(&list, &corpus, property);
        let shown = &differ[..differ.len().min(5)];
        assert!(
            differ.len() * 100 <= common,
            "{property}: {} of {common}: {shown:?}",
            differ.len()
        );
    }
}

#[test]
fn ofac_consolidated_xml_of_2025() {
    let path = "lists/ofac_2025/ofac_consolidated_nonsdn_2025-03-28.xml";
    let Some(list) = read(Format::OfacXml, path) else {
        return;
    };
    assert_eq!(list.published.as_deref(), Some("2025-03-28"));
    assert_eq!((list.entities.len(), count(&list, "Person")), (443, 80));
    let person = entity(&list, "ofac-9639");
    assert_eq!(person.values("name"), ["Ismail Abdul Salah HANIYA"]);
    assert_eq!(person.values("alias"), ["Ismail HANIYA", "Ismaeel HANIYYA"]);
    assert_eq!(
        (person.first("birthDate"), person.first("birthPlace")),
        (Some("1962"), Some("Shati"))
    );
    assert_eq!(person.values("program"), ["NS-PLC"]);
}

#[test]
fn the_united_nations_lists() {
    for (file, published, persons, groups) in [
        ("un_consolidated_watchman.xml", "2026-02-27", 730, 273),
        ("un_consolidated_2025-04-19.xml", "2025-04-19", 684, 193),
        ("un_consolidated_2020.xml", "2018-10-29", 703, 390),
    ] {
        let Some(list) = read(Format::UnitedNations, &format!("lists/un/{file}")) else {
            continue;
        };
        assert_eq!(list.published.as_deref(), Some(published), "{file}");
        assert_eq!(
            (count(&list, "Person"), count(&list, "Organization")),
            (persons, groups),
            "{file}"
        );
        let unlisted = list
            .entities
            .iter()
            .filter(|entity| entity.listings[0].listed_on.is_none());
        assert_eq!(unlisted.count(), 0, "{file}");
    }
}

#[test]
fn the_united_nations_list_agrees_with_the_corpus() {
    let list = read(Format::UnitedNations, "lists/un/un_consolidated_watchman.xml");
    let (Some(list), Some(corpus)) = (list, corpus("corpus/un.ftm.jsonl.gz")) else {
        return;
    };
    for property in ["name", "nationality", "gender", "weakAlias"] {
        let (common, differ) = differing(&list, &corpus, property);
        let shown = &differ[..differ.len().min(5)];
        assert_eq!(common, 1_003);
        assert!(
            differ.len() * 100 <= common,
            "{property}: {} of {common}: {shown:?}",
            differ.len()
        );
    }
}

#[test]
fn the_canadian_list() {
    let Some(list) = read(Format::Canada, "lists/ca/canada_sema.xml") else {
        return;
    };
    assert_eq!((list.entities.len(), count(&list, "Vessel")), (4_759, 109));
    let person = entity(&list, "ca-belarus-1-part-1-8");
    assert_eq!(person.values("name"), ["Aleksandr Grigoryevich Lukashenko"]);
    assert_eq!(person.values("birthDate"), ["1954-08-30"]);
    assert_eq!(person.values("country"), ["by"]);
}

#[test]
fn the_us_screening_sample() {
    let Some(list) = read(Format::UsScreening, "lists/misc/us_csl_sample.csv") else {
        return;
    };
    assert_eq!(list.entities.len(), 115);
    assert_eq!(entity(&list, "csl-9696").values("name"), ["Naser ABDUL JAWAD"]);
    assert_eq!(entity(&list, "csl-23156").values("imoNumber"), ["IMO8898831"]);
}

#[test]
fn a_genuine_file_cut_short_is_refused() {
    for (format, path) in [
        (Format::UnitedNations, "lists/un/un_consolidated_2025-04-19.xml"),
        (Format::Canada, "lists/ca/canada_sema.xml"),
        (
            Format::OfacXml,
            "lists/ofac_2025/ofac_consolidated_nonsdn_2025-03-28.xml",
        ),
    ] {
        let Some(bytes) = file(path) else {
            continue;
        };
        for part in 1..8 {
            let cut = &bytes[..bytes.len() * part / 8];
            let problem = format.read("list", cut).unwrap_err();
            assert!(problem.line > 1, "{path}: {problem}");
        }
    }
}
