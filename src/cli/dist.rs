//! `mrun dist DIR`: a folder that serves as `gtm_dist`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Sourced by shells in place of GT.M's file of this name. `@DIST@` is the folder.
const PROFILE: &str = "\
# Environment of programs for GT.M that mrun runs.
gtm_dist=@DIST@; export gtm_dist
gtmroutines=${gtmroutines:-.}; export gtmroutines
case \":$PATH:\" in
*\":$gtm_dist:\"*) ;;
*) PATH=$gtm_dist:$PATH; export PATH ;;
esac
alias gtm='\"$gtm_dist\"/mumps -direct'
";

/// The header for C, and the names under which programs include it.
const HEADER: &str = include_str!("../../include/mrun.h");
const HEADERS: [&str; 2] = ["mrun.h", "gtmxc_types.h"];
/// The shared library, beside the program where cargo builds it, and the names under which programs link it.
const LIBRARY: &str = "libmrun.so";
const LIBRARIES: [&str; 2] = [LIBRARY, "libgtmshr.so"];

pub fn main(args: &[Vec<u8>]) -> ExitCode {
    let [dir] = args else {
        return super::usage("dist needs a folder, and nothing else");
    };
    if dir.starts_with(b"-") {
        return super::usage(&format!(
            "dist: unknown option {}",
            String::from_utf8_lossy(dir)
        ));
    }
    let dir = PathBuf::from(super::path(dir));
    match make(&dir) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mrun: {}: {error}", dir.display());
            ExitCode::FAILURE
        }
    }
}

/// Makes a link, in the place of an older one. A file of that name is somebody's, and an error.
fn link(to: &Path, at: &Path) -> std::io::Result<()> {
    if at == to {
        return Ok(());
    }
    if at.is_symlink() {
        std::fs::remove_file(at)?;
    }
    std::os::unix::fs::symlink(to, at)
}

/// Makes the folder, or brings it up to date.
fn make(dir: &Path) -> std::io::Result<()> {
    let own = std::env::current_exe()?;
    std::fs::create_dir_all(dir)?;
    let dir = std::fs::canonicalize(dir)?;
    for name in ["mumps", "mrun"] {
        link(&own, &dir.join(name))?;
    }
    let library = own.with_file_name(LIBRARY);
    if library.exists() {
        for name in LIBRARIES {
            link(&library, &dir.join(name))?;
        }
    }
    for name in HEADERS {
        std::fs::write(dir.join(name), HEADER)?;
    }
    let quoted = format!("'{}'", dir.to_string_lossy().replace('\'', "'\\''"));
    std::fs::write(dir.join("gtmprofile"), PROFILE.replace("@DIST@", &quoted))
}
