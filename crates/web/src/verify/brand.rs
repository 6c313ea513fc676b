//! A tenant's accent colour, made readable: text on it, and it on the page, reach the contrast that WCAG 2.2 (1.4.3) asks of
//! text, in the light and in the dark scheme. Pure numbers.

/// Red, green, blue.
type Colour = [u8; 3];

/// WCAG 2.2, 1.4.3: contrast of text.
const CONTRAST_MIN: f64 = 4.5;
const WHITE: Colour = [255, 255, 255];
const INK: Colour = [16, 18, 20];
/// What the stylesheet puts the accent on: ground, surface, sunken.
const LIGHT_GROUNDS: [Colour; 3] = [[0xf6, 0xf6, 0xf4], WHITE, [0xee, 0xee, 0xeb]];
const DARK_GROUNDS: [Colour; 3] = [[0x13, 0x15, 0x16], [0x1c, 0x1f, 0x21], [0x25, 0x29, 0x2b]];
const DEFAULT: Colour = [0x1f, 0x5f, 0xd0];

/// The tenant's stylesheet: two custom properties for each scheme. An accent that is no `#rrggbb` counts as the default.
pub fn stylesheet(accent: &str) -> String {
    let accent = parse(accent).unwrap_or(DEFAULT);
    let light = readable(accent, &LIGHT_GROUNDS, [0, 0, 0]);
    let dark = readable(accent, &DARK_GROUNDS, WHITE);
    let rules = |colour| {
        format!(
            "--accent: {}; --on-accent: {};",
            hex(colour),
            hex(text_on(colour))
        )
    };
    format!(
        ":root {{ {} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {} }} }}\n",
        rules(light),
        rules(dark)
    )
}

/// The accent as the light scheme shows it, `#rrggbb`: for what cannot follow the reader's scheme.
pub fn theme(accent: &str) -> String {
    hex(readable(
        parse(accent).unwrap_or(DEFAULT),
        &LIGHT_GROUNDS,
        [0, 0, 0],
    ))
}

/// The colour nearest to `accent` on the way to `towards` that can be read on every ground.
fn readable(accent: Colour, grounds: &[Colour], towards: Colour) -> Colour {
    (0..=50_u16)
        .map(|step| mix(accent, towards, f64::from(step) / 50.0))
        .find(|colour| {
            grounds
                .iter()
                .all(|ground| contrast(*colour, *ground) >= CONTRAST_MIN)
                && contrast(*colour, text_on(*colour)) >= CONTRAST_MIN
        })
        .unwrap_or(towards)
}

fn text_on(colour: Colour) -> Colour {
    if contrast(colour, WHITE) >= contrast(colour, INK) {
        WHITE
    } else {
        INK
    }
}

fn mix(from: Colour, to: Colour, share: f64) -> Colour {
    std::array::from_fn(|index| {
        let (from, to) = (f64::from(from[index]), f64::from(to[index]));
        (from + (to - from) * share).round() as u8
    })
}

/// WCAG 2.2: contrast ratio, 1 to 21.
fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// WCAG 2.2: relative luminance.
fn luminance(colour: Colour) -> f64 {
    let linear = colour.map(|byte| {
        let share = f64::from(byte) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn parse(text: &str) -> Option<Colour> {
    let digits = text
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([byte(0)?, byte(2)?, byte(4)?])
}

fn hex(colour: Colour) -> String {
    format!("#{:02x}{:02x}{:02x}", colour[0], colour[1], colour[2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((contrast([0, 0, 0], WHITE) - 21.0).abs() < 1e-9);
        assert!((contrast([0x76, 0x76, 0x76], WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn every_accent_becomes_readable_in_both_schemes() {
        for red in (0..=255).step_by(51) {
            for green in (0..=255).step_by(51) {
                for blue in (0..=255).step_by(51) {
                    let accent = [red as u8, green as u8, blue as u8];
                    for (grounds, towards) in [(LIGHT_GROUNDS, [0, 0, 0]), (DARK_GROUNDS, WHITE)] {
                        let colour = readable(accent, &grounds, towards);
                        for ground in grounds.iter().chain([&text_on(colour)]) {
                            assert!(contrast(colour, *ground) >= CONTRAST_MIN, "{accent:?} {ground:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_readable_accent_stays_and_a_hostile_one_is_not_written() {
        assert!(stylesheet("#0b5c5e").starts_with(":root { --accent: #0b5c5e; --on-accent: #ffffff; }"));
        for accent in ["", "#12345", "red;} body{display:none}", "#ééé", "#+1+1+1"] {
            let css = stylesheet(accent);
            assert!(
                !css.contains("display") && css.contains("--accent: #1f5fd0"),
                "{accent}: {css}"
            );
        }
    }
}
