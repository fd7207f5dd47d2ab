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

/// Makes the folder, or brings it up to date.
fn make(dir: &Path) -> std::io::Result<()> {
    let own = std::env::current_exe()?;
    std::fs::create_dir_all(dir)?;
    let dir = std::fs::canonicalize(dir)?;
    for name in ["mumps", "mrun"] {
        let link = dir.join(name);
        if link == own {
            continue;
        }
        // Only links are replaced: a file of this name is somebody's.
        if link.is_symlink() {
            std::fs::remove_file(&link)?;
        }
        std::os::unix::fs::symlink(&own, &link)?;
    }
    let quoted = format!("'{}'", dir.to_string_lossy().replace('\'', "'\\''"));
    std::fs::write(dir.join("gtmprofile"), PROFILE.replace("@DIST@", &quoted))
}
