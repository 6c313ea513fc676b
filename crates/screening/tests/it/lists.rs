//! Files of each format, made for these tests: what is read from them, and which are refused.

use screening::{
    Entity,
    list::{Format, List, OfacCsv, Refused, read_ofac_csv},
};

pub fn read(format: Format, text: &str) -> Result<List, Refused> {
    format.read("made_list", text.as_bytes())
}

fn entity<'list>(list: &'list List, id: &str) -> &'list Entity {
    let mut all = list.entities.iter();
    all.find(|entity| entity.id == id)
        .unwrap_or_else(|| panic!("{id} is not in the list"))
}

fn refusal(format: Format, text: &str) -> String {
    read(format, text).unwrap_err().to_string()
}

pub const OFAC_XML: &str = r#"<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://lists.example/exports/XML">
  <publshInformation>
    <Publish_Date>03/28/2025</Publish_Date>
    <Record_Count>2</Record_Count>
  </publshInformation>
  <sdnEntry>
    <uid>901</uid>
    <firstName>Ada</firstName>
    <lastName>EXAMPLE &amp; SONS</lastName>
    <sdnType>Individual</sdnType>
    <programList><program>TEST-A</program><program>TEST-B</program></programList>
    <akaList>
      <aka><type>a.k.a.</type><category>weak</category><lastName>ADITA</lastName></aka>
      <aka><type>f.k.a.</type><category>strong</category><lastName>BEISPIEL</lastName><firstName>Ada</firstName></aka>
    </akaList>
    <dateOfBirthList>
      <dateOfBirthItem><dateOfBirth>circa 1951</dateOfBirth></dateOfBirthItem>
      <dateOfBirthItem><dateOfBirth>10 Dec 1952</dateOfBirth></dateOfBirthItem>
    </dateOfBirthList>
    <idList>
      <id><idType>Passport</idType><idNumber>A 1</idNumber><idCountry>Malta</idCountry></id>
      <id><idType>Digital Currency Address - XBT</idType><idNumber>1MadeUpAddress99</idNumber></id>
      <id><idType>Gender</idType><idNumber>Female</idNumber></id>
    </idList>
  </sdnEntry>
  <sdnEntry>
    <uid>902</uid>
    <lastName>MADE UP TRADING</lastName>
    <sdnType>Entity</sdnType>
    <programList><program>TEST-A</program></programList>
    <addressList>
      <address><address1>1 Low Rd</address1><city>Valletta</city><country>Malta</country></address>
      <address><country>Cuba</country></address>
    </addressList>
    <idList>
      <id><idType>Tax ID No.</idType><idNumber>7707083893</idNumber><idCountry>Russia</idCountry></id>
      <id><idType>Organization Established Date</idType><idNumber>17 Dec 2016</idNumber></id>
    </idList>
  </sdnEntry>
</sdnList>
"#;

#[test]
fn ofac_xml_gives_names_identifiers_programmes_and_wallets() {
    let list = read(Format::OfacXml, OFAC_XML).unwrap();
    assert_eq!(list.published.as_deref(), Some("2025-03-28"));
    assert_eq!(list.entities.len(), 3);
    let person = entity(&list, "ofac-901");
    assert_eq!(person.caption, "Ada EXAMPLE & SONS");
    assert_eq!(person.schema.name(), "Person");
    assert_eq!(person.datasets, ["made_list"]);
    assert_eq!(person.values("weakAlias"), ["ADITA"]);
    assert_eq!(person.values("previousName"), ["Ada BEISPIEL"]);
    assert_eq!(person.values("birthDate"), ["1951", "1952-12-10"]);
    assert_eq!(person.values("passportNumber"), ["A 1"]);
    assert_eq!(person.values("gender"), ["female"]);
    assert_eq!(person.topics(), ["sanction"]);
    let programmes: Vec<_> = person
        .listings
        .iter()
        .map(|one| one.programme.as_deref())
        .collect();
    assert_eq!(programmes, [Some("TEST-A"), Some("TEST-B")]);
    let wallet = entity(&list, "ofac-wallet-1MadeUpAddress99");
    assert_eq!(wallet.values("publicKey"), ["1MadeUpAddress99"]);
    assert_eq!(wallet.values("currency"), ["XBT"]);
    assert_eq!(wallet.values("holder"), ["ofac-901"]);
    let company = entity(&list, "ofac-902");
    assert_eq!(company.values("address"), ["1 Low Rd, Valletta, Malta"]);
    assert_eq!(company.values("country"), ["mt", "cu"]);
    assert_eq!(company.values("innCode"), ["7707083893"]);
    assert_eq!(company.values("incorporationDate"), ["2016-12-17"]);
}

