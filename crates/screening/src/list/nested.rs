//! What a sanction, an address or a document that is an entity of its own says about whom it describes.
//!
//! Scores compare one entity with one other, so that the words they need must stand on the entity itself.

use super::{Gathered, words};
use crate::entity::{Entity, Listing};

const ADDRESS: [&str; 7] = [
    "postOfficeBox",
    "street",
    "street2",
    "city",
    "postalCode",
    "region",
    "state",
];

/// Copies onto each described entity what its describing entity says. `links` has the ids of described and describing
/// entity; an id that the file does not have is passed over, because files leave out what is not of their source.
pub(super) fn settle(gathered: &mut Gathered, links: &[(String, String)]) {
    for (described, describing) in links {
        if let Some([described, describing]) = gathered.pair_mut(described, describing) {
            copy(described, describing);
        }
    }
}

fn copy(described: &mut Entity, describing: &Entity) {
    let text = |names: &[&str]| {
        let mut names = names.iter();
        names.find_map(|name| describing.first(name)).map(str::to_owned)
    };
    if describing.schema.is_called("Sanction") {
        described.add_listing(Listing {
            list: text(&["authority", "publisher"]),
            programme: text(&["program", "programId"]),
            record_id: text(&["recordId", "authorityId", "unscId"]),
            listed_on: text(&["listingDate", "startDate"]),
            ends_on: text(&["endDate"]),
            reason: text(&["reason"]),
            source_url: text(&["sourceUrl", "programUrl"]),
        });
    } else if describing.schema.is_called("Address") {
        let parts = ADDRESS.iter().map(|part| describing.first(part));
        let full = text(&["full"]).unwrap_or_else(|| words::joined(parts));
        described.add("address", full);
    } else if describing.schema.is_called("Identification") {
        let passport = describing.schema.is_called("Passport");
        for number in [text(&["number"]), text(&["passportNumber"])]
            .into_iter()
            .flatten()
        {
            let placed = passport && described.add("passportNumber", number.as_str());
            if !placed {
                described.add("idNumber", number);
            }
        }
    }
}
