//! The frame around every page: who is signed in, for which tenant, where one can go. What the role cannot use is not offered.

use domain::officer::Role;

use super::parts::{Badge, Notice};

/// Where a page belongs in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Overview,
    Queue,
    Applicants,
    Flows,
    Questionnaires,
    Deliveries,
    Endpoints,
    Mail,
    Jobs,
    Settings,
    Keys,
    Officers,
    Audit,
}

impl Place {
    const fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Queue => "Queue",
            Self::Applicants => "Applicants",
            Self::Flows => "Flows",
            Self::Questionnaires => "Questionnaires",
            Self::Deliveries => "Deliveries",
            Self::Endpoints => "Endpoints",
            Self::Mail => "Mail",
            Self::Jobs => "Jobs",
            Self::Settings => "Settings",
            Self::Keys => "Keys",
            Self::Officers => "Officers",
            Self::Audit => "Audit log",
        }
    }

    /// The page's address.
    pub const fn href(self) -> &'static str {
        match self {
            Self::Overview => "/console/overview",
            Self::Queue => "/console/queue",
            Self::Applicants => "/console/applicants",
            Self::Flows => "/console/flows",
            Self::Questionnaires => "/console/questionnaires",
            Self::Deliveries => "/console/deliveries",
            Self::Endpoints => "/console/endpoints",
            Self::Mail => "/console/mail",
            Self::Jobs => "/console/jobs",
            Self::Settings => "/console/settings",
            Self::Keys => "/console/keys",
            Self::Officers => "/console/officers",
            Self::Audit => "/console/audit",
        }
    }

    const fn needs(self) -> Role {
        match self {
            Self::Overview | Self::Queue | Self::Applicants => Role::Reviewer,
            Self::Flows
            | Self::Questionnaires
            | Self::Deliveries
            | Self::Endpoints
            | Self::Mail
            | Self::Jobs
            | Self::Audit => Role::Senior,
            Self::Settings | Self::Keys | Self::Officers => Role::Admin,
        }
    }
}

const GROUPS: [(&str, &[Place]); 4] = [
    ("Work", &[Place::Overview, Place::Queue, Place::Applicants]),
    ("Verification", &[Place::Flows, Place::Questionnaires]),
    (
        "Traffic",
        &[Place::Deliveries, Place::Endpoints, Place::Mail, Place::Jobs],
    ),
    (
        "Tenant",
        &[Place::Settings, Place::Keys, Place::Officers, Place::Audit],
    ),
];

/// What waits, beside the navigation's links.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// Applicants waiting for a person.
    pub queue: i64,
    /// Deliveries that were given up.
    pub deliveries: i64,
    /// Jobs that were given up.
    pub jobs: i64,
}

/// The frame of a signed-in page.
#[derive(Debug, Clone)]
pub struct Shell {
    /// The page's title.
    pub title: String,
    /// The tenant's name.
    pub tenant: String,
    /// Sandbox or live.
    pub mode: Badge,
    /// The officer's name.
    pub officer: String,
    /// The officer's role.
    pub role: &'static str,
    /// Proves that a form came from this session's page.
    pub form_token: String,
    /// What is said above the page.
    pub notices: Vec<Notice>,
    /// Where one can go.
    pub nav: Vec<NavGroup>,
}

/// Links under one heading.
#[derive(Debug, Clone)]
pub struct NavGroup {
    /// The heading.
    pub title: &'static str,
    /// The links.
    pub links: Vec<NavLink>,
}

/// One link.
#[derive(Debug, Clone)]
pub struct NavLink {
    /// What it says.
    pub label: &'static str,
    /// Where to.
    pub href: &'static str,
    /// This page.
    pub is_current: bool,
    /// What waits there.
    pub count: i64,
    /// What the count counts.
    pub counted: &'static str,
    /// Whether the count is bad news.
    pub is_alarm: bool,
}

/// The navigation of a role.
pub fn nav(role: Role, current: Place, counts: Counts) -> Vec<NavGroup> {
    let link = |place: &Place| {
        let (count, counted, is_alarm) = match place {
            Place::Queue => (counts.queue, "waiting", false),
            Place::Deliveries => (counts.deliveries, "failed", true),
            Place::Jobs => (counts.jobs, "dead", true),
            _ => (0, "", false),
        };
        NavLink {
            label: place.label(),
            href: place.href(),
            is_current: *place == current,
            count,
            counted,
            is_alarm,
        }
    };
    let groups = GROUPS.iter().map(|(title, places)| NavGroup {
        title,
        links: places
            .iter()
            .filter(|place| role >= place.needs())
            .map(link)
            .collect(),
    });
    groups.filter(|group| !group.links.is_empty()).collect()
}

/// The frame of a page before one is signed in.
#[derive(Debug, Clone)]
pub struct Outside {
    /// The page's title.
    pub title: String,
    /// What is said above the page.
    pub notices: Vec<Notice>,
}

impl Outside {
    /// A frame.
    pub fn new(title: &str, notices: Vec<Notice>) -> Self {
        Self {
            title: title.to_owned(),
            notices,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_offered_only_what_it_can_use() {
        let labels = |role| -> Vec<&str> {
            let groups = nav(role, Place::Queue, Counts::default());
            groups
                .iter()
                .flat_map(|group| group.links.iter().map(|link| link.label))
                .collect()
        };
        assert_eq!(labels(Role::Reviewer), ["Overview", "Queue", "Applicants"]);
        assert!(labels(Role::Senior).contains(&"Deliveries"));
        assert!(!labels(Role::Senior).contains(&"Keys"));
        assert!(labels(Role::Admin).contains(&"Officers"));
    }
}
