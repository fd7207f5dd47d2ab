//! Field tables and views of a process, found by the environment variables of Tuxedo.

use super::fieldtable::{FieldTable, Width};
use super::lines::{LineError, LineProblem};
use super::viewfile::{View, Views};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What FML, FML32, VIEW, VIEW32, X_C_TYPE and X_COMMON need to know.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Definitions {
    /// For FML, then for FML32.
    tables: [FieldTable; 2],
    /// For VIEW, X_C_TYPE and X_COMMON, then for VIEW32.
    views: [Views; 2],
    /// TPMBENC: the encoding of multibyte strings that name none.
    encoding: Option<String>,
}

/// The variables of a width: folders and files of field tables, folders and files of views.
struct Variables {
    width: Width,
    table_folders: &'static str,
    tables: &'static str,
    view_folders: &'static str,
    views: &'static str,
}

const VARIABLES: [Variables; 2] = [
    Variables {
        width: Width::Bits16,
        table_folders: "FLDTBLDIR",
        tables: "FIELDTBLS",
        view_folders: "VIEWDIR",
        views: "VIEWFILES",
    },
    Variables {
        width: Width::Bits32,
        table_folders: "FLDTBLDIR32",
        tables: "FIELDTBLS32",
        view_folders: "VIEWDIR32",
        views: "VIEWFILES32",
    },
];

/// The variable that names the common encoding of multibyte strings.
const ENCODING: &str = "TPMBENC";

impl Definitions {
    /// Reads the files that variables name: `FIELDTBLS32` files with commas, in the folders of `FLDTBLDIR32` with colons (the
    /// current one without it); `VIEWFILES32` in `VIEWDIR32`; and the same without `32`. A file `x.V`, which is what Tuxedo's
    /// compiler makes, stands for its source `x.v`. `lookup` gives the value of a variable, `read` the bytes of a file.
    ///
    /// # Errors
    /// All that is wrong in the files, or why one cannot be read.
    pub fn load(
        lookup: impl Fn(&str) -> Option<String>,
        mut read: impl FnMut(&Path) -> io::Result<Vec<u8>>,
    ) -> Result<Definitions, Vec<LineError>> {
        let mut out = Definitions {
            encoding: lookup(ENCODING).filter(|e| !e.is_empty()),
            ..Definitions::default()
        };
        let mut errors = Vec::new();
        for (at, variables) in VARIABLES.iter().enumerate() {
            let mut texts = |folders: &str, files: &str, errors: &mut Vec<LineError>| {
                let folders = lookup(folders).unwrap_or_default();
                let files = lookup(files).unwrap_or_default();
                files
                    .split(',')
                    .map(str::trim)
                    .filter(|file| !file.is_empty())
                    .filter_map(|file| found(file, &folders, &mut read, errors))
                    .collect::<Vec<_>>()
            };
            let width = variables.width;
            for (file, text) in texts(variables.table_folders, variables.tables, &mut errors) {
                out.tables[at].add(width, &file, &text, &mut errors);
            }
            for (file, text) in texts(variables.view_folders, variables.views, &mut errors) {
                let table = &out.tables[at];
                out.views[at].add(width, &file, &text, table, &mut errors);
            }
        }
        match errors.is_empty() {
            true => Ok(out),
            false => Err(errors),
        }
    }

    /// The names of fields.
    pub fn fields(&self, width: Width) -> &FieldTable {
        &self.tables[usize::from(width == Width::Bits32)]
    }

    /// A view: one of the width, or, when it has none of that name, of the other.
    pub fn view(&self, width: Width, name: &str) -> Option<&Arc<View>> {
        let at = usize::from(width == Width::Bits32);
        self.views[at]
            .get(name)
            .or_else(|| self.views[1 - at].get(name))
    }

    /// The encoding of multibyte strings that name none: what TPMBENC says, or UTF-8.
    pub fn encoding(&self) -> &str {
        self.encoding.as_deref().unwrap_or("UTF-8")
    }
}

/// The path and the text of a file in one of several folders.
fn found(
    file: &str,
    folders: &str,
    read: &mut impl FnMut(&Path) -> io::Result<Vec<u8>>,
    errors: &mut Vec<LineError>,
) -> Option<(String, String)> {
    let file = match file.strip_suffix(".V") {
        Some(stem) => format!("{stem}.v"),
        None => file.to_string(),
    };
    let places: Vec<PathBuf> = match Path::new(&file).is_absolute() {
        true => vec![PathBuf::from(&file)],
        false => folders
            .split(':')
            .map(|folder| Path::new(folder).join(&file))
            .collect(),
    };
    let mut reason = None;
    for place in places {
        match read(&place) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                return Some((place.display().to_string(), text));
            }
            // That it is in no folder says less than why the one there is cannot be read.
            Err(error) if reason.is_none() || error.kind() != io::ErrorKind::NotFound => {
                reason = Some(error);
            }
            Err(_) => {}
        }
    }
    let what = reason.map_or_else(String::new, |e| e.to_string());
    errors.push(LineError {
        file,
        line: 0,
        what: LineProblem::Unreadable(what),
    });
    None
}
