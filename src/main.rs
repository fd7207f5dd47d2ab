//! The `mrun` command.

fn main() -> std::process::ExitCode {
    mrun::cli::main()
}