#[test]
fn a_file_that_is_not_whole_is_refused_with_its_line() {
    for end in 1..OFAC_XML.trim_end().len() {
        assert!(
            read(Format::OfacXml, &OFAC_XML[..end]).is_err(),
            "cut after {end} bytes"
        );
    }
    let fewer = OFAC_XML.replace("<Record_Count>2", "<Record_Count>3");
    assert!(refusal(Format::OfacXml, &fewer).contains("3 records and has 2"));
    let twice = OFAC_XML.replace("902", "901");
    assert_eq!(
        refusal(Format::OfacXml, &twice),
        "line 27: a second record with the id ofac-901"
    );
}

#[test]
fn another_file_than_expected_is_refused() {
    for format in [Format::OfacXml, Format::UnitedNations, Format::Canada] {
        let html = refusal(
            format,
            "<!DOCTYPE html>\n<html><body>Service unavailable</body></html>",
        );
        assert!(html.starts_with("line 1: "), "{html}");
        let html = refusal(format, "<html><body>Service unavailable</body></html>");
        assert!(html.contains("found <html>"), "{html}");
        assert!(read(format, "").is_err());
        assert!(read(format, "Service unavailable").is_err());
        assert!(read(format, "\u{1f}\u{8b}\0\0").is_err());
    }
    for (format, root) in [
        (Format::OfacXml, "sdnList"),
        (Format::UnitedNations, "CONSOLIDATED_LIST"),
        (Format::Canada, "data-set"),
    ] {
        assert!(refusal(format, &format!("<{root}></{root}>")).contains("no entries"));
    }
}

#[test]
fn hostile_xml_is_refused() {
    let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<data-set><record>&b;</record></data-set>";
    assert!(refusal(Format::Canada, bomb).contains("document type"));
    let unknown = "<data-set><record><Country>&b;</Country></record></data-set>";
    assert!(refusal(Format::Canada, unknown).contains("an entity that is not XML's own"));
    let deep = format!("<data-set><record>{}", "<a>".repeat(100_000));
    assert!(refusal(Format::Canada, &deep).contains("too deep"));
    let outside = format!("<data-set>{}", "<a>".repeat(100_000));
    assert!(refusal(Format::Canada, &outside).contains("too deeply"));
    let wide = format!("<data-set><record>{}", "<a/>".repeat(100_000));
    assert!(refusal(Format::Canada, &wide).contains("too many elements"));
    let long = format!("<data-set><record><Country>{}", "x".repeat(9 << 20));
    assert!(refusal(Format::Canada, &long).contains("a record of more than"));
    let crossed = "<data-set><record><Country>Cuba</record></Country></data-set>";
    assert!(read(Format::Canada, crossed).is_err());
}

fn ofac_csv(
    records: &'static str,
    aliases: &'static str,
    addresses: &'static str,
    comments: &'static str,
) -> Result<List, Refused> {
    let parts = OfacCsv {
        records: records.as_bytes(),
        aliases: Some(aliases.as_bytes()),
        addresses: Some(addresses.as_bytes()),
        comments: Some(comments.as_bytes()),
    };
    read_ofac_csv("made_list", parts)
}

