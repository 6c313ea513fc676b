//! Bar charts drawn by the server: the arithmetic, so that the template only prints coordinates.

const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 150.0;
const LEFT: f64 = 32.0;
const TOP: f64 = 8.0;
const BOTTOM: f64 = 18.0;

/// A chart with the numbers behind it.
#[derive(Debug)]
pub struct Chart {
    pub title: &'static str,
    pub note: &'static str,
    pub summary: String,
    pub width: f64,
    pub height: f64,
    pub ticks_y: f64,
    pub grid: Vec<GridLine>,
    pub ticks: Vec<Tick>,
    pub bars: Vec<Bar>,
    pub series: Vec<Series>,
    pub days: Vec<Day>,
}

/// A horizontal line with its number.
#[derive(Debug)]
pub struct GridLine {
    pub y: f64,
    pub text_y: f64,
    pub label: i64,
}

/// A day's name below the bars.
#[derive(Debug)]
pub struct Tick {
    pub x: f64,
    pub label: String,
}

/// One bar.
#[derive(Debug)]
pub struct Bar {
    pub series: usize,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    pub title: String,
}

/// What one colour counts.
#[derive(Debug)]
pub struct Series {
    pub number: usize,
    pub name: &'static str,
}

/// One day's counts, one for each series.
#[derive(Debug, Clone)]
pub struct Day {
    pub label: String,
    pub counts: Vec<i64>,
}

impl Chart {
    /// Bars side by side for each day. `series` names what `counts` of each day count.
    pub fn bars(title: &'static str, note: &'static str, series: &[&'static str], days: Vec<Day>) -> Self {
        let top = days
            .iter()
            .flat_map(|day| day.counts.iter().copied())
            .max()
            .unwrap_or(0);
        let (step, lines) = scale(top);
        let y = |value: i64| {
            let share = value as f64 / (step * lines) as f64;
            tenth(TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - share))
        };
        let slot = (WIDTH - LEFT) / days.len().max(1) as f64;
        let width = tenth(slot * 0.72 / series.len().max(1) as f64);
        let bars = days.iter().enumerate().flat_map(|(index, day)| {
            day.counts.iter().enumerate().map(move |(number, count)| Bar {
                series: number + 1,
                x: tenth(LEFT + slot * (index as f64 + 0.12) + width * number as f64),
                y: y(*count),
                width,
                height: tenth(y(0) - y(*count)),
                title: format!("{}: {} {count}", day.label, series.get(number).unwrap_or(&"")),
            })
        });
        Self {
            title,
            note,
            summary: summary(title, series, days.last()),
            width: WIDTH,
            height: HEIGHT,
            ticks_y: HEIGHT - 3.0,
            grid: (0..=lines)
                .map(|line| GridLine {
                    y: y(line * step),
                    text_y: y(line * step) + 4.0,
                    label: line * step,
                })
                .collect(),
            ticks: days
                .iter()
                .enumerate()
                .step_by(3)
                .map(|(index, day)| Tick {
                    x: tenth(LEFT + slot * (index as f64 + 0.5)),
                    label: day.label.clone(),
                })
                .collect(),
            bars: bars.collect(),
            series: series
                .iter()
                .enumerate()
                .map(|(index, name)| Series {
                    number: index + 1,
                    name,
                })
                .collect(),
            days,
        }
    }
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// A round step and how many of them cover `top`: at most four.
fn scale(top: i64) -> (i64, i64) {
    let mut magnitude: i64 = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = magnitude * factor;
            if top <= step.saturating_mul(4) {
                let lines = top / step + i64::from(top % step != 0);
                return (step, lines.max(1));
            }
        }
        magnitude *= 10;
    }
}

fn summary(title: &str, series: &[&str], last: Option<&Day>) -> String {
    let Some(last) = last else {
        return format!("{title}: no numbers yet.");
    };
    let counts: Vec<String> = series
        .iter()
        .zip(&last.counts)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    format!("{title}. {}: {}.", last.label, counts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_round_and_cover_the_top() {
        for (top, expected) in [
            (0, (1, 1)),
            (4, (1, 4)),
            (5, (2, 3)),
            (41, (20, 3)),
            (i64::MAX / 10, (500_000_000_000_000_000, 2)),
        ] {
            assert_eq!(scale(top), expected, "{top}");
        }
    }

    #[test]
    fn a_bar_stands_on_the_ground_line() {
        let day = |label: &str, counts: &[i64]| Day {
            label: label.into(),
            counts: counts.to_vec(),
        };
        let chart = Chart::bars(
            "Intake",
            "a day",
            &["Created", "Decided"],
            vec![day("1 Nov", &[3, 0]), day("2 Nov", &[4, 2])],
        );
        assert_eq!(chart.bars.len(), 4);
        for bar in &chart.bars {
            assert!((bar.y + bar.height - (HEIGHT - BOTTOM)).abs() < 0.2, "{bar:?}");
            assert!(bar.x >= LEFT && bar.x + bar.width <= WIDTH);
        }
        assert_eq!(chart.summary, "Intake. 2 Nov: Created 4, Decided 2.");
    }
}
