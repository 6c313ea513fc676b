//! Open Location Code: a place on earth as a short code, such as `87C4VXX7+39` (ten digits, about 14 by 14 metres).
//!
//! The rule is Google's public specification of Open Location Code, section "Encoding".

const DIGITS: &[u8; 20] = b"23456789CFGHJMPQRVWX";
/// Steps in a degree at ten digits: 20³.
const STEPS: i64 = 8_000;
/// The specification counts latitudes in this many parts of such a step, longitudes in 1,024.
const LATITUDE_PARTS: i64 = 3_125;
const LONGITUDE_PARTS: i64 = 1_024;

/// The code of a place, by degrees north and east. Latitudes beyond a pole count as the pole, longitudes go round.
pub fn plus_code(latitude: f64, longitude: f64) -> String {
    let steps = |degrees: f64, parts: i64| {
        let fine = (degrees * (STEPS * parts) as f64 * 1e6).round() / 1e6;
        (fine.floor() as i64).div_euclid(parts)
    };
    let mut north = steps(latitude.clamp(-90.0, 90.0) + 90.0, LATITUDE_PARTS).min(180 * STEPS - 1);
    let mut east = steps(longitude + 180.0, LONGITUDE_PARTS).rem_euclid(360 * STEPS);
    let mut code = [0; 10];
    for pair in code.chunks_mut(2).rev() {
        for (place, value) in pair.iter_mut().zip([&mut north, &mut east]) {
            *place = DIGITS[(*value % 20) as usize];
            *value /= 20;
        }
    }
    let code = String::from_utf8_lossy(&code);
    format!("{}+{}", &code[..8], &code[8..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_specifications_own_examples() {
        for (latitude, longitude, code) in [
            (47.000_062_5, 8.000_062_5, "8FVC2222+22"),
            (-41.273_062_5, 174.785_937_5, "4VCPPQGP+Q9"),
            (0.5, -179.5, "62G2GG22+22"),
            (20.3701125, 2.782234375, "7FG49QCJ+2V"),
            (90.0, 1.0, "CFX3X2X2+X2"),
            (1.0, 180.0, "62H22222+22"),
            (1.0, -180.0, "62H22222+22"),
            (37.539669125, -122.375069724, "849VGJQF+VX"),
        ] {
            assert_eq!(plus_code(latitude, longitude), code, "{latitude}, {longitude}");
        }
    }

    #[test]
    fn every_place_has_a_code_of_its_form() {
        for (latitude, longitude) in [
            (-90.0, -180.0),
            (90.0, 180.0),
            (0.0, 0.0),
            (123.0, 900.0),
            (-91.0, -900.0),
        ] {
            let code = plus_code(latitude, longitude);
            assert_eq!((code.len(), code.as_bytes()[8]), (11, b'+'), "{code}");
        }
    }
}