pub const SDN: &str = "901,\"EXAMPLE, Ada\",\"individual\",\"TEST-A] [TEST-B\",\"Chair of \"\"X\"\"\",-0- ,-0- ,-0- ,-0- ,\
    -0- ,-0- ,\"DOB 01 Jan 1961 to 31 Dec 1963; POB Valletta, Malta; nationality Malta; Passport A10472263 (Malta) \
    issued 23 Jun 1999 expires 05 Feb 2004; alt. Digital Currency Address - XBT 1MadeUpAddress99; a.k.a. 'ADITA'; \
    Something el\"\r\n\
    902,\"MADE UP SHIP\",\"vessel\",\"TEST-A\",-0- ,\"CL2685\",\"Tug\",\"2597\",-0- ,\"Cuba\",\"Owner S.A.\",\
    \"Former Vessel Flag Malta; Vessel Registration Identification IMO 9187629; MMSI 572469210.\"\r\n\u{1a}";
const ALT: &str = "901,1,\"fka\",\"BEISPIEL, Ada\",-0- \r\n901,2,\"aka\",\"EJEMPLO, Ada\",-0- \r\n\u{1a}";
const ADD: &str = "901,1,\"1 Low Rd\",\"Valletta\",\"Malta\",-0- \r\n901,2,-0- ,-0- ,\"Cuba\",-0- \r\n\u{1a}";
const COMMENTS: &str = "901,\"se; Gender Female.\"\r\n\u{1a}";

#[test]
fn ofac_csv_joins_its_parts() {
    let list = ofac_csv(SDN, ALT, ADD, COMMENTS).unwrap();
    assert_eq!(list.entities.len(), 3);
    let person = entity(&list, "ofac-901");
    assert_eq!(person.caption, "Ada EXAMPLE");
    assert_eq!(person.values("lastName"), ["EXAMPLE"]);
    assert_eq!(person.values("position"), ["Chair of \"X\""]);
    assert_eq!(person.values("alias"), ["Ada EJEMPLO"]);
    assert_eq!(person.values("previousName"), ["Ada BEISPIEL"]);
    assert_eq!(person.values("weakAlias"), ["ADITA"]);
    assert_eq!(person.values("birthDate"), ["1961", "1962", "1963"]);
    assert_eq!(person.values("birthPlace"), ["Valletta, Malta"]);
    assert_eq!(person.values("nationality"), ["mt"]);
    assert_eq!(person.values("passportNumber"), ["A10472263"]);
    assert_eq!(person.values("address"), ["1 Low Rd, Valletta, Malta"]);
    assert_eq!(person.values("country"), ["mt", "cu"]);
    assert_eq!(person.values("gender"), ["female"]);
    assert_eq!(person.values("notes"), ["Something else"]);
    assert_eq!(person.listings.len(), 2);
    assert_eq!(
        entity(&list, "ofac-wallet-1MadeUpAddress99").values("holder"),
        ["ofac-901"]
    );
    let vessel = entity(&list, "ofac-902");
    assert_eq!(vessel.values("imoNumber"), ["IMO9187629"]);
    assert_eq!(vessel.values("mmsi"), ["572469210"]);
    assert_eq!(vessel.values("callSign"), ["CL2685"]);
    assert_eq!(
        (vessel.values("flag"), vessel.values("pastFlags")),
        (&["cu".into()][..], &["mt".into()][..])
    );
}

#[test]
fn ofac_csv_of_two_publications_or_cut_is_refused() {
    let (records, _) = SDN.split_once("902,").unwrap();
    assert!(ofac_csv(records, ALT, ADD, COMMENTS).is_ok());
    let problem = ofac_csv(records, ALT, "902,1,\"x\",\"y\",\"Malta\",-0- ", COMMENTS).unwrap_err();
    assert_eq!(problem.to_string(), "line 1: addresses: there is no record 902");
    let problem = ofac_csv("901,\"EXAMPLE, A", ALT, ADD, COMMENTS).unwrap_err();
    assert_eq!(problem.to_string(), "line 1: expected 12 cells, found 2");
    let problem = ofac_csv("<html>\nno\n</html>", ALT, ADD, COMMENTS).unwrap_err();
    assert_eq!(problem.line, 1);
    assert!(ofac_csv("", "", "", "").is_err());
}

