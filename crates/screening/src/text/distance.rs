//! How far two texts are apart. Lengths and edits are counted in the elements given: characters, or the bytes
//! of an ASCII text.

/// Texts are compared up to this length.
pub const MAX_LENGTH: usize = 384;

/// The edits that two texts may be apart: a fifth of the shorter, rounded up, four at most.
fn edit_budget(left: usize, right: usize) -> usize {
    left.min(right).div_ceil(5).min(4)
}

fn cut<T>(text: &[T]) -> &[T] {
    &text[..text.len().min(MAX_LENGTH)]
}

/// Levenshtein distance with unit costs of the texts cut to [`MAX_LENGTH`].
pub fn edit_distance<T: PartialEq>(left: &[T], right: &[T]) -> usize {
    edit_distance_within(left, right, MAX_LENGTH).unwrap_or(MAX_LENGTH)
}

/// The same, or nothing if it is above `limit`.
pub fn edit_distance_within<T: PartialEq>(left: &[T], right: &[T], limit: usize) -> Option<usize> {
    let (left, right) = without_common_ends(cut(left), cut(right));
    let (short, long) = if left.len() <= right.len() {
        (left, right)
    } else {
        (right, left)
    };
    if long.len() - short.len() > limit {
        return None;
    }
    if short.is_empty() {
        return Some(long.len());
    }
    let mut row: [u16; MAX_LENGTH + 1] = std::array::from_fn(|column| column as u16);
    for (line, element) in long.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = line as u16 + 1;
        let mut least = row[0];
        for (column, other) in short.iter().enumerate() {
            let substituted = diagonal + u16::from(element != other);
            diagonal = row[column + 1];
            row[column + 1] = substituted.min(diagonal + 1).min(row[column] + 1);
            least = least.min(row[column + 1]);
        }
        if usize::from(least) > limit {
            return None;
        }
    }
    let distance = usize::from(row[short.len()]);
    (distance <= limit).then_some(distance)
}

fn without_common_ends<'a, T: PartialEq>(left: &'a [T], right: &'a [T]) -> (&'a [T], &'a [T]) {
    let same = |pairs: &mut dyn Iterator<Item = bool>| pairs.take_while(|same| *same).count();
    let prefix = same(&mut left.iter().zip(right).map(|(left, right)| left == right));
    let (left, right) = (&left[prefix..], &right[prefix..]);
    let suffix = same(
        &mut left
            .iter()
            .rev()
            .zip(right.iter().rev())
            .map(|(left, right)| left == right),
    );
    (&left[..left.len() - suffix], &right[..right.len() - suffix])
}

/// Whether two texts are near enough to be one name misspelt. Two empty texts are.
pub fn is_plausible<T: PartialEq>(left: &[T], right: &[T]) -> bool {
    let (left, right) = (cut(left), cut(right));
    edit_distance_within(left, right, edit_budget(left.len(), right.len())).is_some()
}

/// One less the share of edits in the longer text; zero beyond the budget or if either is empty.
pub fn levenshtein_similarity<T: PartialEq>(left: &[T], right: &[T]) -> f64 {
    if left.is_empty() || right.is_empty() {
        return 0.0;
    }
    let budget = edit_budget(left.len(), right.len());
    if left.len().abs_diff(right.len()) > budget {
        return 0.0;
    }
    match edit_distance_within(left, right, budget) {
        Some(distance) => 1.0 - (distance as f64 / left.len().max(right.len()) as f64),
        None => 0.0,
    }
}

/// Jaro-Winkler similarity: a tenth of the rest for each of four leading elements shared, where Jaro is above
/// 0.7; 0.6 and below count as zero.
pub fn jaro_winkler<T: PartialEq>(left: &[T], right: &[T]) -> f64 {
    let (left, right) = (cut(left), cut(right));
    let mut similarity = jaro(left, right);
    if similarity > 0.7 {
        let pairs = left.iter().zip(right).take(4);
        let prefix = pairs.take_while(|(left, right)| left == right).count();
        similarity += prefix as f64 * 0.1 * (1.0 - similarity);
        similarity = similarity.min(1.0);
    }
    if similarity > 0.6 { similarity } else { 0.0 }
}

fn jaro<T: PartialEq>(left: &[T], right: &[T]) -> f64 {
    if left.is_empty() && right.is_empty() {
        return 1.0;
    }
    if left.is_empty() || right.is_empty() {
        return 0.0;
    }
    let bound = (left.len().max(right.len()) / 2).saturating_sub(1);
    let mut left_taken = [false; MAX_LENGTH];
    let mut right_order = [0_u16; MAX_LENGTH];
    let mut common = 0;
    for (at, element) in right.iter().enumerate() {
        let first = at.saturating_sub(bound);
        let last = (at + bound + 1).min(left.len());
        if let Some(found) = (first..last).find(|place| !left_taken[*place] && left[*place] == *element) {
            left_taken[found] = true;
            right_order[common] = at as u16;
            common += 1;
        }
    }
    if common == 0 {
        return 0.0;
    }
    let taken = (0..left.len()).filter(|place| left_taken[*place]);
    let crossed = taken
        .zip(&right_order[..common])
        .filter(|(left_at, right_at)| left[*left_at] != right[usize::from(**right_at)])
        .count();
    let common = common as f64;
    let mut sum = common / left.len() as f64;
    sum += common / right.len() as f64;
    sum += (common - (crossed / 2) as f64) / common;
    sum / 3.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jw(left: &str, right: &str) -> f64 {
        jaro_winkler(left.as_bytes(), right.as_bytes())
    }

    #[test]
    fn known_distances() {
        let distance = |left: &str, right: &str| edit_distance(left.as_bytes(), right.as_bytes());
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("ca", "ac"), 2);
        assert_eq!(edit_distance_within(b"kitten", b"sitting", 2), None);
        assert_eq!(edit_distance(&['a'; 1000], &['b'; 1000]), MAX_LENGTH);
    }

    #[test]
    fn the_budget_grows_with_the_shorter_text() {
        assert!(is_plausible::<u8>(b"", b""));
        assert!(!is_plausible::<u8>(b"", b"a"));
        assert!(is_plausible(b"ahmed", b"ahmad"));
        assert!(!is_plausible(b"ahmed", b"ohmad"));
        assert_eq!(levenshtein_similarity(b"ahmed", b"ahmad"), 0.8);
        assert_eq!(levenshtein_similarity::<u8>(b"", b""), 0.0);
    }

    #[test]
    fn known_jaro_winkler_values() {
        assert!((jw("martha", "marhta") - 0.961_111_111_111_111).abs() < 1e-12);
        assert!((jw("dixon", "dicksonx") - 0.813_333_333_333_333).abs() < 1e-12);
        assert_eq!(
            (jw("", ""), jw("", "a"), jw("a", "a"), jw("abc", "xyz")),
            (1.0, 0.0, 1.0, 0.0)
        );
    }
}
