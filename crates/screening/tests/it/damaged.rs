//! Files in another encoding, and files with damaged bytes.

use proptest::prelude::*;
use screening::list::{Format, OfacCsv, read_ofac_csv};

use crate::lists::{
    CANADA, EUROPEAN_UNION, NESTED, OFAC_XML, OWN, SDN, UNITED_KINGDOM, UNITED_NATIONS, US_SCREENING, read,
};

#[test]
fn a_byte_order_mark_is_passed_over_and_other_encodings_are_refused() {
    for (format, text) in [
        (Format::OfacXml, OFAC_XML),
        (Format::Canada, CANADA),
        (Format::OwnCsv, OWN),
        (Format::UsScreening, US_SCREENING),
        (Format::FollowTheMoney, NESTED),
    ] {
        assert_eq!(read(format, &format!("\u{feff}{text}")), read(format, text));
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(format.read("made_list", wide.as_slice()).is_err());
        let latin = text.replace("Example", "Éxample").replace("EXAMPLE", "ÉXAMPLE");
        let latin: Vec<u8> = latin
            .chars()
            .map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?'))
            .collect();
        assert!(format.read("made_list", latin.as_slice()).is_err(), "{format:?}");
    }
}

proptest! {
    #[test]
    fn a_damaged_file_never_panics(
        which in 0_usize..9,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let (format, text) = [
            (Format::OfacXml, OFAC_XML),
            (Format::UnitedNations, UNITED_NATIONS),
            (Format::Canada, CANADA),
            (Format::EuropeanUnion, EUROPEAN_UNION),
            (Format::UnitedKingdom, UNITED_KINGDOM),
            (Format::UsScreening, US_SCREENING),
            (Format::OwnCsv, OWN),
            (Format::FollowTheMoney, NESTED),
            (Format::OwnCsv, SDN),
        ][which];
        let mut bytes = text.as_bytes().to_vec();
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let one = format.read("made_list", bytes.as_slice());
        prop_assert_eq!(&one, &format.read("made_list", bytes.as_slice()), "a reading depends on the bytes alone");
        let parts = OfacCsv { records: bytes.as_slice(), aliases: None, addresses: None, comments: None };
        if let Ok(list) = read_ofac_csv("made_list", parts) {
            prop_assert!(!list.entities.is_empty());
        }
    }
}