pub const UNITED_NATIONS: &str = r#"<?xml version='1.0' encoding='UTF-8'?>
<CONSOLIDATED_LIST dateGenerated='2025-04-19T23:00:04.625Z'>
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>7001</DATAID>
      <FIRST_NAME> ADA </FIRST_NAME><SECOND_NAME>MADE</SECOND_NAME><THIRD_NAME/>
      <UN_LIST_TYPE>Test</UN_LIST_TYPE>
      <REFERENCE_NUMBER>TTi.001</REFERENCE_NUMBER>
      <LISTED_ON>2001-02-23</LISTED_ON>
      <NAME_ORIGINAL_SCRIPT>أدا</NAME_ORIGINAL_SCRIPT>
      <NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE></NATIONALITY>
      <LAST_DAY_UPDATED><VALUE>2003-09-03</VALUE><VALUE>2011-11-29</VALUE></LAST_DAY_UPDATED>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Ada M.; Ada Mad</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Adita</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ADDRESS><COUNTRY>Malta</COUNTRY></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_DATE_OF_BIRTH>
        <TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1961</FROM_YEAR><TO_YEAR>1962</TO_YEAR>
      </INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT>
        <TYPE_OF_DOCUMENT>Numéro de passeport</TYPE_OF_DOCUMENT><NUMBER> A1</NUMBER>
      </INDIVIDUAL_DOCUMENT>
      <INDIVIDUAL_DOCUMENT/>
    </INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY>
      <DATAID>7002</DATAID><FIRST_NAME>MADE UP GROUP</FIRST_NAME><UN_LIST_TYPE>Test</UN_LIST_TYPE>
      <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>OLD GROUP</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ADDRESS><STREET>1 Low Rd</STREET><CITY>Kabul</CITY><COUNTRY>Afghanistan</COUNTRY></ENTITY_ADDRESS>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>"#;

#[test]
fn the_united_nations_list_is_read() {
    let list = read(Format::UnitedNations, UNITED_NATIONS).unwrap();
    assert_eq!(list.published.as_deref(), Some("2025-04-19"));
    let person = entity(&list, "un-7001");
    assert_eq!(person.caption, "ADA MADE");
    assert_eq!(person.values("name"), ["ADA MADE", "أدا"]);
    assert_eq!(person.values("alias"), ["Ada M.", "Ada Mad"]);
    assert_eq!(person.values("weakAlias"), ["Adita"]);
    assert_eq!(person.values("birthDate"), ["1961", "1962"]);
    assert_eq!(person.values("nationality"), ["ir"]);
    assert_eq!(person.values("country"), ["mt"]);
    assert!(
        person.values("address").is_empty(),
        "a country alone is no address"
    );
    assert_eq!(person.values("passportNumber"), ["A1"]);
    assert_eq!(person.seen.last_change.as_deref(), Some("2011-11-29"));
    let listing = &person.listings[0];
    assert_eq!(listing.record_id.as_deref(), Some("TTi.001"));
    assert_eq!(listing.listed_on.as_deref(), Some("2001-02-23"));
    let group = entity(&list, "un-7002");
    assert_eq!(group.schema.name(), "Organization");
    assert_eq!(group.values("previousName"), ["OLD GROUP"]);
    assert_eq!(group.values("address"), ["1 Low Rd, Kabul, Afghanistan"]);
}

pub const CANADA: &str = "<data-set>\
    <record><Country>Belarus / Bélarus</Country><LastName>Example</LastName><GivenName>Ada</GivenName>\
    <Schedule>1, Part 1</Schedule><Item>7</Item><DateOfListing>2020-09-28</DateOfListing>\
    <DateOfBirthOrShipBuildDate>1960-01-02 OR 1961</DateOfBirthOrShipBuildDate><Aliases>A. E.; Эйда</Aliases></record>\
    <record><Country>Russia / Russie</Country><EntityOrShip>Made Up III</EntityOrShip><TitleOrShip>Oil Tanker\
    </TitleOrShip><ShipIMONumber>9187629</ShipIMONumber><Item>1</Item></record>\
    <record><Country>Iran</Country><EntityOrShip>Made Up Works</EntityOrShip><Item>2</Item></record></data-set>";

