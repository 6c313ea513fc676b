//! Any JSON is a questionnaire or not; what its check keeps, it keeps again.
//!
//! The input is a definition and answers, parted by a line break.

#![no_main]

use domain::questionnaire::{Answers, Definition, Expression};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (definition, answers) = text.split_once('\n').unwrap_or((text, "{}"));
    let answers: Answers = serde_json::from_str(answers).unwrap_or_default();
    if let Ok(expression) = Expression::parse(definition) {
        let _ = expression.value(&answers);
    }
    let Ok(json) = serde_json::from_str(definition) else { return };
    let Ok(definition) = Definition::parse(&json) else { return };
    if let Ok(kept) = definition.check(&answers) {
        assert_eq!(definition.check(&kept), Ok(kept));
    }
});
