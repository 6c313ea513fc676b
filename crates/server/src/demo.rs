//! `--demo`: a sandbox tenant with flows, a questionnaire, keys and an officer, made on first start, and the lines that show how to
//! use it. What was printed is kept beside the data, since keys cannot be read again.

use anyhow::{Context, Result};
use app::{App, flow::NewQuestionnaire, tenant::NewTenant};
use domain::{
    event::Actor,
    flow::{FlowDefinition, FlowKind, Service},
    officer::Role,
    tenant::{Api, Mode, Settings as TenantSettings, Tenant},
};
use values::QuestionnaireId;

use crate::{settings::Settings, wiring::public};

const QUESTIONNAIRE: &str = include_str!("demo_questionnaire.json");
const NOTE: &str = "demo.txt";

/// Makes the demo where no tenant exists, and returns what to print.
///
/// # Errors
/// When the demo cannot be made or its note not written.
pub async fn prepare(app: &App, settings: &Settings) -> Result<String> {
    let note = settings.data.join(NOTE);
    if app.tenants().await.map_err(public)?.is_empty() {
        let text = make(app).await?;
        crate::secret::keep(&note, &text)?;
    }
    match std::fs::read_to_string(&note) {
        Ok(text) => Ok(text.replace("{origin}", &settings.origin())),
        Err(_) => Ok(format!("Console: {}/console\n", settings.origin())),
    }
}

async fn make(app: &App) -> Result<String> {
    let settings = TenantSettings {
        loopback_webhooks: true,
        ..TenantSettings::default()
    };
    let new = NewTenant {
        name: "Acme Bank".into(),
        mode: Mode::Sandbox,
        modules: Api::ALL.to_vec(),
        settings,
    };
    let tenant = app.tenant_create(new, Actor::Operator).await.map_err(public)?;
    flows(app, &tenant).await?;
    let mut keys = Vec::new();
    for api in Api::ALL {
        let made = app
            .credential_create(tenant.id, api, "demo", Actor::Operator)
            .await
            .map_err(public)?;
        keys.push((api, made.key));
    }
    let (_, invitation) = app
        .officer_invite(
            tenant.id,
            "officer@acme.example",
            "Demo Officer",
            Role::Admin,
            Actor::Operator,
        )
        .await
        .map_err(public)?;
    let path = invitation.strip_prefix(app.public_url()).unwrap_or(&invitation);
    Ok(text(&tenant, &keys, path))
}

async fn flows(app: &App, tenant: &Tenant) -> Result<()> {
    let new = NewQuestionnaire {
        name: "Source of funds".into(),
        description: "Where the money comes from, and what it is for.".into(),
        content: serde_json::from_str(QUESTIONNAIRE).context("the demo's questionnaire is JSON")?,
    };
    let questionnaire = app
        .questionnaire_save(tenant.id, None, new, Actor::Operator)
        .await
        .map_err(public)?;
    let full = [
        Service::Document,
        Service::Selfie,
        Service::FaceMatch,
        Service::AddressProof,
        Service::Questionnaire,
    ];
    flow(app, tenant, "onboarding", &full, false, Some(questionnaire.id)).await?;
    flow(
        app,
        tenant,
        "contact",
        &[Service::Email, Service::Phone],
        true,
        None,
    )
    .await
}

async fn flow(
    app: &App,
    tenant: &Tenant,
    name: &str,
    services: &[Service],
    auto_approve: bool,
    questionnaire_id: Option<QuestionnaireId>,
) -> Result<()> {
    let definition = FlowDefinition {
        name: name.to_owned(),
        kind: FlowKind::Regular,
        services: services.to_vec(),
        auto_approve,
        unique_face_match: false,
        questionnaire_id,
    };
    app.flow_create(tenant.id, definition, Actor::Operator)
        .await
        .map_err(public)?;
    Ok(())
}

fn text(tenant: &Tenant, keys: &[(Api, String)], invitation: &str) -> String {
    let listed: String = keys
        .iter()
        .map(|(api, key)| format!("    {:<16} {key}\n", api.as_str()))
        .collect();
    let key = |wanted| {
        let found = keys.iter().find(|(api, _)| *api == wanted);
        found.map_or("", |(_, key)| key)
    };
    let (allpass, argos, codego) = (key(Api::Allpass), key(Api::Argos), key(Api::CodegoKyc));
    format!(
        "\nBulla is running.\n
  Console    {{origin}}/console
             first sign-in (works once): {{origin}}{invitation}
  API docs   {{origin}}/docs
\n  Demo tenant {} ({})
{listed}
  Create an applicant, make a link, open it, decide in the console, read the result:

    curl -s {{origin}}/api/public/applicant -H 'x-private-app-key: {allpass}' \\
         -H 'content-type: application/json' -d '{{\"externalUserId\":\"user-1\",\"flowName\":\"onboarding\"}}'

    curl -s {{origin}}/api/public/applicant/user-1/token -H 'x-private-app-key: {allpass}' \\
         -H 'content-type: application/json' -d '{{}}'

    curl -s {{origin}}/api/public/applicant/user-1/status -H 'x-private-app-key: {allpass}'

  The same applicant as clients of Codego KYC and Argos see it:

    curl -s {{origin}}/api/getApplicant -u '{codego}' -H 'content-type: application/json' -d '{{\"unique_id\":\"user-1\"}}'

    curl -s '{{origin}}/v3/submission?submission_id=user-1' -H 'x-api-key: {argos}'

  See webhooks arrive: run {} webhook listen, with http://127.0.0.1:9090/ as an endpoint in the console.
",
        tenant.name, tenant.id, program()
    )
}

/// The path by which this program can be started again.
fn program() -> String {
    std::env::current_exe().map_or_else(|_| "bulla".to_owned(), |path| path.display().to_string())
}