#[test]
fn the_canadian_list_is_read() {
    let list = read(Format::Canada, CANADA).unwrap();
    let person = entity(&list, "ca-belarus-1-part-1-7");
    assert_eq!(person.caption, "Ada Example");
    assert_eq!(person.values("alias"), ["A. E.", "Эйда"]);
    assert_eq!(person.values("birthDate"), ["1960-01-02", "1961"]);
    assert_eq!(person.values("country"), ["by"]);
    assert_eq!(person.listings[0].listed_on.as_deref(), Some("2020-09-28"));
    let vessel = entity(&list, "ca-russia-1");
    assert_eq!(vessel.schema.name(), "Vessel");
    assert_eq!(vessel.values("imoNumber"), ["IMO9187629"]);
    assert_eq!(vessel.values("type"), ["Oil Tanker"]);
    assert_eq!(entity(&list, "ca-iran-2").schema.name(), "Organization");
}

pub const EUROPEAN_UNION: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-06-05T15:51:25.849+02:00" globalFileId="1">
  <sanctionEntity designationDetails="" euReferenceNumber="EU.9.1" logicalId="9001">
    <remark>MADE UP REMARK</remark>
    <regulation publicationDate="2003-07-08" numberTitle="1/2003 (OJ L1)" programme="TST" logicalId="1">
      <publicationUrl>https://law.example/1</publicationUrl>
    </regulation>
    <subjectType code="person" classificationCode="P"/>
    <nameAlias firstName="Ada" middleName="" lastName="Example" wholeName="Ada Example &amp; Co" function="Chair"
      gender="F" title="Dr" strong="true"/>
    <nameAlias firstName="" lastName="" wholeName="Ада Пример" strong="true"/>
    <nameAlias wholeName="Adita" strong="false"/>
    <citizenship region="" countryIso2Code="MT" countryDescription="MALTA"/>
    <birthdate circa="false" calendarType="GREGORIAN" city="Valletta" birthdate="1960-01-02" year="1960" region=""
      place="" countryIso2Code="MT" countryDescription="MALTA"/>
    <birthdate calendarType="HIJRI" year="1379" countryIso2Code="00" countryDescription="UNKNOWN"/>
    <address city="Valletta" street="1 Low Rd" poBox="" zipCode="" region="" place="" countryIso2Code="MT"
      countryDescription="MALTA"/>
    <address city="" street="" countryIso2Code="00" countryDescription="UNKNOWN"/>
    <identification number="A1" identificationTypeCode="passport" countryIso2Code="MT"/>
    <identification number="N2" identificationTypeCode="id" countryIso2Code="00"/>
  </sanctionEntity>
  <sanctionEntity euReferenceNumber="EU.9.2" logicalId="9002">
    <subjectType code="enterprise" classificationCode="E"/>
    <nameAlias wholeName="MADE UP WORKS" strong="true"/>
  </sanctionEntity>
</export>"#;

#[test]
fn the_european_list_is_read() {
    let list = read(Format::EuropeanUnion, EUROPEAN_UNION).unwrap();
    assert_eq!(list.published.as_deref(), Some("2026-06-05"));
    let person = entity(&list, "eu-9001");
    assert_eq!(person.values("name"), ["Ada Example & Co"]);
    assert_eq!(person.values("alias"), ["Ада Пример"]);
    assert_eq!(person.values("weakAlias"), ["Adita"]);
    assert_eq!(person.values("birthDate"), ["1960-01-02"]);
    assert_eq!(person.values("birthPlace"), ["Valletta, MALTA"]);
    assert_eq!(person.values("address"), ["1 Low Rd, Valletta, MALTA"]);
    assert_eq!(person.values("citizenship"), ["mt"]);
    assert_eq!(person.values("gender"), ["female"]);
    assert_eq!(
        (person.values("passportNumber"), person.values("idNumber")),
        (&["A1".into()][..], &["N2".into()][..])
    );
    let listing = &person.listings[0];
    assert_eq!(listing.programme.as_deref(), Some("TST"));
    assert_eq!(listing.record_id.as_deref(), Some("EU.9.1"));
    assert_eq!(listing.source_url.as_deref(), Some("https://law.example/1"));
    assert_eq!(entity(&list, "eu-9002").schema.name(), "Organization");
    let nameless = EUROPEAN_UNION.replace("MADE UP WORKS", "");
    assert_eq!(
        refusal(Format::EuropeanUnion, &nameless),
        "line 23: a record without a name"
    );
}

