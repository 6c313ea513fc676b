//! Typed identifiers: a tenant's id cannot be handed over where an applicant's is meant.
//!
//! All are UUIDs printed in lower case with dashes. Making one takes the UUID as argument, since chance enters
//! through the application layer.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ParseError;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID inside.
            pub const fn as_uuid(self) -> Uuid {
                self.0
            }

            /// Reads the text form of a UUID.
            ///
            /// # Errors
            /// When the text is no UUID.
            pub fn parse(text: &str) -> Result<Self, ParseError> {
                match (text.len(), Uuid::try_parse(text)) {
                    (36, Ok(uuid)) => Ok(Self(uuid)),
                    _ => Err(ParseError::expected("a UUID")),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    )*};
}

ids! {
    /// A client of the operator: its own keys, flows, applicants, settings.
    TenantId;
    /// One API key of a tenant.
    CredentialId;
    /// A place that webhooks are sent to.
    EndpointId;
    /// An ordered list of services that an applicant goes through.
    FlowId;
    /// A questionnaire.
    QuestionnaireId;
    /// A person being verified.
    ApplicantId;
    /// One service of a flow for one applicant.
    StepId;
    /// A picture or document that an applicant gave.
    FileId;
    /// One link handed to an applicant; `transactionId` in the Allpass API.
    SessionId;
    /// A one-time code sent by mail or phone.
    CodeId;
    /// Something that happened to an applicant.
    EventId;
    /// One message to one endpoint; `webhook-id` on the wire.
    DeliveryId;
    /// Work to be done later.
    JobId;
    /// A mail.
    MailId;
    /// A console user.
    OfficerId;
    /// A question put to an applicant on their own page.
    InquiryId;
    /// One person, shared by all approved applicants that are the same.
    PersonId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_only_the_dashed_form() {
        let text = "0190a5b4-7c3e-7000-8000-000000000001";
        assert_eq!(ApplicantId::parse(text).unwrap().to_string(), text);
        for text in [
            "",
            "0190a5b47c3e70008000000000000001",
            "{0190a5b4-7c3e-7000-8000-000000000001}",
            "x",
        ] {
            assert!(ApplicantId::parse(text).is_err(), "{text:?}");
        }
    }
}
