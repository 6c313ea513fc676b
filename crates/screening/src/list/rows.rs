//! The rows of a CSV file as text, with the line each begins on.

use std::{collections::HashMap, io::BufRead};

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::{Refused, bounded::Bounded};

/// What DOS put at a text file's end; OFAC's files still close with it.
const END_OF_FILE: &[u8] = b"\x1a";

pub(super) struct Rows<R> {
    reader: Reader<Bounded<R>>,
    record: ByteRecord,
    columns: HashMap<String, usize>,
    line: u64,
}

/// One row: its cells as text.
pub(super) struct Row {
    pub line: u64,
    cells: Vec<String>,
}

impl<R: BufRead> Rows<R> {
    pub fn new(input: R) -> Self {
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true);
        Self {
            reader: builder.from_reader(Bounded::new(input)),
            record: ByteRecord::new(),
            columns: HashMap::new(),
            line: 1,
        }
    }

    /// Reads the first row as the names of the columns, which must be among them all that are `needed`.
    pub fn with_header(input: R, needed: &[&str]) -> Result<Self, Refused> {
        let mut rows = Self::new(input);
        let header = rows.next()?;
        let header = header.ok_or_else(|| Refused::new(1, "the file is empty"))?;
        for (place, name) in header.cells.iter().enumerate() {
            let name = name.trim_start_matches('\u{feff}').trim().to_lowercase();
            if !name.is_empty() && rows.columns.insert(name.clone(), place).is_some() {
                return Err(Refused::new(1, format!("the column {name} is there twice")));
            }
        }
        match needed.iter().find(|name| !rows.columns.contains_key(**name)) {
            Some(name) => Err(Refused::new(1, format!("the column {name} is missing"))),
            None => Ok(rows),
        }
    }

    /// The column names of the header.
    pub fn columns(&self) -> &HashMap<String, usize> {
        &self.columns
    }

    /// The next row that is not the mark of the file's end.
    pub fn next(&mut self) -> Result<Option<Row>, Refused> {
        loop {
            self.reader.get_mut().begin_record();
            let more = self.reader.read_byte_record(&mut self.record);
            let line = self.record.position().map_or(self.line, csv::Position::line);
            if !more.map_err(|problem| Refused::new(self.line, problem.to_string()))? {
                return Ok(None);
            }
            self.line = line;
            if self.record.get(0) != Some(END_OF_FILE) {
                return self.text(line).map(Some);
            }
        }
    }

    /// The line of the row that was read last.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// A cell by its column's name; nothing where it is empty or the row is shorter.
    pub fn cell<'row>(&self, row: &'row Row, column: &str) -> Option<&'row str> {
        row.cell(*self.columns.get(column)?)
    }

    fn text(&self, line: u64) -> Result<Row, Refused> {
        let cell = |bytes: &[u8]| {
            let text = std::str::from_utf8(bytes);
            text.map(str::to_owned)
                .map_err(|_| Refused::new(line, "the text is not UTF-8"))
        };
        let cells = self.record.iter().map(cell).collect::<Result<_, _>>()?;
        Ok(Row { line, cells })
    }
}

impl Row {
    /// A cell by its place; nothing where it is empty or the row is shorter.
    pub fn cell(&self, place: usize) -> Option<&str> {
        let text = self.cells.get(place)?.trim();
        (!text.is_empty()).then_some(text)
    }

    pub fn len(&self) -> usize {
        self.cells.len()
    }
}