pub const UNITED_KINGDOM: &str = "<Designations><DateGenerated>06/07/2026</DateGenerated><Designation>\
    <LastUpdated>14/04/2026</LastUpdated><DateDesignated>25/01/2001</DateDesignated><UniqueID>TST0001</UniqueID>\
    <Names><Name><Name1>ADA</Name1><Name2>B</Name2><Name6>EXAMPLE</Name6><NameType>Primary Name</NameType></Name>\
    <Name><Name6>Adita</Name6><NameType>Alias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name>\
    <Name><Name6>Ada E</Name6><NameType>Primary name variation</NameType></Name></Names>\
    <NonLatinNames><NonLatinName><NameNonLatinScript>Ада</NameNonLatinScript></NonLatinName></NonLatinNames>\
    <RegimeName>The Test Regulations</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip>\
    <DesignationSource>UK</DesignationSource><UKStatementofReasons>Why</UKStatementofReasons>\
    <Addresses><Address><AddressLine1>1 Low Rd</AddressLine1><AddressCountry>Malta</AddressCountry></Address>\
    </Addresses><IndividualDetails><Individual><DOBs><DOB>dd/mm/1957</DOB><DOB>02/03/1958</DOB></DOBs>\
    <Nationalities><Nationality>Malta</Nationality></Nationalities><PassportDetails><Passport>\
    <PassportNumber>A1</PassportNumber></Passport></PassportDetails><BirthDetails><Location>\
    <TownOfBirth>Kabul</TownOfBirth><CountryOfBirth>Afghanistan</CountryOfBirth></Location></BirthDetails>\
    </Individual></IndividualDetails></Designation>\
    <Designation><UniqueID>TST0002</UniqueID><IndividualEntityShip>Ship</IndividualEntityShip><Names><Name>\
    <Name6>Made Up 8</Name6><NameType>Primary name</NameType></Name></Names><ShipDetails><Ship><IMONumbers>\
    <IMONumber>IMO9187629</IMONumber></IMONumbers><CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Comoros\
    </CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips><PreviousFlags><PreviousFlag>India</PreviousFlag>\
    </PreviousFlags><YearsBuilt><YearBuilt>2011</YearBuilt></YearsBuilt></Ship></ShipDetails></Designation>\
    </Designations>";

#[test]
fn the_british_list_is_read() {
    let list = read(Format::UnitedKingdom, UNITED_KINGDOM).unwrap();
    assert_eq!(list.published.as_deref(), Some("2026-07-06"));
    let person = entity(&list, "uk-TST0001");
    assert_eq!(person.values("name"), ["ADA B EXAMPLE", "Ада"]);
    assert_eq!(person.values("alias"), ["Ada E"]);
    assert_eq!(person.values("weakAlias"), ["Adita"]);
    assert_eq!(person.values("birthDate"), ["1957", "1958-03-02"]);
    assert_eq!(person.values("birthCountry"), ["af"]);
    assert_eq!(person.values("passportNumber"), ["A1"]);
    assert_eq!(person.values("address"), ["1 Low Rd, Malta"]);
    assert_eq!(person.listings[0].reason.as_deref(), Some("Why"));
    assert_eq!(person.listings[0].listed_on.as_deref(), Some("2001-01-25"));
    let ship = entity(&list, "uk-TST0002");
    assert_eq!(ship.values("imoNumber"), ["IMO9187629"]);
    assert_eq!(
        (ship.values("flag"), ship.values("pastFlags")),
        (&["km".into()][..], &["in".into()][..])
    );
    assert_eq!(ship.values("buildDate"), ["2011"]);
    let kind = UNITED_KINGDOM.replace(">Ship<", ">Balloon<");
    assert_eq!(
        refusal(Format::UnitedKingdom, &kind),
        "line 1: a designation of kind \"Balloon\""
    );
}

