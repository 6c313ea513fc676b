//! Makes a picture smaller by averaging the area that each new pixel covers.
//!
//! Area averaging neither rings nor aliases, which matters more to what reads small print than crispness, and
//! needs one row of memory instead of a second picture in floating point.

use image::RgbImage;

const CHANNELS: usize = 3;

/// The size that keeps the shape and has no edge longer than `edge_max`.
pub fn fitted_size(width: u32, height: u32, edge_max: u32) -> (u32, u32) {
    let longest = u64::from(width.max(height));
    if longest <= u64::from(edge_max) {
        return (width, height);
    }
    let fit = |edge: u32| (u64::from(edge) * u64::from(edge_max) / longest).max(1) as u32;
    (fit(width), fit(height))
}

/// The picture in the given smaller size.
pub fn shrink(picture: &RgbImage, width: u32, height: u32) -> RgbImage {
    let columns = spans(picture.width(), width);
    let rows = spans(picture.height(), height);
    let row_bytes = picture.width() as usize * CHANNELS;
    let mut sums = vec![0f32; width as usize * CHANNELS];
    let mut pixels = Vec::with_capacity(sums.len() * height as usize);
    for row in &rows {
        sums.fill(0.0);
        for (offset, weight) in row.weights() {
            let start = offset * row_bytes;
            add_row(
                &mut sums,
                &picture.as_raw()[start..start + row_bytes],
                &columns,
                weight,
            );
        }
        pixels.extend(sums.iter().map(|sum| sum.round() as u8)); // `as` saturates
    }
    RgbImage::from_raw(width, height, pixels).expect("one pixel was written for each row and column")
}

fn add_row(sums: &mut [f32], row: &[u8], columns: &[Span], row_weight: f32) {
    for (column, sum) in columns.iter().zip(sums.chunks_exact_mut(CHANNELS)) {
        for (offset, weight) in column.weights() {
            let pixel = &row[offset * CHANNELS..][..CHANNELS];
            let weight = weight * row_weight;
            sum[0] += f32::from(pixel[0]) * weight;
            sum[1] += f32::from(pixel[1]) * weight;
            sum[2] += f32::from(pixel[2]) * weight;
        }
    }
}

/// The old pixels under one new pixel along one axis. Weights add up to one; those at the two ends are
/// partial.
struct Span {
    start: f64,
    end: f64,
}

impl Span {
    fn weights(&self) -> impl Iterator<Item = (usize, f32)> + '_ {
        let length = self.end - self.start;
        let last = self.end.ceil() as usize;
        (self.start as usize..last).map(move |offset| {
            let covered = self.end.min(offset as f64 + 1.0) - self.start.max(offset as f64);
            (offset, (covered / length) as f32)
        })
    }
}

fn spans(old: u32, new: u32) -> Vec<Span> {
    let edge = |index: u32| (f64::from(index) * f64::from(old) / f64::from(new)).min(f64::from(old));
    (0..new)
        .map(|index| Span {
            start: edge(index),
            end: edge(index + 1),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    #[test]
    fn keeps_the_shape_within_the_edge() {
        assert_eq!(fitted_size(8000, 6000, 4000), (4000, 3000));
        assert_eq!(fitted_size(3000, 4000, 4000), (3000, 4000));
        assert_eq!(fitted_size(65535, 1, 4000), (4000, 1));
    }

    #[test]
    fn averages_what_a_pixel_covers() {
        let stripes = RgbImage::from_fn(6, 3, |x, _| {
            if x % 2 == 0 {
                Rgb([255, 0, 100])
            } else {
                Rgb([0, 0, 100])
            }
        });
        assert!(
            shrink(&stripes, 3, 1)
                .pixels()
                .all(|pixel| *pixel == Rgb([128, 0, 100]))
        );
        let thirds = shrink(&stripes, 4, 2);
        assert_eq!(*thirds.get_pixel(0, 0), Rgb([170, 0, 100]), "two thirds light");
    }
}