pub const US_SCREENING: &str = "source,entity_number,type,programs,name,addresses,start_date,alt_names,dates_of_birth,ids\n\
    Denied Persons List (DPL) - Bureau,,,, ADA EXAMPLE,\"1 Low Rd, Valletta, MT\",2017-10-16,,,\n\
    Denied Persons List (DPL) - Bureau,,,, ADA EXAMPLE,MT,2018-10-16,,,\n\
    Specially Designated Nationals (SDN) - Treasury,77,Individual,TEST-A; TEST-B,\"EXAMPLE, Bob\",,,\"E, Bob\",1965,\
    \"MT, 12345, Passport; Subject to X, Additional Sanctions Information -\"\n";

#[test]
fn the_us_screening_list_is_read() {
    let list = read(Format::UsScreening, US_SCREENING).unwrap();
    let first = entity(&list, "csl-dpl-ada-example");
    assert_eq!(first.topics(), ["export.control"]);
    assert_eq!(first.schema.name(), "LegalEntity");
    assert_eq!(first.values("address"), ["1 Low Rd, Valletta, MT"]);
    assert_eq!(first.listings[0].listed_on.as_deref(), Some("2017-10-16"));
    assert_eq!(entity(&list, "csl-dpl-ada-example-2").values("country"), ["mt"]);
    let person = entity(&list, "csl-77");
    assert_eq!(person.values("name"), ["Bob EXAMPLE"]);
    assert_eq!(person.values("alias"), ["Bob E"]);
    assert_eq!(person.values("passportNumber"), ["12345"]);
    assert_eq!(person.listings.len(), 2);
    assert!(refusal(Format::UsScreening, "source,name,type\nx,y,z\n").contains("programs is missing"));
    let (cut, _) = US_SCREENING.split_once(",2018").unwrap();
    assert!(refusal(Format::UsScreening, cut).starts_with("line 3: expected 10 cells"));
}

pub const OWN: &str = "id,schema,name,alias,birthDate,nationality,topics,list,listed_on\n\
    1,Person,Ada Example,A. Example;Ada E.,1960-01-02,Malta,crime,House list,2024-01-31\n\
    2,Company,Made Up Works,,,,,,\n";

#[test]
fn an_own_list_is_read_and_its_mistakes_are_named() {
    let list = read(Format::OwnCsv, OWN).unwrap();
    let person = entity(&list, "1");
    assert_eq!(person.values("alias"), ["A. Example", "Ada E."]);
    assert_eq!(person.values("nationality"), ["mt"]);
    assert_eq!(person.topics(), ["crime"]);
    assert_eq!(person.listings[0].list.as_deref(), Some("House list"));
    assert!(entity(&list, "2").listings.is_empty());
    for (from, to, reason) in [
        (
            "1960-01-02",
            "1960-02-31",
            "line 2: \"1960-02-31\" is no birthDate",
        ),
        ("Malta", "Atlantis", "line 2: \"Atlantis\" is no nationality"),
        ("2024-01-31", "soon", "line 2: \"soon\" is no listed_on"),
        ("2,Company", "1,Company", "line 3: a second record with the id 1"),
        (
            "2,Company",
            "2,Firm",
            "line 3: the schema \"Firm\" is not one that is screened",
        ),
        ("Works,,,,,,", "Works,,,,,", "line 3: expected 9 cells, found 8"),
        ("Works,,,", "Works,,1960,", "line 3: a Company has no birthDate"),
        (
            "2,Company,Made Up Works",
            "2,Company,",
            "line 3: the name is empty",
        ),
        ("topics", "topic", "line 1: the column topic is not known"),
        ("alias", "name", "line 1: the column name is there twice"),
    ] {
        assert_eq!(refusal(Format::OwnCsv, &OWN.replacen(from, to, 1)), reason);
    }
}

pub const NESTED: &str = concat!(
    r#"{"id":"p1","caption":"Ada","schema":"Person","target":true,"first_seen":"2024-01-01","#,
    r#""datasets":["made"],"referents":["q1"],"properties":{"name":["Ada Example"],"topics":["role.pep"],"#,
    r#""madeUpProperty":["x"],"#,
    r#""addressEntity":[{"id":"a1","schema":"Address","properties":{"full":["1 Low Rd, Valletta"]}}],"#,
    r#""sanctions":[{"id":"s1","schema":"Sanction","properties":{"authority":["House"],"program":["TEST"],"#,
    r#""listingDate":["2020-02-02"]}}],"#,
    r#""identification":[{"id":"i1","schema":"Passport","properties":{"number":["A1"]}}],"#,
    r#""ownershipOwner":[{"id":"o1","schema":"Ownership","properties":{"#,
    r#""asset":[{"id":"c1","schema":"Company","properties":{"name":["Works"]}}]}}]}}"#,
    "\n",
    r#"{"id":"c1","schema":"Company","properties":{"name":["Works"],"alias":["W"]},"datasets":["made"]}"#,
    "\n",
);

#[test]
fn nested_entities_are_taken_apart_and_what_they_say_is_kept() {
    let list = read(Format::FollowTheMoney, NESTED).unwrap();
    let person = entity(&list, "p1");
    assert_eq!(person.caption, "Ada");
    assert_eq!(person.datasets, ["made"]);
    assert_eq!(person.referents, ["q1"]);
    assert_eq!(person.seen.first_seen.as_deref(), Some("2024-01-01"));
    assert_eq!(person.values("address"), ["1 Low Rd, Valletta"]);
    assert_eq!(person.values("passportNumber"), ["A1"]);
    assert_eq!(person.values("ownershipOwner"), ["o1"]);
    assert_eq!(person.listings.len(), 1);
    assert_eq!(person.listings[0].programme.as_deref(), Some("TEST"));
    assert_eq!(person.listings[0].listed_on.as_deref(), Some("2020-02-02"));
    assert_eq!(entity(&list, "o1").values("asset"), ["c1"]);
    assert!(!entity(&list, "o1").target);
    let company = entity(&list, "c1");
    assert!(company.target, "its own line makes it a target");
    assert_eq!(company.values("alias"), ["W"]);
}

#[test]
fn flat_entities_describe_each_other_by_id() {
    let flat = "{\"id\":\"s\",\"schema\":\"Sanction\",\"properties\":{\"entity\":[\"p\"],\"reason\":[\"Why\"]}}\n\n\
        {\"id\":\"p\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Ada\"],\"addressEntity\":[\"gone\"]}}\n";
    let list = read(Format::FollowTheMoney, flat).unwrap();
    assert_eq!(entity(&list, "p").listings[0].reason.as_deref(), Some("Why"));
    assert_eq!(entity(&list, "p").caption, "Ada");
}

#[test]
fn broken_json_is_refused() {
    let twice = "{\"id\":\"a\",\"schema\":\"Person\"}\n{\"id\":\"a\",\"schema\":\"Vessel\"}\n";
    assert_eq!(
        refusal(Format::FollowTheMoney, twice),
        "line 2: a is a Person and a Vessel"
    );
    let schema = "{\"id\":\"a\",\"schema\":\"Ghost\"}";
    assert_eq!(
        refusal(Format::FollowTheMoney, schema),
        "line 1: there is no schema \"Ghost\""
    );
    let cut = &NESTED[..NESTED.len() - 20];
    assert!(refusal(Format::FollowTheMoney, cut).starts_with("line 2: "));
    let deep = format!("{}1", "[".repeat(200_000));
    assert!(read(Format::FollowTheMoney, &deep).is_err());
    let mut nested = "{\"id\":\"x\",\"schema\":\"Person\"}".to_owned();
    for number in 0..20 {
        nested = format!(
            "{{\"id\":\"{number}\",\"schema\":\"Person\",\"properties\":{{\"associates\":[{nested}]}}}}"
        );
    }
    assert!(refusal(Format::FollowTheMoney, &nested).contains("nested too deeply"));
    let long = "x".repeat(9 << 20);
    assert!(refusal(Format::FollowTheMoney, &long).contains("a record of more than"));
    assert!(refusal(Format::FollowTheMoney, "<html></html>").starts_with("line 1: "));
}
